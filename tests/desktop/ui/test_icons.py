"""Icons draw in the colour and size asked for; the bundled fonts load and carry their licence."""

from __future__ import annotations

from importlib import resources

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from desktop.ui import fonts, icons
from desktop.ui.theme import light


def inks(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colors = (image.pixelColor(x, y) for x, y in spots)
    return {color.name() for color in colors if color.alpha() == 255}


@pytest.mark.parametrize("name", icons.icon_names())
def test_every_icon_draws_in_its_colour(qapp: QApplication, name: str) -> None:
    image = icons.icon_pixmap(name, QColor("#c00000"), 24, 2.0).toImage()
    assert image.width() == 48
    assert inks(image) == {"#c00000"}


def test_icons_are_kept_but_not_without_end(qapp: QApplication) -> None:
    first = icons.icon_pixmap("send", QColor("#010203"), 20, 1.0)
    assert icons.icon_pixmap("send", QColor("#010203"), 20, 1.0) is first
    for shade in range(icons.CACHED_PIXMAPS + 1):
        icons.icon_pixmap("send", QColor(shade % 256, shade // 256, 7), 4, 1.0)
    assert icons.icon_pixmap("send", QColor("#010203"), 20, 1.0) is not first


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon_pixmap("no-such", QColor("black"), 20)


def test_the_logo_takes_the_accent(qapp: QApplication) -> None:
    theme = light()
    assert theme.accent.name() in inks(icons.logo_pixmap(theme, 64).toImage())


def test_fonts_are_small_licensed_and_load(qapp: QApplication) -> None:
    folder = resources.files("resources").joinpath("fonts")
    assert "SIL OPEN FONT LICENSE" in folder.joinpath("OFL.txt").read_text(encoding="utf-8")
    sizes = [len(folder.joinpath(face).read_bytes()) for face in fonts.FACES]
    assert sum(sizes) < 1_000_000
    before = qapp.font()
    fonts.load(qapp, "linux")
    assert qapp.font().family() == "Inter"
    assert "Inter" in QFontDatabase.families()
    qapp.setFont(before)


def test_other_systems_keep_their_own_font(qapp: QApplication) -> None:
    before = qapp.font().family()
    fonts.load(qapp, "darwin")
    assert qapp.font().family() == before
