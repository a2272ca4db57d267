"""The members of a group: what each asks, what was agreed for him, what he has received; a list is taken in here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from desktop.domain.money import digits
from desktop.ops import Core
from desktop.usecases.group_members import (
    STANDING_WORDS,
    AddMembers,
    MemberResult,
    MemberRow,
    add_members,
    check_members,
    member_results,
)
from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import Tone, button, card, clear, column, label, row

if TYPE_CHECKING:
    from desktop.usecases.protocols import UnitOfWork
    from desktop.usecases.table_memory import TableUnitOfWork

LARGEST: Final = 50 << 20
_A_GROUP: Final = 3
_SHOWN: Final = 6
_TONES: Final[dict[str, Tone]] = {"nothing": "soft", "open": "amber", "partly": "amber", "done": "green"}


class Members(QWidget):
    """A card with one line for each applicant; a file of names is looked at before anybody joins."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case: Loaded | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self.total = label("", tone="soft", wrap=True)
        self.take_list = button(tr("导入名单"), self._on_take, drawing="folder", narrow=True)
        self.yes = button(tr("加入这些人"), self._on_yes, narrow=True)
        self.yes.hide()
        self._faults = column(gap=2)
        self.message = MessageLine()
        self._waiting: AddMembers | None = None
        head = row(label(tr("成员、诉求和给付"), rank="heading"), None, self.yes, self.take_list)
        self.setLayout(column(card(column(head, self.total, self._faults, self.message, self._grid, gap=6))))

    def show_case(self, case: Loaded) -> None:
        self._case = case
        clear(self._grid)
        results = member_results(case.view.state)
        group = len(results) >= _A_GROUP or any(r.claim or r.claimed for r in results)
        names = {party.id: party.name for party in case.view.parties}
        heads = (tr("姓名"), tr("本人诉求"), tr("诉求"), tr("约定"), tr("已收"), tr("状态"))
        for place, words in enumerate(heads if group else ()):
            self._grid.addWidget(label(words, tone="soft"), 0, place)
        for line, result in enumerate(results if group else (), 1):
            self._add(line, names.get(result.party, ""), result)
        self._grid.setColumnStretch(1, 1)
        agreed, received = sum(r.agreed for r in results), sum(r.received for r in results)
        told = tr("{}人　约定{}元　已收{}元").format(len(results), digits(agreed), digits(received))
        self.total.setText(told if group else "")
        self.total.setHidden(not group)
        self.take_list.setEnabled(case.writable)

    def take(self, path: Path) -> None:
        """Look at a list of names; nobody joins before the user says so."""
        case = self._case
        if case is None:
            return
        files, foreign, case_id = self._core.files, self._core.foreign, case.id

        def look(uow: UnitOfWork) -> tuple[AddMembers, tuple[MemberRow, ...]]:
            cmd = AddMembers(case_id, foreign.table(files.read(path, LARGEST), path.name), only_good=True)
            return cmd, check_members(cmd, cast("TableUnitOfWork", uow))

        self._core.mutate(look, quiet=True).on_success(self._on_looked).on_error(self.message.refused).run(self)

    def _add(self, line: int, name: str, result: MemberResult) -> None:
        cells = (
            label(name, rank="strong"),
            label(result.claim, wrap=True),
            label(digits(result.claimed) if result.claimed else ""),
            label(digits(result.agreed) if result.agreed else ""),
            label(digits(result.received) if result.received else ""),
            label(tr(STANDING_WORDS[result.standing]), tone=_TONES[result.standing]),
        )
        for place, cell in enumerate(cells):
            self._grid.addWidget(cell, line, place)

    def _on_take(self) -> None:
        dialog = QFileDialog(self, tr("选择成员名单（表格）"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("*.xlsx *.xls *.ods *.csv")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def _on_looked(self, looked: tuple[AddMembers, tuple[MemberRow, ...]]) -> None:
        self._waiting, rows = looked
        counted = {verdict: sum(r.verdict == verdict for r in rows) for verdict in ("new", "known", "fault")}
        clear(self._faults)
        faults = [fault.told() for r in rows for fault in r.faults]
        for told in faults[:_SHOWN]:
            self._faults.addWidget(label(told, tone="red", wrap=True))
        words = tr("名单里新{}人，已在案{}人，有错{}行（有错的不加入）。").format(*counted.values())
        self.message.warn((words,))
        self.yes.setVisible(counted["new"] > 0)

    def _on_yes(self) -> None:
        cmd = self._waiting
        if cmd is None:
            return
        self._waiting = None
        self.yes.hide()
        clear(self._faults)

        def join(uow: UnitOfWork) -> int:
            rows = add_members(cmd, cast("TableUnitOfWork", uow))
            uow.commit()
            return sum(r.verdict == "new" for r in rows)

        op = self._core.mutate(join)
        op.on_success(lambda count: self.message.done(tr("已加入{}人").format(count)))
        op.on_error(self.message.refused).run(self)
