"""What screen readers are told that a widget is, where Qt's own word for it misleads."""

from __future__ import annotations

import functools
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class SpokenRole:
    """For a widget to inherit beside its own class; `tell_roles` has to be called once before it is asked."""

    spoken_role: ClassVar[QAccessible.Role]
    interface: QAccessibleWidget | None = None
    """Held by the widget, or Qt is left with a dead one."""


@functools.cache
def tell_roles() -> None:
    """Have Qt ask here what such widgets are."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not (isinstance(thing, SpokenRole) and isinstance(thing, QWidget)):
        return None
    if thing.interface is None:
        thing.interface = QAccessibleWidget(thing, thing.spoken_role)
    return thing.interface
