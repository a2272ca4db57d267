"""单位和文书信息: the body in whose name papers go out, the organ of its decisions, and how letters look."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from PySide6.QtWidgets import QWidget

from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation
from desktop.ops import Core
from desktop.usecases.numbers import NUMBERS, samples
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.publish_reference import PublishedRow
from desktop.usecases.set_body import SetBody, set_body
from ui.fields.choice import ChoiceField, TickField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import said, tr
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, scrolled, set_tone
from ui.style.words import long_day

_COMMITTEE: Final = (
    ("name", "调解委员会全称", "和印章一致"),
    ("word", "编号里用的字", "如“云桥”：（2026）云桥人调字第1号；改了以后另起一个号段"),
    ("address", "地址", ""),
    ("phone", "联系电话", ""),
    ("mediators", "人民调解员", "几个人用顿号隔开"),
    ("seal_keeper", "印章保管人", ""),
    ("court", "司法确认的法院", "调委会所在地的基层人民法院"),
)
_ORGAN: Final = (
    ("organ", "有权机关全称", "如乡镇人民政府、街道办事处；没有的留空，不能出信访意见书"),
    ("organ_word", "机关代字", "如“柳政”：柳政访答〔2026〕1号"),
    ("review_organ", "复查机关全称", "上一级机关，写在意见书的告知里"),
    ("review_address", "复查机关地址", ""),
    ("review_phone", "复查机关电话", ""),
)
_LOOKS: Final = (
    ("red_head", "公文印红头（套红纸的不用勾）"),
    ("letter_form", "函和告知书用信函格式"),
)
_NUMBERS: Final = (
    ("case_pattern", "调解卷号格式", "留空用（{年}）{调委会字}人调字第{序号}号；可用{区划简称}、{序号:3}"),
    ("letter_pattern", "信访文书编号格式", "留空用{机关代字}〔{年}〕{序号}号"),
)
_CUT_OFFS: Final = {0: "每月最后一天", 20: "每月20日", 25: "每月25日"}  # other days by their number
_LATEST: Final = 28
_REQUIRED: Final = ("name", "word")


class Body(Screen):
    """What is saved holds for papers made afterwards."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._body: Committee | None = None
        self.form = Form()
        self.organ = Form()
        for form, fields in ((self.form, _COMMITTEE), (self.organ, _ORGAN)):
            for key, words, hint in fields:
                form.add(key, TextField(tr(words), required=key in _REQUIRED, hint=tr(hint) if hint else ""))
        self.numbers = Form()
        for key, words, hint in _NUMBERS:
            self.numbers.add(key, TextField(tr(words), hint=tr(hint)))
        since = tr("改了格式才用；留空是今天，已发的编号不变，序号接着排")
        self.numbers.add("numbers_from", DateField(tr("格式从哪天起用"), self.today, hint=since))
        self.sample = label("", wrap=True)
        self.coming = label("", tone="soft", wrap=True)
        for form in (self.form, self.organ, self.numbers):
            form.edited.connect(self._tell_sample)
        for key, words in _LOOKS:
            self.organ.add(key, TickField(tr(words)))
        days = [(str(day), tr(_CUT_OFFS[day]) if day in _CUT_OFFS else str(day)) for day in range(_LATEST + 1)]
        self.form.add("cut_off", ChoiceField(tr("统计到每月哪一天"), days))
        self.message = MessageLine()
        self.save = button(tr("保存"), self.keep, primary=True)
        inside = QWidget()
        inside.setLayout(
            column(
                card(column(label(tr("人民调解委员会"), rank="heading"), self.form)),
                card(column(label(tr("信访文书和公文"), rank="heading"), self.organ)),
                card(column(label(tr("编号"), rank="heading"), self.numbers, self.sample, self.coming)),
                None,
                gap=12,
            )
        )
        title = label(tr("单位和文书信息"), rank="title")
        layout = column(title, scrolled(inside), self.message, row(self.save, None), margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def reload(self) -> None:
        op = self.core.query(lambda queries, viewer: queries.committee(viewer))
        op.on_success(self.show_body).on_error(self.message.refused).run(self)
        ruled = self.core.query(lambda _queries, _viewer: self.core.methods.published())
        ruled.on_success(self.show_patterns).run(self)

    def show_patterns(self, rows: tuple[PublishedRow, ...]) -> None:
        """Patterns of numbers that the county rules, and those whose day has not come."""
        ours = [r for r in rows if r.kind == NUMBERS and (r.state == "later" or (r.county and r.state == "in_force"))]
        lines = [
            tr("县里统一规定：{}").format(r.detail) if r.state == "in_force"
            else tr("{}起改用：{}").format(long_day(r.since), r.detail or tr("通常的写法"))
            for r in ours
        ]  # fmt: skip
        self.coming.setText("\n".join(lines))
        self.coming.setVisible(bool(lines))

    def show_body(self, committee: Committee) -> None:
        """Fill the fields with what holds today."""
        values: dict[str, Any] = msgspec.structs.asdict(committee)
        values["mediators"] = "、".join(committee.mediators)
        values["cut_off"] = str(committee.cut_off)
        values["numbers_from"] = ""
        self.form.fill(values)
        self.organ.fill(values)
        self.numbers.fill(values)
        self._body = committee
        self._tell_sample()

    def _tell_sample(self) -> None:
        """The first numbers of the year as they would be printed, or what is wrong with a pattern."""
        if self._body is None:
            return
        keys = ("word", "organ_word", "case_pattern", "letter_pattern")
        typed = {**self.form.values(), **self.organ.values(), **self.numbers.values()}
        try:
            found = samples(msgspec.structs.replace(self._body, **{k: typed[k] for k in keys}), self.today().year)
        except RuleViolation as error:
            self.sample.setText(f"✗ {said(error)}")
            set_tone(self.sample, "red")
        else:
            self.sample.setText(tr("今年第1号写作：{}　{}").format(*found))
            set_tone(self.sample, "green")

    def keep(self) -> None:
        """Save what was written."""
        self.message.quiet()
        if not (self.form.check() and self.organ.check() and self.numbers.check()):
            return
        values = {**self.form.values(), **self.organ.values(), **self.numbers.values()}
        names = values["mediators"].replace("，", "、").replace(",", "、").split("、")
        values["mediators"] = tuple(name.strip() for name in names if name.strip())
        values["cut_off"] = int(values["cut_off"] or 0)
        command = SetBody(**values)

        def work(uow: UnitOfWork) -> Committee:
            kept = set_body(command, uow)
            uow.commit()
            return kept

        self.core.mutate(work).on_success(self._on_kept).on_error(self._on_refused).run(self)

    def _on_kept(self, committee: Committee) -> None:
        self.show_body(committee)
        self.reload()
        self.message.done(tr("已保存。以后出的文书用这些内容，已出的不变。"))

    def _on_refused(self, error: BaseException) -> bool:
        return self.numbers.show_error(error) or self.organ.show_error(error) or self.message.refused(error, self.form)
