"""打印队列: what waits for the printer, and why; printed or dropped with one button. Hidden while nothing waits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.printing import PrintJob
from desktop.ops import Core
from desktop.usecases.print_papers import QueuePaper, unqueue_papers
from desktop.usecases.protocols import UnitOfWork
from ui.i18n import tr
from ui.screens.papers.ops import queue
from ui.shell.print_run import PrintRun
from ui.style.blocks import button, card, column, label, row

_SHOWN: Final = 4


class QueueCard(QWidget):
    """Signals: told (words for the screen's message line)."""

    told = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.jobs: tuple[PrintJob, ...] = ()
        self.heading = label("", rank="strong")
        self.titles = label("", tone="soft", wrap=True)
        self.print = button(tr("打印等着的"), self.run, drawing="print")
        self.drop = button(tr("都不打了"), self._on_drop, narrow=True)
        head = row(self.heading, None, self.drop, self.print)
        self.setLayout(column(card(column(head, self.titles, gap=4), tint="amber")))
        self._run = PrintRun(self, core)
        self._run.ended.connect(self._on_ended)
        self.hide()

    def reload(self) -> None:
        """Ask what waits."""
        self._core.query(lambda queries, viewer: queries.print_queue(viewer)).on_success(self.show_jobs).run(self)

    def show_jobs(self, jobs: tuple[PrintJob, ...]) -> None:
        """Show what the reader answered."""
        self.jobs = jobs
        self.setVisible(bool(jobs))
        failed = next((job.failed for job in jobs if job.failed), "")
        self.heading.setText(tr("▲ {}份文书在等打印机　{}").format(len(jobs), failed))
        titles = "　".join(tr("{}（{}份）").format(job.title, job.copies) for job in jobs[:_SHOWN])
        self.titles.setText(titles + (" …" if len(jobs) > _SHOWN else ""))

    def add(self, papers: tuple[QueuePaper, ...]) -> None:
        """Put papers into the queue and print all that waits."""
        queue(self._core, papers).on_success(self._on_added).run(self)

    def run(self) -> None:
        """Print everything that waits."""
        self._run.start(self.jobs)

    def _on_added(self, jobs: tuple[PrintJob, ...]) -> None:
        waiting = {job.id: job for job in (*self.jobs, *jobs)}
        self._run.start(tuple(waiting.values()))

    def _on_drop(self) -> None:
        ids = [job.id for job in self.jobs]

        def work(uow: UnitOfWork) -> None:
            unqueue_papers(ids, uow)
            uow.commit()

        self._core.mutate(work).on_success(lambda _done: self.reload()).run(self)

    def _on_ended(self, printed: int, left: int, why: str) -> None:
        self.reload()
        words = [tr("打印了{}份文书。").format(printed)] if printed else []
        if left:
            words.append(tr("还有{}份在等：{}").format(left, why) if why else tr("还有{}份在等。").format(left))
        self.told.emit("".join(words))
