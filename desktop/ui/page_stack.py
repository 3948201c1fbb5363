"""Pages one over the other, of which one is seen; screen readers say nothing of the stack itself."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.spoken_role import SpokenRole, tell_roles


class PageStack(QStackedWidget, SpokenRole):
    """A stack that is read as plain ground; of Qt's own they say "layered pane" at every visit."""

    spoken_role = QAccessible.Role.Client

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tell_roles()
