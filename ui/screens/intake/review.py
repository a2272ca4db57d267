"""Step three of the intake: everything typed, as it will stand on the form, and read out to the applicant."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.screens.case.read_back import ReadBack
from ui.screens.case.turn_list import Said
from ui.style.blocks import button, card, clear, column, label, row, scrolled
from ui.style.words import long_day


class Review(QWidget):
    """Read only."""

    def __init__(self) -> None:
        super().__init__()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        people, facts = QWidget(), QWidget()
        people.setLayout(self._left)
        facts.setLayout(self._right)
        for layout in (self._left, self._right):
            layout.setSpacing(8)
            layout.setContentsMargins(0, 0, 0, 0)
        left = card(column(label(tr("当事人"), rank="heading"), scrolled(people)))
        right = card(column(label(tr("情况"), rank="heading"), scrolled(facts)))
        beside = row(left, right, gap=12)
        beside.setStretch(0, 2)
        beside.setStretch(1, 3)
        self._lines: list[Said] = []
        self.aloud = button(tr("大字读给本人听"), self.read_aloud, drawing="talk", narrow=True)
        hint = label(tr("口头说的事，登记后要读给本人听，没有错再签名。"), tone="soft", wrap=True)
        line = row(hint, self.aloud)
        line.setStretch(0, 1)
        typed = QWidget()
        whole = column(beside, line)
        whole.setStretch(0, 1)
        typed.setLayout(whole)
        self.reading = ReadBack()
        self.reading.left.connect(self._stop)
        self.reading.read.connect(self._stop)
        self.pages = QStackedWidget()
        self.pages.addWidget(typed)
        self.pages.addWidget(self.reading)
        self.setLayout(column(self.pages))

    def read_aloud(self) -> None:
        """In large letters, one piece after the other; Esc and the end lead back."""
        self.pages.setCurrentIndex(1)
        self.reading.begin(self._lines)

    def _stop(self) -> None:
        self.pages.setCurrentIndex(0)
        self.aloud.setFocus()

    def _add(self, place: QVBoxLayout, title: str, text: str) -> None:
        place.addWidget(label(f"{title}：{text}", wrap=True))
        self._lines.append(Said("", title, text))

    def show_content(self, content: dict[str, Any], words: dict[str, str]) -> None:
        """Show what was typed; `words` are those of the chosen codes."""
        clear(self._left)
        clear(self._right)
        self._lines = []
        self.pages.setCurrentIndex(0)
        petition = content["matter"] == "petition"
        sides = {
            "applicant": tr("信访人") if petition else tr("申请人"),
            "respondent": tr("被反映的") if petition else tr("被申请人"),
        }
        for side, title in sides.items():
            for party in content[side]:
                self._add(self._left, title, _who(party))
        self._left.addStretch(1)
        facts = content["facts"]
        for title, text in (
            (tr("来访时间"), f"{long_day(facts['day'])} {facts['time']}"),
            (tr("来源"), words.get("source", "")),
            (tr("内容类别") if petition else tr("纠纷类型"), words.get("category", "")),
            (tr("发生地点"), facts["place"]),
            (tr("反映的情况") if petition else tr("纠纷情况"), facts["summary"]),
            (tr("诉求"), facts["requests"]),
            (tr("办理规程"), words.get("procedure", "")),
        ):
            if text:
                self._add(self._right, title, text)
        self._right.addStretch(1)


def _who(party: dict[str, Any]) -> str:
    if party["kind"] == "organisation":
        parts = [party["org_name"], party["code"], party["representative"], party["org_phone"], party["org_address"]]
    else:
        sex = {"male": tr("男"), "female": tr("女")}.get(party["sex"], "")
        birth = tr("{}生").format(long_day(party["birth"])) if len(party["birth"]) == 10 else ""
        parts = [party["name"], sex, party["nation"], birth, party["id_number"], party["phone"], party["address"]]
        if party["agent"]:
            parts.append(tr("代理人{}").format(party["agent"]))
    return "，".join(part for part in parts if part)
