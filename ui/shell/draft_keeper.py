"""Keeps what is being typed: a local draft every five seconds at most, and whenever an input is left.

Nobody is ever asked whether to save. A draft becomes an event only when the user finishes the act.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, QTimer

from desktop.ops import Core
from ui.i18n import tr
from ui.shell.ways import Ways

EVERY: Final = 5000  # ms: no more than this is ever lost


class DraftKeeper(QObject):
    """Keeps one form of one case (or of a new one). Call `touch` when something changes and `flush` when it is left."""

    def __init__(self, parent: QObject, core: Core, ways: Ways, *, form: str, case_id: str = "") -> None:
        super().__init__(parent)
        self.form = form
        self.case_id = case_id
        self._core = core
        self._ways = ways
        self._content: Callable[[], dict[str, Any]] = dict
        self._title: Callable[[], str] = str
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.flush)

    def keep(self, content: Callable[[], dict[str, Any]], title: Callable[[], str]) -> None:
        """Where the content and the words for the list of drafts come from."""
        self._content = content
        self._title = title

    @property
    def dirty(self) -> bool:
        return self._dirty

    def note_change(self) -> None:
        """Something was typed."""
        self._dirty = True
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save now if there is anything to save."""
        self._timer.stop()
        if not self._dirty:
            return
        self._dirty = False
        content = msgspec.json.encode(self._content()).decode()
        form, case_id, title = self.form, self.case_id, self._title()

        def save(uow: Any) -> None:
            uow.save_draft(form, case_id, title, content)
            uow.commit()

        self._core.mutate(save, quiet=True).on_success(self._on_saved).on_error(self._on_refused).run(self)

    def forget(self) -> None:
        """The draft has become an act: nothing more to save."""
        self._timer.stop()
        self._dirty = False

    def drop(self) -> None:
        """The user gave the draft up."""
        self.forget()
        form, case_id = self.form, self.case_id

        def remove(uow: Any) -> None:
            uow.drop_draft(form, case_id)
            uow.commit()

        self._core.mutate(remove).run(self)

    def _on_saved(self, _answer: None) -> None:
        self._core.drafted.emit()
        self._ways.told.emit(tr("✓ 已自动保存 {}").format(self._core.clock.now().strftime("%H:%M")))

    def _on_refused(self, _error: BaseException) -> bool:
        self._dirty = True  # tried again with the next key; the reporter says why
        return False


def content_of(draft: str) -> dict[str, Any]:
    """The content of a stored draft; {} when it cannot be read."""
    try:
        found = msgspec.json.decode(draft) if draft else {}
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}
