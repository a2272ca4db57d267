"""What every tab of the case page is: it shows a loaded case and keeps what is being typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case_events import Staff
from desktop.ops import Core
from ui.screens.case.loaded import Loaded
from ui.shell.ways import Ways


class CaseTab(QWidget):
    """Signals: went_on (key of the tab to go to after an act), room_wanted (the timeline makes room, or comes back),
    task_wanted (Task: a step of the method is to be done).
    """

    went_on = Signal(str)
    room_wanted = Signal(bool)
    task_wanted = Signal(object)

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self.core = core
        self.ways = ways
        self.case: Loaded | None = None

    def today(self) -> date:
        return self.core.clock.now().date()

    def show_case(self, case: Loaded) -> None:
        """Show a case; called again after every change of it. What is being typed must stay."""
        self.case = case

    def open_with(self, step: str) -> None:
        """The user wants to do this step of the procedure here."""

    def leave(self) -> None:
        """Save what is being typed."""


def people(text: str) -> tuple[Staff, ...]:
    """Names as typed in one line, separated by 、 ， , or blanks."""
    plain = text
    for mark in "，,；; 　":
        plain = plain.replace(mark, "、")
    return tuple(Staff(name) for name in plain.split("、") if name)


def names(staff: tuple[Staff, ...]) -> str:
    return "、".join(one.name for one in staff)
