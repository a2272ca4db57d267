"""Where files are written to or taken from: the stick that is plugged in, or a folder somebody chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ops import Core
from ui.i18n import tr
from ui.screens.sync.sticks import place_now
from ui.style.blocks import button, label, row

Mode = QFileDialog.FileMode


class StickPlace(QWidget):
    """One line with the place and a button to change it. `hint`: what to do while there is none."""

    def __init__(self, core: Core, hint: str) -> None:
        super().__init__()
        self._core = core
        self._hint = hint
        self._folder: Path | None = None
        self.words = label("", wrap=True)
        self.choose = button(tr("换一个地方"), self._on_choose, drawing="folder", narrow=True)
        line = row(self.words, self.choose)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.set_folder(None)

    def look(self) -> None:
        """See what is plugged in now."""
        self.at(lambda _folder: None, lambda: self.set_folder(None))

    def at(self, then: Callable[[Path], object], nowhere: Callable[[], object]) -> None:
        """Look once more before something is done there: the stick may have come or gone."""
        chosen = self._folder

        def go(found: Path | None) -> None:
            if found is None:
                nowhere()
                return
            self.set_folder(found)
            then(found)

        self._core.work(lambda: place_now(chosen)).on_success(go).run(self)

    def ask_folder(self, title: str, then: Callable[[Path], object]) -> None:
        """Let somebody choose a folder, which is the place from now on."""

        def go(names: list[str]) -> None:
            self.set_folder(Path(names[0]))
            then(Path(names[0]))

        self.ask(title, Mode.Directory, go)

    def ask(self, title: str, mode: Mode, then: Callable[[list[str]], object]) -> None:
        """A dialog of our own for files or a folder; it begins at the place."""
        dialog = QFileDialog(self, title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=mode == Mode.Directory)
        dialog.setDirectory(str(self._folder or QDir.homePath()))
        dialog.filesSelected.connect(then)
        dialog.open()

    def _on_choose(self) -> None:
        self.ask_folder(tr("选一个地方"), lambda _folder: None)

    def set_folder(self, folder: Path | None) -> None:
        """This is the place from now on."""
        self._folder = folder
        self.words.setText(tr("位置：{}").format(folder.name or folder) if folder else self._hint)
        self.words.setToolTip(str(folder or ""))
