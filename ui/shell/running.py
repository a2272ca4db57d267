"""A bar for work that takes a while, with a button that stops it. Knows nothing of the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.ops import Op
from ui.i18n import tr
from ui.style.blocks import button, row

T = TypeVar("T")


class Running(QWidget):
    """Hidden until `follow`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._op: Op[object] | None = None
        self.bar = QProgressBar()
        self.bar.setAccessibleName(name)
        self.stop = button(tr("停下"), self._on_stop, narrow=True)
        layout = row(self.bar, self.stop)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._stopped: Callable[[], object] | None = None
        self.hide()

    @property
    def busy(self) -> bool:
        return self._op is not None

    def follow(self, op: Op[T], words: dict[str, str], done: Callable[[], object]) -> Op[T]:
        """Show how far `op` is; `words`: what its steps are called; `done` is called at its end in every case."""
        self._op = op  # type: ignore[assignment]  # only its cancel is used
        self.begin()

        def show(at: int, total: int, step: str) -> None:
            self.bar.setRange(0, max(1, total))
            self.bar.setValue(at)
            self.bar.setFormat(f"{words.get(step, '')} %p%".strip())

        def end() -> None:
            self._op = None
            self.hide()
            done()

        return op.on_progress(show).on_done(end)

    def begin(self, stopped: Callable[[], object] | None = None) -> None:
        """Show work in several parts, which is told by `at` and ended by `hide`; `stopped`: the user wants no more."""
        self._stopped = stopped
        self.stop.setEnabled(True)
        self.bar.setRange(0, 0)
        self.bar.setFormat("")
        self.show()

    def at(self, done: int, total: int, words: str) -> None:
        """How far work in several parts is."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setFormat(f"{words} %v/%m")

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        if self._op is not None:
            self._op.cancel()
        if self._stopped is not None:
            self._stopped()
