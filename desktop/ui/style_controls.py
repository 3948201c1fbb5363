"""The part of the style sheet for chips, choices, cards, fields with keys and the pages of windows."""

from __future__ import annotations

SHEET = """
QPushButton[kind="chip"] {{ background: {surface}; color: {text2}; border: 1px solid {border};
  border-radius: {r12}; padding: {p3} {p10}; font-size: {s12}; font-weight: 500; margin: 0; }}
QPushButton[kind="chip"]:hover {{ background: {hover}; }}
QPushButton[kind="chip"]:checked {{ background: {soft}; color: {softtext};
  border-color: {chip_edge}; font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: {f2} solid {accent}; padding: {p2} {p9}; }}
QPushButton[kind="choice"] {{ text-align: left; padding: {p7} {p10}; }}
QPushButton[kind="choice"]::menu-indicator {{ image: none; }}
QPushButton[kind="danger"] {{ background: {surface}; color: {danger}; border-color: {danger}; }}
QPushButton[kind="danger"]:focus {{ border: {f2} solid {danger}; }}
QPushButton[kind="row"] {{ background: transparent; border: {f2} solid transparent; margin: 0;
  border-radius: {r8}; padding: {p7} {p10}; text-align: left; font-weight: 500; }}
QPushButton[kind="row"]:hover {{ background: {hover}; }}
QPushButton[kind="row"]:checked {{ background: {soft}; color: {softtext}; font-weight: 600; }}
QPushButton[kind="row"]:focus {{ border-color: {accent}; }}
QPushButton#jump, QPushButton#preview-open {{ border-color: {border_field}; padding: 0; }}
QLineEdit#jump-field {{ border: none; border-bottom: 1px solid {border}; border-radius: 0;
  margin: 0; font-size: {s17}; padding: {p14} {p16}; background: transparent; }}
QMenu {{ icon-size: {p16}; }}
QLabel[kind="keys"] {{ border: 1px solid {border}; border-radius: {r4}; padding: {p1} {p6};
  font-size: {s11}; color: {text2}; background: {surface}; }}
QLabel[kind="badge"] {{ background: {mention}; color: {warn}; border-radius: {r4};
  padding: {p1} {p6}; font-size: {s11}; font-weight: 500; }}
QLabel[kind="code"] {{ background: {sunken}; color: {text}; border: 1px solid {border};
  border-radius: {r8}; padding: {p12} {p14}; }}
QWidget[kind="card"] {{ border: 1px solid {border}; border-radius: {r12}; background: {surface}; }}
QWidget#safety-number:focus {{ border: {f2} solid {accent}; }}
QWidget[kind="finding"] {{ border: 1px solid {finding_edge}; border-radius: {r12};
  background: {mention}; }}
QWidget[kind="line"] {{ background: {border}; }}
QWidget#own-bar {{ border: none; border-bottom: 1px solid {border}; background: {window}; }}
QLineEdit:disabled {{ color: {text3}; border-color: {border}; }}
QSpinBox {{ background: {surface}; color: {text}; border: 1px solid {border_strong};
  border-radius: {r8}; padding: {p6} {p10}; margin: 1px; font-size: {s14};
  selection-background-color: {selection}; selection-color: {text}; }}
QSpinBox:focus {{ border: {f2} solid {accent}; margin: 0; }}
QSpinBox QLineEdit {{ border: none; margin: 0; padding: 0; background: transparent; }}
QSpinBox QLineEdit:focus {{ border: none; margin: 0; padding: 0; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QRadioButton {{ font-size: {s14}; border: {f2} solid transparent; border-radius: {r4};
  padding: {p3} {p4}; spacing: {p8}; }}
QRadioButton:focus {{ border-color: {accent}; }}
QRadioButton::indicator {{ width: {radio}; height: {radio}; border: 1px solid {border_strong};
  border-radius: {radio_round}; background: {surface}; }}
QRadioButton::indicator:checked {{ width: {radio_dot}; height: {radio_dot};
  border: {radio_ring} solid {accent}; }}
QPlainTextEdit[kind="field"] {{ background: {surface}; border: 1px solid {border_strong};
  border-radius: {r8}; padding: {p6}; margin: 1px; }}
QAbstractScrollArea[kind="look"] {{ background: {surface}; border: 1px solid {border};
  border-radius: {r8}; padding: {p2}; }}
QAbstractScrollArea[kind="look"]:focus {{ border: {f2} solid {accent}; padding: {p1}; }}
QPlainTextEdit[kind="field"]:focus {{ border: {f2} solid {accent}; margin: 0; }}
"""
"""Filled in by style.sheet."""

LENGTHS = (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14, 16, 24, 32)
RADII = (4, 8, 10, 12)
SIZES = (11, 12, 13, 14, 15, 17)
"""Lengths of the design in px that the sheets name as p, r and s."""
