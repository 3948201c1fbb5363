"""Pages one over the other, of which one is seen; screen readers say nothing of the stack itself."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """A stack that is read as plain ground; of Qt's own they say "layered pane" at every visit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.interface: QAccessibleWidget | None = None
        _tell_as_ground()


@functools.cache
def _tell_as_ground() -> None:
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, PageStack):
        return None
    if thing.interface is None:  # held by the stack, or Qt is left with a dead one
        thing.interface = QAccessibleWidget(thing, QAccessible.Role.Client)
    return thing.interface
