"""The window library must not give away references to None: PySide6 6.12.0 does on Python 3.11 and aborts later."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRect


def test_qt_binding_keeps_none_alive() -> None:
    rect = QRect(0, 0, 1, 1)
    before = sys.getrefcount(None)
    for _ in range(1000):
        rect.adjust(0, 0, 0, 0)
    assert abs(sys.getrefcount(None) - before) < 100  # a faulty binding loses 999
