"""Every window looks as its golden picture; if it should not, renew them: `python -m tests.golden`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.golden.__main__ import HERE, RECORD, SCENES, binding, scan_line, shoot

BUILD = HERE.parents[1] / "build" / "golden"
OTHER_BINDING_SHARE = 0.002
"""Another minor version of Qt's binding may draw so many of the pixels differently."""
MAX_BYTES = 2_000_000
"""All pictures together; they are in everybody's clone for ever."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    shoot(folder)
    return folder


@pytest.mark.timeout(300)  # the first one waits for all pictures
@pytest.mark.parametrize("name", [name for name, *_ in SCENES])
def test_it_looks_as_recorded(name: str, made: Path) -> None:
    golden, actual = QImage(str(HERE / f"{name}.png")), QImage(str(made / f"{name}.png"))
    assert not golden.isNull()
    assert actual.size() == golden.size()
    differing = differences(golden, actual)
    exact = json.loads(RECORD.read_text())["binding"] == binding()
    allowed = 0 if exact else int(golden.width() * golden.height() * OTHER_BINDING_SHARE)
    if len(differing) > allowed:
        BUILD.mkdir(parents=True, exist_ok=True)
        actual.save(str(BUILD / f"{name}-actual.png"))
        marked(actual, differing).save(str(BUILD / f"{name}-difference.png"))
        pytest.fail(
            f"{len(differing)} pixels differ, the first at {differing[0]}; "
            f"see {name}-actual.png and {name}-difference.png in {BUILD}"
        )


def test_the_pictures_are_small_and_all_used() -> None:
    pictures = list(HERE.glob("*.png"))
    assert {path.stem for path in pictures} == {name for name, *_ in SCENES}
    assert sum(path.stat().st_size for path in pictures) < MAX_BYTES


def test_one_pixel_is_a_difference() -> None:
    golden = QImage(40, 30, QImage.Format.Format_RGB888)
    golden.fill(QColor("white"))
    actual = golden.copy()
    actual.setPixelColor(17, 9, QColor(255, 255, 254))
    assert differences(golden, actual) == [(17, 9)]


def differences(one: QImage, two: QImage) -> list[tuple[int, int]]:
    """The places of all pixels that are not the same."""
    found: list[tuple[int, int]] = []
    first, second = (each.convertToFormat(QImage.Format.Format_RGB888) for each in (one, two))
    bytes_a_row = 3 * first.width()
    for y in range(first.height()):
        a = scan_line(first, y)[:bytes_a_row]
        b = scan_line(second, y)[:bytes_a_row]
        if a != b:
            found += [
                (x, y) for x in range(first.width()) if a[3 * x : 3 * x + 3] != b[3 * x : 3 * x + 3]
            ]
    return found


def marked(actual: QImage, places: list[tuple[int, int]]) -> QImage:
    """The picture pale, with the differing pixels red."""
    shown = actual.convertToFormat(QImage.Format.Format_Grayscale8)
    shown = shown.convertToFormat(QImage.Format.Format_RGB32)
    for x, y in places:
        shown.setPixelColor(x, y, QColor("red"))
    return shown
