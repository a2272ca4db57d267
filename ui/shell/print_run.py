"""Takes papers of the print queue to a printer, one after the other; what the printer does not take waits on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AppError
from desktop.domain.printing import PrintJob, Sheets
from desktop.ops import Core, Op
from desktop.usecases.print_papers import print_done, print_failed, sheets_of, unqueue_papers
from desktop.usecases.protocols import UnitOfWork
from ui.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")


class PrintRun(QObject):
    """One run over some jobs. Signals: ended (papers printed, papers left, why they are left)."""

    ended = Signal(int, int, str)

    def __init__(self, parent: QWidget, core: Core) -> None:
        super().__init__(parent)
        self._parent = parent
        self._core = core
        self._left: list[PrintJob] = []
        self._printed = 0
        self._why = ""
        self._printer: QPrinter | None = None

    def start(self, jobs: Sequence[PrintJob], *, fresh: bool = False) -> None:
        """Ask for a printer and print. `fresh`: who gives up the choice of a printer does not want them queued."""
        from ui.shell.paper_printing import choose_printer

        self._left, self._printed, self._why = list(jobs), 0, ""
        if self._left:
            title = self._left[0].title if len(self._left) == 1 else tr("{}份文书").format(len(self._left))
            choose_printer(self._parent, title, self._go, self._none, self._forget if fresh else self._end)

    def _go(self, printer: QPrinter) -> None:
        self._printer = printer
        self._next()

    def _none(self) -> None:
        from ui.shell.paper_printing import no_printer

        self._why = no_printer().message
        self._fail_all()

    def _forget(self) -> None:
        ids = [job.id for job in self._left]
        self._left = []
        self._write(lambda uow: unqueue_papers(ids, uow)).on_done(self._end).run(self)

    def _next(self) -> None:
        if not self._left:
            self._end()
            return
        job = self._left[0]
        papers = self._core.papers
        op = self._core.mutate(lambda uow: sheets_of(job.id, uow, papers), quiet=True)
        op.on_success(self._draw).on_error(self._on_refused).run(self)

    def _draw(self, sheets: Sheets) -> None:
        from ui.shell.paper_printing import draw_pages

        if self._printer is None:
            return
        self._printer.setDocName(sheets.job.title)
        if not draw_pages(sheets.pdf, self._printer, sheets.copies):
            self._none()
            return
        job = self._left.pop(0)
        self._printed += 1
        self._write(lambda uow: print_done(job.id, uow)).on_success(lambda _done: self._next()).run(self)

    def _on_refused(self, error: BaseException) -> bool:
        """This paper cannot be printed any more; the others can."""
        if not isinstance(error, AppError):
            return False
        job, why = self._left.pop(0), error.message
        self._why = why
        self._write(lambda uow: print_failed(job.id, why, uow)).on_done(self._next).on_error(_dropped).run(self)
        return True

    def _fail_all(self) -> None:
        why, ids = self._why, [job.id for job in self._left]

        def note(uow: UnitOfWork) -> None:
            for job_id in ids:
                print_failed(job_id, why, uow)

        self._write(note).on_done(self._end).on_error(_dropped).run(self)

    def _write(self, call: Callable[[UnitOfWork], T]) -> Op[T]:
        def work(uow: UnitOfWork) -> T:
            answer = call(uow)
            uow.commit()
            return answer

        return self._core.mutate(work)

    def _end(self) -> None:
        self.ended.emit(self._printed, len(self._left), self._why)


def _dropped(error: BaseException) -> bool:
    """A job that somebody took out of the queue meanwhile needs no word."""
    return isinstance(error, AppError)
