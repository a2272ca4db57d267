"""The paper that is chosen in the list: its page, who has signed, to whom it went; or what it still lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case import DocumentState
from desktop.domain.case_view import CaseView
from desktop.domain.read_models import DocumentRow
from desktop.ops import Core, Op
from ui.i18n import tr
from ui.screens.case.signatures import signers_of
from ui.screens.papers import ops
from ui.screens.papers.gaps import Gaps
from ui.screens.papers.preview import PaperPreview
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, column, label, row
from ui.style.words import short_day


class PaperSide(QWidget):
    """Signals: case_wanted (case id, tab), settings_wanted."""

    case_wanted = Signal(str, str)
    settings_wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._asked: Op[Any] | None = None
        self._row: DocumentRow | None = None
        self.title = label("", rank="strong", wrap=True)
        self.case = label("", tone="soft", wrap=True)
        self.signed = label("", wrap=True)
        self.served = label("", wrap=True)
        self.gaps = Gaps()
        self.gaps.fill_wanted.connect(self._fill)
        self.message = MessageLine()
        self.preview = PaperPreview(core)
        self.preview.saved.connect(lambda path: self.message.done(tr("已存成文件：{}").format(Path(path).name)))
        self.preview.printed.connect(lambda: self.message.done(tr("已送到打印机。")))
        self.open = button(tr("打开案件"), self._on_open, drawing="folder", narrow=True)
        head = row(self.title, self.open)
        head.setStretch(0, 1)
        layout = column(
            head,
            self.case,
            self.signed,
            self.served,
            self.gaps,
            self.preview,
            self.message,
            gap=4,
            margins=(8, 0, 0, 0),
        )
        layout.setStretch(5, 1)
        self.setLayout(layout)
        self.show_row(None)

    def show_row(self, entry: DocumentRow | None) -> None:
        """Show a row of the list, None for an empty list."""
        self._row = entry
        if self._asked is not None:
            self._asked.cancel()
        self.message.quiet()
        self.open.setEnabled(entry is not None)
        self._say(self.title, f"{entry.type_title}　{entry.number}".rstrip("　") if entry else "")
        self._say(self.case, entry.case_title if entry else "")
        if entry is None:
            self._say(self.signed, "")
            self._say(self.served, "")
            self.gaps.show_gaps((), ())
            self.preview.show_nothing(tr("没有这样的文书。文书在案件里出，印好后列在这里。"))
            return
        self._asked = ops.show(self._core, entry).on_success(self._on_shown).on_error(self._on_error).run(self)

    def _on_shown(self, shown: ops.Shown) -> None:
        self.gaps.show_gaps(shown.blocked, shown.missing)
        state = shown.view.state.document(shown.row.id)
        self._say(self.signed, self._signatures(shown.view, state) if state else "")
        self._say(self.served, _services(shown.view, state) if state else "")
        if state is not None:
            copies = self._core.papers.copies(state.type, len(shown.view.parties))
            name = f"{shown.row.type_title}{state.number}"
            self.preview.show_pdf(shown.pdf, name, copies, (shown.row.case_id, state.id))
            return
        lacks = bool(shown.missing or shown.blocked)
        self.preview.show_nothing(
            tr("还缺上面这些，补齐后就能出。") if lacks else tr("内容齐了。打开案件，在“文书”里印出待签的一稿。")
        )

    def _on_error(self, error: BaseException) -> bool:
        self.preview.show_nothing(tr("这份文书看不了。"))
        return self.message.refused(error)

    def _signatures(self, view: CaseView, state: DocumentState) -> str:
        """Each signer with a tick and the day, or an open circle."""
        done = {signature.signer: signature.on for signature in state.signed}
        signers = signers_of(view, state, self._core.papers.info(state.type))
        if not signers or state.stage == "void":
            return tr("作废原因：{}").format(state.void_reason) if state.void_reason else ""
        words = [f"✓ {name} {short_day(done[who])}" if who in done else f"○ {name}" for who, name, _way in signers]
        return tr("签名：{}").format("　".join(words))

    def _fill(self, place: str) -> None:
        if place == "settings":
            self.settings_wanted.emit()
        elif self._row is not None:
            self.case_wanted.emit(self._row.case_id, place)

    def _on_open(self) -> None:
        if self._row is not None:
            self.case_wanted.emit(self._row.case_id, "papers")

    def _say(self, where: Any, words: str) -> None:
        where.setText(words)
        where.setVisible(bool(words))


def _services(view: CaseView, state: DocumentState) -> str:
    names = {party.id: party.name for party in view.parties}
    told = [
        f"{names.get(one.addressee, one.addressee)} {short_day(one.on)}{tr('（拒收）') if one.refused else ''}"
        for one in state.served
    ]
    return tr("送达：{}").format("　".join(told)) if told else ""
