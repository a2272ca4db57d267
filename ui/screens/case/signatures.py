"""Who has signed a paper and who has not, one line for each; a signature on paper is put down with one click."""

from __future__ import annotations

from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case import DocumentState
from desktop.domain.case_view import CaseView
from desktop.ops import Core
from desktop.usecases.draw_signature import DrawSignature, draw_signature
from desktop.usecases.make_paper import SignPaper, sign_paper
from desktop.usecases.protocols import PaperInfo
from ui.fields.dates import DateField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.draw_sheet import DrawSheet
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, clear, column, label, row
from ui.style.words import short_day

Way = Literal["signature", "seal", "fingerprint", "signature_fingerprint"]
# What the paper types call their signers, and how their signature is recorded.
_STAFF: Final = {
    "人民调解员": "mediator",
    "调解员": "mediator",
    "记录人": "recorder",
    "登记人": "registrar",
    "参加人": "attendee",
    "mediator": "mediator",
    "recorder": "recorder",
    "registrar": "registrar",
}
_PARTIES: Final = ("当事人", "parties")
_PRIVATE: Final = ("mediation_record",)  # notes carry no seal (practice: not on private notes)


def signers_of(view: CaseView, state: DocumentState, info: PaperInfo) -> tuple[tuple[str, str, Way], ...]:
    """(signer, name shown, usual way) in the order of the paper."""
    found: list[tuple[str, str, Way]] = []
    session = next((s for s in view.state.sessions if s.id == state.session), view.session)
    for word in info.signers:
        if word in _PARTIES:
            found += [(p.id, p.name, "signature_fingerprint") for p in view.parties]
        elif _STAFF.get(word) == "attendee":
            found += [(f"attendee:{a.name}", a.name, "signature") for a in (session.attendees if session else ())]
        else:
            found.append((_STAFF.get(word, word), word, "signature"))
    if info.signers and state.type not in _PRIVATE:
        found.append(("seal", tr("调委会印章"), "seal"))
    return tuple(found)


class Signatures(QWidget):
    """Signals: signed (name)."""

    signed = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case: Loaded | None = None
        self._paper: DocumentState | None = None
        self._list = column(gap=4)
        now = core.clock.now
        self.day = DateField(tr("签名日期"), lambda: now().date(), required=True)
        self.message = MessageLine()
        when = row(self.day.caption, self.day)
        self.drawing = DrawSheet()
        self.sheet = card(
            column(label(tr("谁签了"), rank="strong"), self._list, self.drawing, when, self.message, gap=6)
        )
        self.setLayout(column(self.sheet))

    def show_paper(self, case: Loaded | None, paper: DocumentState | None, info: PaperInfo | None) -> None:
        """Show the signers of one paper; hidden where nobody has to sign."""
        self._case, self._paper = case, paper
        clear(self._list)
        self.message.quiet()
        self.drawing.hide()
        signers = signers_of(case.view, paper, info) if case and paper and info else ()
        self.setVisible(bool(signers) and paper is not None and paper.stage != "void")
        if paper is None:
            return
        self.day.set_value(self._core.clock.now().date().isoformat())
        done = {signature.signer: signature for signature in paper.signed}
        for signer, name, way in signers:
            if signer in done:
                drawn = tr("（签名图像）") if done[signer].way == "drawn" else ""
                words = label(tr("✓ {}　{}").format(name + drawn, short_day(done[signer].on)), tone="green")
                self._list.addLayout(row(words, None))
            else:
                sign = button(
                    tr("已签") if way != "seal" else tr("已盖"), partial(self._sign, signer, name, way), narrow=True
                )
                sign.setAccessibleName(tr("已签 {}").format(name))
                acts = [sign]
                if way == "signature_fingerprint":
                    acts.insert(0, button(tr("屏上签"), partial(self._ask, signer, name), narrow=True))
                    acts[0].setAccessibleName(tr("屏上签 {}").format(name))
                self._list.addLayout(row(label(tr("○ {}").format(name)), None, *acts))
        self.day.setVisible(len(done) < len(signers))
        self.day.caption.setVisible(len(done) < len(signers))

    def _ask(self, signer: str, name: str) -> None:
        if self.day.check():
            self.drawing.ask(name, partial(self._draw, signer, name))

    def _draw(self, signer: str, name: str, image: bytes) -> None:
        if self._case is None or self._paper is None:
            return
        command = DrawSignature(self._case.id, self._paper.id, signer, name, image, self.day.value())
        op = ops.act(self._core, lambda uow: draw_signature(command, uow))
        op.on_success(lambda _id: self.signed.emit(name)).on_error(self.message.refused).run(self)

    def _sign(self, signer: str, name: str, way: Way) -> None:
        if self._case is None or self._paper is None or not self.day.check():
            return
        command = SignPaper(self._case.id, self._paper.id, signer, way, self.day.value())
        op = ops.act(self._core, lambda uow: sign_paper(command, uow))
        op.on_success(lambda _done: self.signed.emit(name)).on_error(self.message.refused).run(self)
