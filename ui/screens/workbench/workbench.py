"""The first place: what is due, where one stopped, how safe the work is. Shows one answer of the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.clock_doubt import Doubt
from desktop.domain.read_models import MOST_COUNTED, CaseRow, CountyWords, DraftRow, DueItem, Notice
from desktop.domain.read_models import Workbench as Shown
from desktop.domain.viewer import Viewer
from desktop.ops import Core
from desktop.usecases.protocols import Queries
from ui.fields.dates import weekday
from ui.i18n import tr
from ui.screens.case.county_band import NOTICES
from ui.screens.case.county_band import words_of as words_of_notice
from ui.screens.draft_words import place_of, words_of
from ui.screens.due_model import DueModel
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import RowButton, Tint, button, card, clear, column, label, restyle, row, scrolled, set_tone
from ui.style.tables import Table
from ui.style.words import State, age_state, case_state, doubt_words, long_day, moment

Answer = tuple[Shown, tuple[DueItem, ...], CountyWords, Doubt | None]

_AHEAD = 30  # days
_CLOCK_SLACK = timedelta(minutes=5)
_MOST_DUE = 300  # rows; what is beyond them waits until these are done
_MOST_DRAFTS = 3
_LINES = 3  # drafts and cases together, so that nothing has to be scrolled


class Tile(QFrame):
    """One figure in large, with shape and words; a click goes where its things are listed."""

    def __init__(self, tint: Tint, words: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("tint", tint)
        self._words = words
        self._clicked = clicked
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.figure = label("0", rank="figure", tone=tint)
        layout = column(self.figure, label(words, tone=tint), gap=0)
        layout.setContentsMargins(14, 6, 14, 8)
        self.setLayout(layout)

    def show_figure(self, figure: int, tint: Tint, *, more: bool = False) -> None:
        """`more`: there are at least so many."""
        self.figure.setText(f"{figure}+" if more else str(figure))
        self.setAccessibleName(f"{self._words} {figure}")
        if self.property("tint") != tint:
            self.setProperty("tint", tint)
            restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._clicked()


class Workbench(Screen):
    """工作台."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.day = label("", rank="title")
        self.hint = label("", tone="amber")
        fresh = button(tr("新登记一件"), lambda: ways.to_place("intake"), primary=True, drawing="plus")
        quick = button(tr("快速调解"), lambda: ways.to_place("quick"), drawing="quick")
        quick.setToolTip(tr("当场说好的事，一屏记完"))
        top = row(self.day, self.hint, None, quick, fresh)
        self._notices = column(gap=2)
        self.county = card(column(label(tr("县里来的"), rank="heading"), self._notices, gap=4), tint="blue")
        self.setLayout(column(top, self._tiles(), self.county, self._body(), margins=(16, 12, 16, 12)))
        core.drafted.connect(self._on_changed)

    def _tiles(self) -> QWidget:
        to_schedule = lambda: self.ways.to_place("schedule")  # noqa: E731, three tiles share it
        self.overdue = Tile("red", tr("■ 已经超期"), to_schedule)
        self.today_due = Tile("red", tr("■ 今天到期"), to_schedule)
        self.soon = Tile("amber", tr("▲ 三天内到期"), to_schedule)
        self.open = Tile("green", tr("● 正在办理"), lambda: self.ways.to_place("cases", "open"))
        self.closed = Tile("grey", tr("✓ 本月已办结"), lambda: self.ways.to_place("cases", "closed"))
        holder = QWidget()
        holder.setLayout(row(self.overdue, self.today_due, self.soon, self.open, self.closed))
        return holder

    def _body(self) -> QWidget:
        self.due = DueModel()
        self.table = Table(self.due, tr("要办的事"), click_opens=True)
        self.table.setProperty("inCard", True)
        self.table.columns(84, 0, 190, 128, spare=0)
        self.table.pills(3)
        self.table.opened.connect(self._on_due_opened)
        self.nothing_due = label(tr("近三十天没有到期的事。"), tone="soft")
        listed = column(label(tr("要办的事"), rank="heading"), self.nothing_due, self.table, None, gap=8)
        listed.setStretch(2, 1)  # the room below is for the day when nothing is due
        listed.setStretch(3, 0)
        left = card(listed)
        self._drafts, self._recent, self._safety = column(gap=2), column(gap=2), column(gap=2)
        side = QWidget()
        side.setLayout(
            column(
                card(column(label(tr("接着上次"), rank="heading"), self._drafts, gap=6)),
                card(column(label(tr("最近的案件"), rank="heading"), self._recent, None, gap=6)),
                card(column(label(tr("数据安全"), rank="heading"), self._safety, gap=6)),
            )
        )
        inside = side.layout()
        if isinstance(inside, QVBoxLayout):
            inside.setStretch(1, 1)
        beside = row(left, scrolled(side))
        beside.setStretch(0, 9)
        beside.setStretch(1, 5)
        holder = QWidget()
        holder.setLayout(beside)
        return holder

    def reload(self) -> None:
        until = (self.today() + timedelta(days=_AHEAD)).isoformat()

        def ask(queries: Queries, viewer: Viewer) -> Answer:
            due, doubt = queries.due_items(viewer, until, _MOST_DUE), queries.clock_doubt(viewer)
            return queries.workbench(viewer), due, queries.county_words(viewer), doubt

        self.core.query(ask).on_success(self.show_answer).run(self)

    def show_answer(self, answer: Answer) -> None:
        """Show what the reader answered."""
        shown, items, county, doubt = answer
        self._show_notices(county.notices)
        day = self.today()
        self.day.setText(tr("{}月{}日　{}").format(day.month, day.day, weekday(day)))
        provisional = tr("今年的节假日安排还没有导入，期限按周末推算") if shown.calendar_provisional else ""
        self.hint.setText(self._clock_hint(shown, doubt) or provisional)
        for tile, figure, tint in (
            (self.overdue, shown.due.overdue, "red"),
            (self.today_due, shown.due.today, "red"),
            (self.soon, shown.due.soon, "amber"),
        ):
            _show_in(tile, figure, tint, more=figure >= MOST_COUNTED)  # type: ignore[arg-type]  # the tints are tints
        _show_in(self.open, shown.open_cases, "green")
        _show_in(self.closed, shown.month_closed, "grey")
        self.due.fill(items)
        self.table.setVisible(bool(items))
        self.nothing_due.setVisible(not items)
        self._show_drafts(shown.drafts)
        self._show_recent(shown.recent[: max(1, _LINES - len(shown.drafts))])
        self._show_safety(shown)

    def _clock_hint(self, shown: Shown, doubt: Doubt | None) -> str:
        """The date is doubted, or the clock was set back: something is already written on a later day than today."""
        now = self.core.clock.now()
        last = max((row.last_at for row in shown.recent), default="")
        if last and datetime.fromisoformat(last) - now >= _CLOCK_SLACK:
            return tr("▲ 电脑的时间比上一条记录（{} {}）还早，请先校正").format(long_day(last), last[11:16])
        return tr("▲ {}请核对").format(doubt_words(doubt)) if doubt is not None else ""

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        """What the county did with our cases and nobody has taken up yet."""
        clear(self._notices)
        for notice in notices[:_LINES]:
            said = tr(NOTICES[notice.kind][0])
            words = tr("{}　{}　{}").format(said, notice.title, words_of_notice(notice))
            self._notices.addWidget(RowButton(words, partial(self.ways.to_case, notice.case_id)))
        if len(notices) > _LINES:
            self._notices.addWidget(
                label(tr("另有{}条，办完上面的会接着显示").format(len(notices) - _LINES), tone="soft")
            )
        self.county.setVisible(bool(notices))

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        clear(self._drafts)
        now = self.core.clock.now()
        for draft in drafts[:_MOST_DRAFTS]:
            words = tr("{}　{}").format(words_of(draft), moment(draft.saved_at, now))
            self._drafts.addWidget(RowButton(words, partial(self._resume, draft)))
        if len(drafts) > _MOST_DRAFTS:
            self._drafts.addWidget(
                label(tr("另有{}份草稿在各自的案件里").format(len(drafts) - _MOST_DRAFTS), tone="soft")
            )
        if not drafts:
            self._drafts.addWidget(label(tr("没有没写完的内容。"), tone="soft"))

    def _show_recent(self, recent: tuple[CaseRow, ...]) -> None:
        clear(self._recent)
        for case in recent:
            words = f"{case_state(case, self.today()).shape} {case.title}"
            self._recent.addWidget(RowButton(words, partial(self.ways.to_case, case.id)))
        if not recent:
            self._recent.addWidget(label(tr("还没有案件。按F2登记第一件。"), tone="soft"))

    def _show_safety(self, shown: Shown) -> None:
        clear(self._safety)
        now = self.core.clock.now()
        facts = [
            (tr("上次备份"), age_state(shown.last_backup, now, soon=2, late=8, never="amber")),
            (tr("上次导出"), age_state(shown.last_export, now, soon=8, late=15)),
            (tr("县里收到"), age_state(shown.last_receipt, now, soon=15, late=31)),
        ]
        for words, state in facts if self.core.county is None else facts[:1]:
            self._safety.addLayout(_fact(words, state))
        if shown.backup_failed:
            at, _, code = shown.backup_failed.partition(" ")
            told = tr("■ {}的备份没有成功（{}），按这里看看").format(moment(at, now), code)
            self._safety.addWidget(RowButton(told, partial(self.ways.to_place, "backups")))

    def _resume(self, draft: DraftRow) -> None:
        place, tab = place_of(draft)
        if draft.case_id:
            self.ways.to_case(draft.case_id, tab)
        else:
            self.ways.to_place(place, draft)

    def _on_due_opened(self, number: int) -> None:
        self.ways.to_case(self.due.items[number].case_id)


def _show_in(tile: Tile, figure: int, tint: Tint, *, more: bool = False) -> None:
    tone: Tint = tint if figure else "grey"
    tile.show_figure(figure, tone, more=more)
    set_tone(tile.figure, tone)


def _fact(words: str, state: State):  # type: ignore[no-untyped-def]  # a layout of two labels
    return row(label(words), None, label(state.text, tone=state.tint))
