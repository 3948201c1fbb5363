"""Turns a theme into the application's palette and its one style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from desktop.ui import style_controls

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.theme import Theme

_ROLES = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Midlight, "border"),
    (QPalette.ColorRole.Light, "hover"),
    (QPalette.ColorRole.Dark, "text3"),
    (QPalette.ColorRole.Accent, "accent"),
)

_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)

_TONES = (
    ("heading", 22, 600, "text"),
    ("title", 17, 600, "text"),
    ("strong", 14, 600, "text"),
    ("body", 14, 400, "text"),
    ("lead", 14, 400, "text2"),
    ("preview", 13, 400, "text2"),
    ("meta", 12, 400, "text2"),
    ("section", 12, 500, "text2"),
    ("label", 12, 500, "text"),
    ("hint", 11, 400, "text3"),
    ("danger", 12, 500, "danger"),
    ("ok", 12, 400, "ok"),
    ("warn", 12, 500, "warn"),
    ("row", 14, 500, "text"),
    ("name", 22, 600, "text"),
    ("digits", 18, 500, "text"),
)
"""Looks of PlainLabel: name, px, weight, token."""

# Qt adds to the padding of a tooltip, on each side, as much again as is left and right of its words.
# A balloon is Qt's own, at trays of the old kind: light yellow in every theme.
_SHEET = """
QWidget[ground="window"] {{ background: {window}; }}
QWidget[ground="border"] {{ background: {border}; }}
QWidget[ground="accent"] {{ background: {accent}; }}
QWidget[ground="surface"] {{ background: {surface}; }}
QWidget#sidebar-foot {{ border: none; border-top: 1px solid {border}; }}
QWidget#header {{ border: none; border-bottom: 1px solid {border}; }}
QAbstractScrollArea {{ border: none; background: transparent; }}
QScrollArea#keys-scroll, QScrollArea#message-details-scroll {{ border: {f2} solid transparent;
  border-radius: {r4}; }}
QScrollArea#keys-scroll:focus, QScrollArea#message-details-scroll:focus {{
  border-color: {accent}; }}
QListView, QPushButton, QToolButton, QRadioButton, QCheckBox {{ outline: none; }}

QToolButton {{ background: transparent; border: {f2} solid transparent; border-radius: {r10};
  padding: 0; color: {text2}; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {soft}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="framed"] {{ background: {surface}; border: 1px solid {border_strong};
  border-radius: {r8}; margin: 1px; }}
QToolButton[kind="framed"]:hover {{ background: {hover}; }}
QToolButton[kind="framed"]:focus {{ border: {f2} solid {accent}; margin: 0; }}
QToolButton[kind="send"] {{ background: {accent}; border-color: {accent}; border-radius: {r8}; }}
QToolButton[kind="send"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QToolButton[kind="send"]:focus {{ border-color: {text}; }}
QToolButton[kind="send"]:disabled {{ background: {sunken}; border-color: {sunken}; }}

QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border_strong};
  border-radius: {r8}; padding: {p7} {p14}; font-size: {s13}; font-weight: 500; margin: 1px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: {f2} solid {accent}; margin: 0; }}
QPushButton:disabled {{ color: {text3}; border-color: {border}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {onaccent}; border-color: {accent};
  font-size: {s15}; font-weight: 500; padding: {p12} {p16}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: {f2} solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {sunken}; color: {text3};
  border-color: {sunken}; }}
QPushButton[kind="accent"] {{ background: {accent}; color: {onaccent}; border-color: {accent}; }}
QPushButton[kind="accent"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="accent"]:focus {{ border: {f2} solid {text}; }}
QPushButton[kind="accent"]:disabled {{ background: {sunken}; color: {text3};
  border-color: {sunken}; }}
QPushButton[kind="flat"] {{ background: transparent; border: {f2} solid transparent; margin: 0;
  border-radius: {r4}; padding: 0 {p2}; text-align: left; }}
QPushButton[kind="flat"]:hover {{ background: {hover}; }}
QPushButton[kind="flat"]:focus {{ border-color: {accent}; }}
QPushButton[kind="link"] {{ background: transparent; border: {f2} solid transparent; margin: 0;
  color: {link}; border-radius: {r4}; padding: {p2} {p4}; font-size: {s12}; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border-color: {accent}; }}
QPushButton#own-name {{ font-size: {s14}; font-weight: 600; color: {text}; }}
QPushButton#network-line {{ font-size: {s12}; font-weight: 400; color: {text2}; }}
QPushButton#network-line[live="true"] {{ color: {ok}; }}

QLineEdit {{ background: {surface}; color: {text}; border: 1px solid {border_strong};
  placeholder-text-color: {text3};
  border-radius: {r8}; padding: {p7} {p10}; margin: 1px; font-size: {s14};
  selection-background-color: {selection}; selection-color: {text}; }}
QLineEdit:focus {{ border: {f2} solid {accent}; margin: 0; }}
QLineEdit[kind="large"] {{ font-size: {s15}; padding: {p11} {p10}; }}
QLineEdit#own-name-field {{ padding: 0 {p4}; border-radius: {r4}; font-weight: 600; }}
QPlainTextEdit {{ background: transparent; color: {text}; font-size: {s14}; border: none;
  placeholder-text-color: {text3};
  selection-background-color: {selection}; selection-color: {text}; }}

QMenu {{ background: {raised}; color: {text}; border: 1px solid {border}; border-radius: {r8};
  padding: {p4}; }}
QMenu::item {{ padding: {p7} {p24} {p7} {p12}; border-radius: {r4}; font-size: {s13}; }}
QMenu::item:selected {{ background: {soft}; color: {softtext}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: {p4} {p8}; }}
QMenu::icon {{ padding-left: {p8}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border_strong};
  padding: 0 {p3}; font-size: {s12}; }}
QBalloonTip QLabel {{ color: black; }}
QDialog {{ background: {surface}; }}

QScrollBar:vertical {{ background: transparent; width: {p12}; margin: 0; }}
QScrollBar::handle:vertical {{ background: {handle}; border-radius: {bar_round}; min-height: {p32};
  margin: {p2} {p3}; }}
QScrollBar::handle:vertical:hover {{ background: {off}; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {handle}; border-radius: {bar_round}; min-width: {p32};
  margin: {p3} {p2}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QWidget#bar {{ border: none; border-bottom: 1px solid {border}; background: {sunken}; }}
QWidget#bar[kind="danger"] {{ background: {dangersoft}; }}
QWidget#bar[kind="warn"] {{ background: {mention}; }}
QWidget#checks {{ border: 1px solid {border}; border-radius: {r12}; background: {surface}; }}
"""


def palette(theme: Theme) -> QPalette:
    """Return the palette for Qt's own drawing."""
    made = QPalette()
    for role, token in _ROLES:
        made.setColor(role, getattr(theme, token))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.text3)
    return made


def mixed(first: QColor, second: QColor, part: float) -> QColor:
    """Return the colour `part` of the way from the first to the second."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * part,
        first.greenF() + (second.greenF() - first.greenF()) * part,
        first.blueF() + (second.blueF() - first.blueF()) * part,
    )


def sheet(theme: Theme) -> str:
    """Return the style sheet: colours by token, lengths of the design zoomed."""
    tokens = (
        "window surface raised sunken hover border text text2 text3 accent onaccent soft softtext"
        " danger dangersoft warn ok off mention link selection"
    )
    words = {token: getattr(theme, token).name() for token in tokens.split()}
    words["accent_hover"] = mixed(theme.accent, theme.text, 0.15).name()
    # The frame of a field is the only sign of where it is: 3 : 1 on the surface, unlike `border`.
    words["border_strong"] = mixed(theme.surface, theme.off, 0.9).name()
    words["handle"] = mixed(theme.surface, theme.off, 0.55).name()
    # What can be told by its fill or its place needs no strong frame, unless strong ones are wanted.
    strong = words["border_strong"]
    words["border_field"] = strong if theme.high_contrast else theme.border.name()
    words["chip_edge"] = words["accent" if theme.high_contrast else "soft"]
    words["finding_edge"] = theme.mentionbar.name() if theme.high_contrast else words["mention"]
    words |= {f"p{n}": f"{theme.px(n)}px" for n in style_controls.LENGTHS}
    words |= {f"r{n}": f"{theme.px(n)}px" for n in style_controls.RADII}
    words |= {f"s{n}": f"{theme.px(n)}px" for n in style_controls.SIZES}
    words["f2"] = "2px"
    words |= _rounds(theme)
    tones = "".join(
        f'QLabel[tone="{tone}"] {{ font-size: {theme.px(px)}px; font-weight: {weight};'
        f" color: {getattr(theme, token).name()}; }}\n"
        for tone, px, weight, token in _TONES
    )
    return (_SHEET + style_controls.SHEET).format_map(words) + tones


def _rounds(theme: Theme) -> dict[str, str]:
    """Return the lengths of what is a circle or has round ends.

    Qt draws corners square whose radius is over half a side, which rounding to whole pixels gave.
    """
    radio, dot = theme.px(16), theme.px(6)
    dot += (radio - dot) % 2  # a ring is equally thick on both sides
    return {
        "radio": f"{radio - 2}px",
        "radio_round": f"{radio // 2}px",
        "radio_dot": f"{dot}px",
        "radio_ring": f"{(radio - dot) // 2}px",
        "bar_round": f"{(theme.px(12) - 2 * theme.px(3)) // 2}px",
    }


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme's font, palette and style sheet."""
    app.setFont(theme.font(14))
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet(theme))
