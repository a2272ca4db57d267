"""扫描件归位: which papers a scan holds, said in place; who signed is ticked, then each goes to its paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.domain.errors import AppError, Situation
from desktop.domain.paper_code import Finding, told
from desktop.domain.paper_text import PaperReading, told_reading
from desktop.ops import Core, Op
from desktop.usecases.bring_scan_home import BringScanHome, Signed, Way
from ui.fields.choice import PickField, TicksField
from ui.fields.dates import DateField
from ui.i18n import tr
from ui.screens.case.signatures import signers_of
from ui.screens.papers import ops
from ui.shell.message_line import MessageLine
from ui.style.blocks import Tone, button, card, clear, column, label, row, scrolled, set_tone
from ui.style.look import look

SUFFIXES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
_SHAPES: Final[dict[str, tuple[str, Tone]]] = {
    "current": ("✓", "green"),
    "form": ("✓", "green"),
    "form_new": ("○", "soft"),
    "no_code": ("○", "soft"),
}
_HOMES: Final = ("current", "form")  # fates that have a place to go to
_FOREIGN: Final = ("no_code", "not_ours")
_NO_PICTURE: Final = ("S-511", "S-512", "S-513", "S-514")


def dragged(data: QMimeData) -> list[Path]:
    """The scans among files that are dragged in."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


def _way_of_signing() -> PickField:
    ways = (
        ("signature_fingerprint", tr("签名并按指印")),
        ("signature", tr("签名")),
        ("fingerprint", tr("按指印")),
    )
    return PickField(tr("当事人怎么签的"), ways, start="signature_fingerprint")


class ScanHome(QWidget):
    """Hidden until `choose` or `take`. Signals: told (words for the message line), opened (whether it is in sight),
    form_home (the case whose hand-written form came home, to be opened), form_new (tuple of `BringScanHome`: forms
    that were printed for no case, to be registered from).

    `keep`: what to do with a file without a code that the user wants kept; None where no paper is chosen.
    `straight`: such a file, and one that is no picture, is kept at once and nothing is asked.
    """

    told = Signal(str)
    opened = Signal(bool)
    form_home = Signal(str)
    form_new = Signal(object)

    def __init__(self, core: Core, keep: Callable[[Path], object] | None = None, *, straight: bool = False) -> None:
        super().__init__()
        self._straight = straight
        self._path = Path()
        self._core = core
        self._keep = keep
        self._reading: Op[Any] | None = None
        self._scan: ops.ReadScan | None = None
        self._papers: list[tuple[Finding, TicksField]] = []
        self._forms: tuple[Finding, ...] = ()
        self._new: tuple[Finding, ...] = ()
        self._words: QLabel | None = None
        self._usual: dict[str, Way] = {}
        self.heading = label("", rank="strong", wrap=True)
        self._list = column(gap=6)
        self._inside = QWidget()
        self._inside.setLayout(self._list)
        self._area = scrolled(self._inside)
        self._area.setMinimumHeight(look().scaled(96))
        now = core.clock.now
        self.way = _way_of_signing()
        self.day = DateField(tr("纸上的签名日期"), lambda: now().date(), required=True)
        self.message = MessageLine()
        self.yes = button(tr("归位"), self._on_yes, primary=True)
        plain = tr("不归位，只加为附件") if straight else tr("没有二维码，仍加到选中的文书")
        self.plain = button(plain, self._on_plain, narrow=True)
        self._how = QWidget()
        self._how.setLayout(column(row(self.way.caption, self.way), row(self.day.caption, self.day, None), gap=6))
        self.begin = button(tr("照这张表登记"), self._on_begin, drawing="pen")
        foot = row(None, self.plain, button(tr("取消"), self.give_up), self.begin, self.yes)
        inside = column(self.heading, self._area, self._how, self.message, foot, gap=6)
        inside.setStretch(1, 1)
        self.setLayout(column(card(inside, tint="blue")))
        self.hide()

    def choose(self) -> None:
        """Let the user choose a file."""
        dialog = QFileDialog(self.window(), tr("选择扫描件或照片"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("扫描件和照片 ({})").format(" ".join(f"*{suffix}" for suffix in SUFFIXES)))
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Read a file and show what it is."""
        self.give_up()
        self._path = path
        self._show(tr("正在认《{}》上的二维码…").format(path.name))
        op = ops.read_scan(self._core, path)
        self._reading = op.on_success(self._on_read).on_error(self._on_unread)
        self._reading.run(self)

    def give_up(self) -> None:
        """Stop reading, and close."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading, self._scan, self._papers, self._forms, self._new = None, None, [], (), ()
        self.hide()
        self.opened.emit(False)

    def _show(self, words: str) -> None:
        clear(self._list)
        self._words = None
        self.message.quiet()
        self.heading.setText(words)
        for part in (self._area, self._how, self.yes, self.plain, self.begin):
            part.hide()
        self.show()
        self.opened.emit(True)

    def _on_read(self, scan: ops.ReadScan) -> None:
        self._reading, self._scan = None, scan
        ops.match(self._core, scan).on_success(self._on_matched).on_error(self.message.refused).run(self)

    def _on_unread(self, error: BaseException) -> bool:
        if self._straight and isinstance(error, Situation) and error.code in _NO_PICTURE:
            self._keep_path()
            return True
        self.give_up()
        return False

    def _keep_path(self) -> None:
        path = self._path
        self.give_up()
        if self._keep is not None:
            self._keep(path)

    def _on_matched(self, found: tuple[ops.Matched, ...]) -> None:
        if self._scan is None:
            return
        if self._straight and all(one.finding.fate in _FOREIGN for one in found):
            self._keep_path()
            return
        right = sum(one.finding.fate in _HOMES for one in found)
        self._show(tr("{}：{}页，认出{}份文书").format(self._scan.path.name, self._scan.pages, right))
        self._papers = []
        for one in found:
            shape, tone = _SHAPES.get(one.finding.fate, ("✗", "red"))
            pages = tr("第{}页").format(one.finding.first)
            if one.finding.pages > 1:
                pages = tr("第{}至{}页").format(one.finding.first, one.finding.last)
            self._list.addWidget(label(f"{shape} {pages}　{told(one.finding)}", tone=tone, wrap=True))
            if one.finding.fate == "current":
                self._list.addWidget(self._ticks(one))
        self._forms = tuple(one.finding for one in found if one.finding.fate == "form")
        self._new = tuple(one.finding for one in found if one.finding.fate == "form_new")
        self.begin.setVisible(bool(self._new))
        self._read_words(found)
        self._list.addStretch(1)
        self._area.show()
        self._how.setVisible(any(ticks.ticks for _finding, ticks in self._papers))
        self.day.set_value(self._core.clock.now().date().isoformat())
        self.yes.setVisible(bool(right))
        keepable = not right if self._straight else all(one.finding.fate == "no_code" for one in found)
        self.plain.setVisible(self._keep is not None and keepable)
        if right or self._new:
            (self.yes if right else self.begin).setFocus()

    def _read_words(self, found: tuple[ops.Matched, ...]) -> None:
        """Hold what the print says against what is registered: the code does not change with a digit beside it."""
        if self._scan is None or not any(one.registered for one in found):
            return
        self._words = label("", wrap=True)
        self._list.addWidget(self._words)
        if not self._core.foreign.reads_text():
            self._say_words((tr("只核对了二维码；这台电脑没有装认字组件，纸上的数字请自己对照。"),), "amber")
            return
        self._say_words((tr("正在读纸上的数字和姓名，和登记的对照，每页要几秒钟；不等也可以先归位……"),), "soft")
        op = ops.read_words(self._core, self._scan, found)
        self._reading = op.on_success(self._on_words).on_error(self._on_no_words)
        self._reading.run(self)

    def _on_words(self, readings: tuple[PaperReading | None, ...]) -> None:
        self._reading = None
        read = [reading for reading in readings if reading is not None]
        good = all(reading == PaperReading() for reading in read)
        said = tuple(line for reading in read for line in told_reading(reading))
        self._say_words(tuple(dict.fromkeys(said)), "green" if good else "amber")

    def _on_no_words(self, error: BaseException) -> bool:
        if not isinstance(error, AppError):
            return False
        self._reading = None
        self._say_words((tr("只核对了二维码，纸上的字没有读出来，数字请自己对照。"),), "amber")
        return True

    def _say_words(self, lines: tuple[str, ...], tone: Tone) -> None:
        if self._words is None:
            return
        shape = {"green": "✓", "amber": "▲"}.get(tone, "○")
        self._words.setText("\n".join(f"{shape} {line}" for line in lines))
        set_tone(self._words, tone)

    def _ticks(self, one: ops.Matched) -> QWidget:
        """Who may be ticked as having signed: everybody who is not recorded yet."""
        paper, case = one.finding.paper, one.case
        state = case.view.state.document(paper.document) if case and paper else None
        info = case.types.get(state.type) if case and state else None
        signers = signers_of(case.view, state, info) if case and state and info else ()
        done = {signature.signer for signature in state.signed} if state else set()
        left = [entry for entry in signers if entry[0] not in done]
        self._usual |= {signer: way for signer, _name, way in left}
        ticks = TicksField(tr("谁签了"), [(signer, name) for signer, name, _way in left])
        ticks.set_value(tuple(signer for signer, _name, _way in left))
        self._papers.append((one.finding, ticks))
        holder = QWidget()
        words = label(paper.case_title if paper else "", tone="soft", wrap=True)
        holder.setLayout(column(words, row(ticks.caption, ticks), gap=4) if left else column(words))
        return holder

    def _on_yes(self) -> None:
        if self._scan is None or not self.day.check():
            return
        wanted = tuple((finding, self._signed(ticks.value())) for finding, ticks in self._papers)
        wanted += tuple((finding, ()) for finding in self._forms)
        self.yes.setEnabled(False)
        if self._reading is not None:
            self._reading.cancel()
        op = ops.bring_home(self._core, self._scan, wanted)
        op.on_success(self._on_home).on_error(self.message.refused)
        op.on_done(lambda: self.yes.setEnabled(True)).run(self)

    def _signed(self, signers: tuple[str, ...]) -> tuple[Signed, ...]:
        chosen: Any = self.way.value()
        usual = self._usual
        return tuple(
            Signed(s, chosen if usual[s] == "signature_fingerprint" else usual[s], self.day.value()) for s in signers
        )

    def _on_home(self, papers: int) -> None:
        forms = tuple(finding.form for finding in self._forms if finding.form)
        self.give_up()
        self.told.emit(tr("扫描件已归位：{}份文书。").format(papers))
        if forms:
            self.form_home.emit(forms[0].case_id)

    def _on_begin(self) -> None:
        """Register what stands on the form; the scan goes along."""
        scan = self._scan
        if scan is None:
            return
        forms = tuple(BringScanHome(finding, scan.path.name, scan.data, scan.pages) for finding in self._new)
        self.give_up()
        self.form_new.emit(forms)

    def _on_plain(self) -> None:
        if self._scan is not None:
            self._keep_path()
