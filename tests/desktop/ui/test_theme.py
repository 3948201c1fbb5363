"""Every pair of colours that meets on screen is readable, and the switch tells everyone."""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QRadioButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import style, style_controls
from desktop.ui.high_contrast import high_contrast
from desktop.ui.labels import plain_tooltip
from desktop.ui.style import sheet
from desktop.ui.theme import (
    ZOOM_MAX,
    ZOOM_MIN,
    Contrast,
    Theme,
    ThemeChoice,
    ThemeSwitch,
    dark,
    light,
)

HIGH = [high_contrast(light()), high_contrast(dark())]
THEMES = pytest.mark.parametrize(
    "theme", [light(), dark(), *HIGH], ids=["light", "dark", "high-light", "high-dark"]
)
HIGHS = pytest.mark.parametrize("theme", HIGH, ids=["light", "dark"])

GROUNDS = ("window", "surface", "raised", "sunken", "hover", "mention")
CODE = ("code_keyword", "code_string", "code_number", "text", "text3")
TEXTS_ON = {
    **dict.fromkeys(GROUNDS, ("text", "text2", "text3", "link")),
    "soft": ("softtext", "text", "text3"),
    "accent": ("onaccent",),
    "dangersoft": ("danger", "text"),
    "mentionbar": ("onmention",),
    "selection": ("text", "text2", "text3", "link", *CODE[:3]),
}
ALSO_TEXT = {"surface": ("danger", "ok", "warn", "accent"), "window": ("ok", "accent", "danger")}
SHAPES = ("accent", "off", "away", "ok", "danger", "mentionbar")


def luminance(color: QColor) -> float:
    """WCAG 2.2 relative luminance."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@THEMES
def test_text_stands_out_by_four_and_a_half(theme: Theme) -> None:
    pairs = [(ground, ink) for ground, inks in TEXTS_ON.items() for ink in inks]
    pairs += [("sunken", ink) for ink in CODE]
    pairs += [(ground, ink) for ground, inks in ALSO_TEXT.items() for ink in inks]
    weak = {
        f"{ink} on {ground}": round(contrast(getattr(theme, ink), getattr(theme, ground)), 2)
        for ground, ink in pairs
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 4.5
    }
    assert weak == {}


@THEMES
def test_names_and_initials_stand_out(theme: Theme) -> None:
    for ink, ground in itertools.product(
        theme.authors, (theme.surface, theme.mention, theme.hover)
    ):
        assert contrast(ink, ground) >= 4.5, ink.name()
    for fill in theme.fills:
        assert contrast(QColor("white"), fill) >= 4.5, fill.name()


@THEMES
def test_shapes_stand_out_by_three(theme: Theme) -> None:
    for shape, ground in itertools.product(SHAPES, ("surface", "window")):
        assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3.0, (shape, ground)


@THEMES
def test_the_frame_of_a_field_stands_out(theme: Theme) -> None:
    frames = [line for line in sheet(theme).splitlines() if line.startswith("QLineEdit {")]
    color = QColor(frames[0].partition("solid ")[2].partition(";")[0])
    assert contrast(color, theme.surface) >= 3.0


def test_a_colour_belongs_to_the_id() -> None:
    theme = light()
    colors = {theme.avatar_fill(bytes([n]) * 32).name() for n in range(64)}
    assert len(colors) == len(theme.fills)
    assert theme.avatar_fill(b"one").name() == dark().avatar_fill(b"one").name()
    index = [each.name() for each in theme.fills].index(theme.avatar_fill(b"one").name())
    assert theme.author_text(b"one") == theme.authors[index]


def test_fonts_follow_the_zoom(qapp: QApplication) -> None:
    assert light(1.5).font(14, 600).pixelSize() == 21
    assert light(1.5).font(14, 600).weight() == QFont.Weight.DemiBold
    assert light().mono(13).pixelSize() == 13


def test_unknown_scheme_is_light(qapp: QApplication) -> None:
    assert not ThemeSwitch(qapp).theme.dark


def test_choosing_tells_and_dresses(qtbot: QtBot, qapp: QApplication, switch: ThemeSwitch) -> None:
    with qtbot.waitSignal(switch.changed) as told:
        switch.set_choice(ThemeChoice.DARK)
    assert told.args == [switch.theme]
    assert switch.theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == dark().surface
    assert dark().surface.name() in qapp.styleSheet()
    with qtbot.assertNotEmitted(switch.changed):
        switch.set_choice(ThemeChoice.DARK)


def test_zoom_walks_in_steps_and_stops_at_the_ends(switch: ThemeSwitch) -> None:
    assert switch.step_zoom(1) == 1.1
    assert switch.step_zoom(-1) == 1.0
    assert switch.step_zoom(100) == ZOOM_MAX
    assert switch.step_zoom(1) == ZOOM_MAX
    assert switch.step_zoom(-100) == ZOOM_MIN
    assert switch.step_zoom(0) == 1.0
    switch.set_zoom(9)
    assert switch.theme.zoom == ZOOM_MAX


def test_every_theme_of_a_switch_has_its_own_rev(switch: ThemeSwitch) -> None:
    seen = {switch.theme.rev}
    switch.set_choice(ThemeChoice.DARK)
    seen.add(switch.theme.rev)
    switch.set_choice(ThemeChoice.LIGHT)
    seen.add(switch.theme.rev)
    switch.set_reduced_motion(reduced=True)
    seen.add(switch.theme.rev)
    assert len(seen) == 4
    assert switch.theme.reduced_motion


@HIGHS
def test_high_contrast_is_seven_for_text_and_four_and_a_half_for_shapes(theme: Theme) -> None:
    pairs = [(ground, ink) for ground, inks in TEXTS_ON.items() for ink in inks]
    pairs += [(ground, ink) for ground, inks in ALSO_TEXT.items() for ink in inks]
    pairs += [("sunken", ink) for ink in CODE]
    weak = {
        f"{ink} on {ground}": round(contrast(getattr(theme, ink), getattr(theme, ground)), 2)
        for ground, ink in pairs
        if contrast(getattr(theme, ink), getattr(theme, ground)) < 7
    }
    assert weak == {}
    for shape, ground in itertools.product((*SHAPES, "border"), ("surface", "window")):
        assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 4.5, (shape, ground)
    for author, paper in itertools.product(theme.authors, (theme.surface, theme.mention)):
        assert contrast(author, paper) >= 7, author.name()
    for fill in theme.fills:
        assert contrast(QColor("white"), fill) >= 7, fill.name()


def test_high_contrast_is_a_choice_beside_light_and_dark(qtbot: QtBot, switch: ThemeSwitch) -> None:
    with qtbot.waitSignal(switch.changed):
        switch.set_contrast(Contrast.HIGH)
    assert switch.theme.high_contrast
    assert not switch.theme.dark
    switch.set_choice(ThemeChoice.DARK)
    assert switch.theme.high_contrast
    assert switch.theme.text.name() == "#ffffff"
    switch.set_contrast(Contrast.NORMAL)
    assert not switch.theme.high_contrast
    assert switch.theme.text == dark().text


def test_density_changes_rows_and_nothing_else(qtbot: QtBot, switch: ThemeSwitch) -> None:
    assert switch.theme.row_px(62, 48) == 62
    with qtbot.waitSignal(switch.changed):
        switch.set_compact(compact=True)
    assert switch.theme.row_px(62, 48) == 48
    assert switch.theme.px(14) == 14
    switch.set_zoom(1.5)
    assert switch.theme.row_px(62, 48) == 72
    with qtbot.assertNotEmitted(switch.changed):
        switch.set_compact(compact=True)


class QBalloonTip(QWidget):
    """Named as what Qt shows at a tray of the old kind; its own cannot be made without such a tray."""


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_a_tooltip_is_little_larger_than_its_words(
    qtbot: QtBot, switch: ThemeSwitch, zoom: float
) -> None:
    switch.set_zoom(zoom)
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    QToolTip.showText(QPoint(5, 5), plain_tooltip("Notifications"), anchor)
    tip = next(each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    words = tip.fontMetrics().boundingRect("Notifications")
    assert words.height() + switch.theme.px(6) < tip.height() < 2.2 * words.height()
    assert words.width() + switch.theme.px(12) < tip.width() < words.width() + switch.theme.px(28)
    QToolTip.hideText()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_words_at_the_tray_are_dark_on_light_yellow(
    qtbot: QtBot, switch: ThemeSwitch, choice: ThemeChoice
) -> None:
    switch.set_choice(choice)
    balloon = QBalloonTip()
    qtbot.addWidget(balloon)
    words = QLabel("Grapevine", balloon)
    balloon.show()
    text = words.palette().color(words.foregroundRole())
    assert contrast(text, QColor(255, 255, 225)) >= 7


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("chosen", [False, True])
def test_the_mark_of_a_choice_is_seen_in_every_theme(
    qtbot: QtBot, switch: ThemeSwitch, choice: ThemeChoice, chosen: bool
) -> None:
    switch.set_choice(choice)
    ground = QDialog()
    qtbot.addWidget(ground)
    button = QRadioButton(ground)
    button.setChecked(chosen)
    ground.show()
    picture = button.grab().toImage()
    across = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]
    assert max(contrast(color, switch.theme.surface) for color in across) >= 3


@pytest.mark.parametrize(
    ("letter", "lengths"),
    [
        ("p", style_controls.LENGTHS),
        ("r", style_controls.RADII),
        ("s", style_controls.SIZES),
    ],
)
def test_the_sheets_have_the_lengths_they_name_and_no_other(
    letter: str, lengths: tuple[int, ...]
) -> None:
    named = re.findall(rf"(?<!{{){{{letter}(\d+)}}", style._SHEET + style_controls.SHEET)
    assert sorted({int(each) for each in named}) == list(lengths)
