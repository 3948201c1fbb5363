"""What tests of the application share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop import languages


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The application speaks German, and no language of its own afterwards."""
    before = QLocale()
    languages.load(qapp, "de")
    yield
    languages.unload(qapp)
    QLocale.setDefault(before)
