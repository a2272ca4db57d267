"""文书 of one case: what is there and what is still missing, the page itself, who has signed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from desktop.domain.case import DocumentState
from desktop.domain.read_models import DocumentRow
from desktop.ops import Core, Op
from desktop.usecases.bind_dossier import Dossier
from desktop.usecases.check_drafting import before_printing
from desktop.usecases.make_paper import PaperMade, PreparePaper, copy_to_word, prepare_paper, void_paper
from desktop.usecases.print_blank import PrintBlank
from desktop.usecases.protocols import ComposedPaper
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.dossier_sheet import DossierSheet
from ui.screens.case.loaded import Loaded
from ui.screens.case.signatures import Signatures
from ui.screens.case.tab import CaseTab
from ui.screens.papers import ops as paper_ops
from ui.screens.papers.gaps import Gaps
from ui.screens.papers.preview import PaperPreview
from ui.screens.papers.scan_home import ScanHome, dragged
from ui.shell.message_line import MessageLine
from ui.shell.reason_sheet import ReasonSheet
from ui.shell.ways import Ways
from ui.style.blocks import RowButton, button, clear, column, label, rename, row, scrolled
from ui.style.look import look
from ui.style.words import long_day, short_day

STAGES: Final = {
    "prepared": "▲ 待签",
    "issued": "● 已定稿",
    "signed": "● 已签",
    "served": "✓ 已送达",
    "void": "■ 已作废",
    "draft": "… 草稿",
}
DOSSIER: Final = "dossier"  # in place of a type of paper while the file is in front


class PapersTab(CaseTab):
    """List, preview, signatures."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._asked: Op[Any] | None = None
        self._case_id = ""
        self._chosen = ""
        self._type = ""
        self._list = column(gap=0)
        self.message = MessageLine()
        self.gaps = Gaps()
        self.gaps.fill_wanted.connect(self._fill)
        self.preview = PaperPreview(core)
        self.preview.saved.connect(lambda path: self.message.done(tr("已存成文件：{}").format(Path(path).name)))
        self.preview.queued.connect(lambda why: self.message.warn([why, tr("已排进打印队列，在“文书”里可以再打。")]))
        self.make = button(tr("印出待签"), self._on_make, drawing="paper", narrow=True)
        self.home = ScanHome(core, self._keep_scan)
        self.home.told.connect(self.message.done)
        self.home.form_new.connect(lambda forms: self.ways.to_place("intake", forms))
        self.home.form_home.connect(lambda case_id: self.ways.to_case(case_id, "attachments"))
        self.home.opened.connect(self._on_home_opened)
        self.scan = button(tr("扫描件归位"), self.home.choose, narrow=True)
        self.setAcceptDrops(True)
        self.word = button(tr("存成Word"), self._on_word, narrow=True)
        self.void = button(tr("作废"), self._on_void, narrow=True)
        self.blank = button(tr("印空白表"), self._on_blank, narrow=True)
        for made in (self.make, self.blank, self.scan, self.word, self.void):
            self.preview.before.addWidget(made)
        self.signatures = Signatures(core)
        self.signatures.signed.connect(lambda name: self.message.done(tr("已记下{}的签名。").format(name)))
        self.bind = button(tr("装订卷宗"), self._on_bind, drawing="clip", narrow=True)
        self.reason = ReasonSheet()
        self.dossier = DossierSheet(core)
        self.dossier.wanted.connect(self._on_gap)
        self.dossier.bound.connect(self._on_bound)
        self.dossier.labelled.connect(self._on_labelled)
        self.dossier.left.connect(self.preview.show)
        self.setLayout(column(self._side_by_side(), margins=(12, 10, 12, 10)))

    def _side_by_side(self) -> QSplitter:
        inside = QWidget()
        inside.setLayout(column(row(self.bind, None), self._list, None, self.signatures, gap=8))
        left = scrolled(inside)
        right = QWidget()
        layout = column(self.gaps, self.preview, self.dossier, self.home, self.reason, self.message, gap=6)
        for place in range(1, 4):
            layout.setStretch(place, 1)
        right.setLayout(layout)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 7)
        split.setSizes([340, 560])
        left.setMinimumWidth(look().scaled(230))
        split.setChildrenCollapsible(False)
        return split

    def _on_home_opened(self, on: bool) -> None:
        """What a scan holds takes the place of the page in front."""
        if on:
            self.dossier.hide()
        self.preview.setVisible(not on)

    def show_case(self, case: Loaded) -> None:
        fresh = self._case_id != case.id
        super().show_case(case)
        self._case_id = case.id
        if fresh:
            self._chosen, self._type = "", ""
        self._show_list(case)
        if self._chosen and any(d.id == self._chosen for d in case.documents):
            self._show_document(self._chosen)
        elif fresh and case.documents:
            self._show_document(case.documents[0].id)
        elif not self._chosen and not self._type:
            self._show_wanted(self._first_wanted(case))

    def open_with(self, step: str) -> None:
        if self.case is None:
            return
        due = self.case.status.documents_due
        wanted = next((p.type for p in due if p.step == step and p.type in self.case.types), "")
        wanted = wanted or self._first_wanted(self.case)
        if wanted:
            self._show_wanted(wanted)

    def wanted(self, case: Loaded) -> tuple[str, ...]:
        """Types that could be made now: what the procedure waits for first, then others whose facts are all there."""
        due = [p.type for p in case.status.documents_due if p.type in case.types]
        there = {d.type for d in case.documents if d.stage != "void"}
        others = [key for key in case.types if key not in there and key not in due and not case.missing[key]]
        return tuple(dict.fromkeys([*(key for key in due if key not in there), *others]))

    def _first_wanted(self, case: Loaded) -> str:
        return next(iter(self.wanted(case)), "")

    def _show_list(self, case: Loaded) -> None:
        clear(self._list)
        self._list.addWidget(label(tr("已有文书"), rank="strong"))
        for document in case.documents:
            self._list.addWidget(RowButton(_words(document), partial(self._show_document, document.id)))
        if not case.documents:
            self._list.addWidget(label(tr("还没有文书。"), tone="soft"))
        wanted = self.wanted(case)
        if wanted:
            self._list.addWidget(label(tr("可以出的文书"), rank="strong"))
        for key in wanted:
            must = next((p.need for p in case.status.documents_due if p.type == key), "may")
            shape = {"must": "■", "due": "▲"}.get(must, "○")
            self._list.addWidget(RowButton(f"{shape} {case.types[key].title}", partial(self._show_wanted, key)))
        self._list.addStretch(1)

    def _on_bind(self) -> None:
        if self.case is not None:
            self._chosen, self._type = "", DOSSIER
            self.signatures.show_paper(None, None, None)
            self._offer("")
            self.make.hide()
            self.message.quiet()
            self.preview.hide()
            self.dossier.open(self.case)

    def _on_gap(self, type_key: str) -> None:
        """A paper that the file lacks: the print that waits for signatures, or the way to make it."""
        waiting = [d for d in self.case.documents if d.type == type_key and d.stage != "void"] if self.case else []
        if waiting:
            self._show_document(waiting[-1].id)
        else:
            self._show_wanted(type_key)

    def _on_labelled(self, pdf: bytes) -> None:
        self._front()
        self.preview.show_pdf(pdf, tr("卷宗标签"), 1)

    def _on_bound(self, made: Dossier) -> None:
        self.preview.show()
        self.preview.show_pdf(made.pdf, f"{made.title}　{made.volume}", 1)
        self.message.done(tr("已装订{}，共{}页。").format(made.volume, made.pages))
        self.message.warn(made.left_out)

    def _show_wanted(self, type_key: str) -> None:
        """A paper that is not there yet: what it lacks, or that it can be made."""
        self._front()
        self._chosen, self._type = "", type_key
        self.signatures.show_paper(None, None, None)
        self._offer("")
        if self.case is None or not type_key:
            self.preview.show_nothing(tr("点左边的文书，在这里看。"))
            return
        title = self.case.types[type_key].title
        missing = self.case.missing[type_key]
        reasons = [reason.text for reason in self.case.status.blocks_document(type_key)]
        rename(self.make, tr("出《{}》").format(title))
        self.make.setVisible(not missing and not reasons)
        if missing or reasons:
            self.gaps.show_gaps(reasons, missing)
            self.preview.show_nothing(tr("《{}》还不能出，还缺上面这些。").format(title))
        else:
            ready = tr("《{}》可以出了。按上面的按钮，就印出待签的一稿，号码同时占用。").format(title)
            remarks = before_printing(type_key, self.case.view.state)
            notes = [tr("签名前请再看："), *("▲ " + one for one in remarks)] if remarks else []
            if (info := self.case.types[type_key]).county:
                notes.append(tr("用的是县里第{}版模板，{}起用。").format(info.version, long_day(info.since)))
            self.preview.show_nothing("\n".join([ready, *notes]))

    def _show_document(self, document_id: str) -> None:
        state = self._state(document_id)
        if self.case is None or state is None:
            return
        self._front()
        self._chosen, self._type = document_id, state.type
        info = self.case.types.get(state.type)
        self.signatures.show_paper(self.case, state, info)
        self._offer(state.stage)
        if self._asked is not None:
            self._asked.cancel()
        case_id, title = self.case.id, info.title if info else state.type
        op = self.core.query(lambda queries, viewer: queries.document_pdf(viewer, case_id, document_id))
        self._asked = op.on_success(lambda pdf: self._show_pdf(pdf, title, state)).run(self)

    def _show_pdf(self, pdf: bytes, title: str, state: DocumentState) -> None:
        if self.case is not None:
            copies = self.core.papers.copies(state.type, len(self.case.view.parties))
            self.preview.show_pdf(pdf, f"{title}{state.number}", copies, (self.case.id, state.id))

    def _front(self) -> None:
        """A paper comes before the sheet of the file."""
        self.gaps.show_gaps((), ())
        self.dossier.hide()
        self.preview.show()

    def _fill(self, place: str) -> None:
        """Go where a missing fact is filled in."""
        if place == "settings":
            self.ways.to_place(place)
        elif place == "steps" and self.case is not None:
            self.ways.to_case(self.case.id, place)
        else:
            self.went_on.emit(place)

    def _state(self, document_id: str) -> DocumentState | None:
        return self.case.view.state.document(document_id) if self.case else None

    def _offer(self, stage: str) -> None:
        """Which acts the paper in front allows."""
        rename(self.make, tr("改后再印一稿"))
        self.make.setVisible(stage == "prepared")
        self.word.setVisible(bool(stage))
        self.void.setVisible(stage in ("prepared", "issued", "signed", "served"))

    def _on_make(self) -> None:
        if self.case is None:
            return
        command = PreparePaper(self.case.id, self._type, document=self._chosen)
        papers = self.core.papers
        self.make.setEnabled(False)
        op = ops.act(self.core, lambda uow: prepare_paper(command, uow, papers))
        op.on_success(self._on_made).on_error(self.message.refused)
        op.on_done(lambda: self.make.setEnabled(True)).run(self)

    def _on_blank(self) -> None:
        """The form of the type in front, to be filled in by hand; it is shown, and printed from there."""
        info = self.case.types.get(self._type) if self.case is not None else None
        if self.case is None or info is None:
            self.message.warn([tr("请先在左边选好是哪份文书。")])
            return
        title = tr("《{}》手写表").format(info.title)
        op = paper_ops.blank(self.core, PrintBlank(info.key, self.case.id))
        op.on_success(lambda pdf: self._show_blank(pdf, title)).on_error(self.message.refused).run(self)

    def _show_blank(self, pdf: bytes, title: str) -> None:
        self._front()
        self.preview.show_pdf(pdf, title, 1)
        self.message.done(tr("空白的地方用笔填。填好后扫描，按“扫描件归位”，就回到这件事里。"))

    def _on_made(self, made: PaperMade) -> None:
        self._chosen = made.document
        draft = tr("第{}稿，号码占用到签名为止").format(made.draft) if made.draft else tr("已定稿")
        self.message.done(tr("已出：{}（{}）。").format(made.number, draft))
        if made.warnings:
            self.message.warn([tr("已出：{}（{}）。签名前请再看：").format(made.number, draft), *made.warnings])
        if self._state(made.document) is not None:
            self._show_document(made.document)

    def _on_word(self) -> None:
        dialog = QFileDialog(self, tr("存成Word"), self.preview.title + ".docx", "Word (*.docx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("docx")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.fileSelected.connect(lambda chosen: self.keep_word(Path(chosen)))
        dialog.open()

    def keep_word(self, path: Path) -> None:
        """Write the paper in front as an editable file, which is marked as no archive paper."""
        if self.case is None or not self._chosen:
            return
        case_id, document, core = self.case.id, self._chosen, self.core
        now = core.clock.now()

        def write(composed: ComposedPaper) -> None:
            op = core.work(lambda: core.files.write(path, core.papers.word(composed, now)))
            words = tr("已存成 {}。它可以编辑，不能代替签名盖章的原件。").format(path.name)
            op.on_success(lambda _done: self.message.done(words)).run(self)

        op = ops.act(core, lambda uow: copy_to_word(case_id, document, uow))
        op.on_success(write).on_error(self.message.refused).run(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if scans := dragged(event.mimeData()):
            self.home.take(scans[0])

    def _keep_scan(self, path: Path) -> None:
        """A scan without a code that the user wants with the chosen paper all the same."""
        if self.case is None or not self._chosen:
            self.message.warn([tr("请先在左边选好是哪份文书。")])
            return
        op = ops.attach(self.core, self.case.id, path, self._chosen)
        op.on_success(lambda _id: self.message.done(tr("扫描件已加入附件。"))).on_error(self.message.refused).run(self)

    def _on_void(self) -> None:
        words = tr("作废这份文书：号码仍然占用，原件请收回，注明作废。")
        self.reason.ask(words, tr("作废"), self._void)

    def _void(self, reason: str) -> None:
        if self.case is None or not self._chosen:
            return
        case_id, document = self.case.id, self._chosen
        op = ops.act(self.core, lambda uow: void_paper(case_id, document, reason, uow))
        op.on_success(lambda _done: self.message.done(tr("已作废。"))).on_error(self.message.refused).run(self)


def _words(document: DocumentRow) -> str:
    draft = tr("第{}稿").format(document.draft) if document.stage == "prepared" else ""
    parts = (tr(STAGES.get(document.stage, "")), document.type_title, draft, short_day(document.on))
    return "　".join(part for part in parts if part)
