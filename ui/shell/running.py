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
        self.hide()

    @property
    def busy(self) -> bool:
        return self._op is not None

    def follow(self, op: Op[T], words: dict[str, str], done: Callable[[], object]) -> Op[T]:
        """Show how far `op` is; `words`: what its steps are called; `done` is called at its end in every case."""
        self._op = op  # type: ignore[assignment]  # only its cancel is used
        self.stop.setEnabled(True)
        self.bar.setRange(0, 0)
        self.bar.setFormat("")
        self.show()

        def show(at: int, total: int, step: str) -> None:
            self.bar.setRange(0, max(1, total))
            self.bar.setValue(at)
            self.bar.setFormat(f"{words.get(step, '')} %p%".strip())

        def end() -> None:
            self._op = None
            self.hide()
            done()

        return op.on_progress(show).on_done(end)

    def _on_stop(self) -> None:
        if self._op is not None:
            self.stop.setEnabled(False)
            self._op.cancel()
