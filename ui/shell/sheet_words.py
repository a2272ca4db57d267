"""The words of a recovery sheet on the screen, once, and on paper. Must not keep them when the page is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.i18n import tr
from ui.style.blocks import button, card, clear, column, label, row

_COLUMNS = 4


class SheetWords(QWidget):
    """Numbered words and a button that prints them. `owner`: whose sheet it is, printed over the words."""

    def __init__(self, owner: str) -> None:
        super().__init__()
        self._owner = owner
        self._words: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self.paper = button(tr("打印恢复单"), self._print, drawing="print")
        self.setLayout(column(card(self._grid), row(self.paper, None), gap=8))

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show them."""
        clear(self._grid)
        self._words = words
        for index, word in enumerate(words):
            shown = label(f"{index + 1}. {word}", rank="words")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, index // _COLUMNS, index % _COLUMNS)
        if self.parentWidget() is not None:  # without a parent it would be a window, and take the keyboard with it
            self.show()

    def forget(self) -> None:
        """Take them from the screen for good."""
        self._words = ()
        clear(self._grid)
        self.hide()

    def _print(self) -> None:
        from ui.shell.paper_printing import print_words

        lines = [f"{number}. {word}" for number, word in enumerate(self._words, 1)]
        print_words(self, tr("枫桥调解台恢复单　{}").format(self._owner), lines)
