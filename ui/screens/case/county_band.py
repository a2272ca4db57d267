"""What the county and former owners left on this case for a person: notices, late changes, two values of one field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.domain.read_models import CountyWords, DoubledField, LateRow, Notice
from desktop.ops import Core
from desktop.usecases.correct_case import settle_field
from desktop.usecases.decide_late import decide_late
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import Tone, button, card, clear, column, label, row

NOTICES: Final[dict[str, tuple[str, Tone]]] = {
    "assigned": ("● 县里交办", "blue"),
    "asked": ("▲ 县里要移交", "amber"),
    "returned": ("▲ 退回补正", "amber"),
    "comment": ("● 县里批注", "blue"),
    "late": ("▲ 迟到的改动", "amber"),
    "conflict": ("▲ 两种写法", "amber"),
}
FIELDS: Final = {
    "category": "纠纷类型",
    "source": "案件来源",
    "place": "发生地点",
    "heads": "涉及人数",
    "summary": "纠纷情况",
    "requests": "诉求",
}


def words_of(notice: Notice) -> str:
    """One notice in words, without its kind."""
    if notice.kind == "late":
        return tr("原承办站有{}处改动，请决定是否采纳").format(notice.text)
    if notice.kind == "conflict":
        return tr("有{}项内容出现两种写法，请选定一种").format(notice.text)
    field = FIELDS.get(notice.field.partition(".")[0], "")
    return tr("（{}）{}").format(tr(field), notice.text) if field else notice.text


class CountyBand(QWidget):
    """A sheet over the tabs; not there while nothing waits."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._lines = column(gap=4)
        self.message = MessageLine()
        self.setLayout(column(card(column(self._lines, self.message, gap=4), tint="amber")))
        self.hide()

    def show_case(self, case: Loaded) -> None:
        """Show what waits on this case."""
        clear(self._lines)
        waits: CountyWords = case.county
        for notice in waits.notices:
            if notice.kind not in ("late", "conflict"):
                self._add(notice.kind, words_of(notice))
        for late in waits.late:
            self._add("late", late.text, self._late_buttons(case.id, late))
        for doubled in waits.doubled:
            self._add("conflict", tr(FIELDS.get(doubled.field, doubled.field)), self._values(case.id, doubled))
        self.setVisible(bool(self._lines.count()))

    def _add(self, kind: str, words: str, beside: tuple[QWidget, ...] = ()) -> None:
        said, tone = NOTICES[kind]
        text = label(words, wrap=True)
        line = row(label(tr(said), rank="strong", tone=tone), text, *beside)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def _late_buttons(self, case_id: str, late: LateRow) -> tuple[QWidget, ...]:
        return tuple(
            button(words, partial(self._do, partial(decide_late, case_id, late.event, accepted)), narrow=True)
            for words, accepted in ((tr("采纳"), True), (tr("不采纳"), False))
        )

    def _values(self, case_id: str, doubled: DoubledField) -> tuple[QWidget, ...]:
        return tuple(
            button(
                tr("用“{}”").format(_short(value)),
                partial(self._do, partial(settle_field, case_id, doubled.field, value)),
                narrow=True,
            )
            for value in (doubled.shown, doubled.other)
        )

    def _do(self, act: Callable[[Any], Any]) -> None:
        self.message.quiet()
        ops.act(self._core, act).on_error(self.message.refused).run(self)


def _short(value: Any) -> str:
    text = "、".join(str(x.get("text", x)) if isinstance(x, dict) else str(x) for x in value) if isinstance(
        value, list) else str(value)  # fmt: skip
    return text if len(text) <= 16 else f"{text[:15]}…"
