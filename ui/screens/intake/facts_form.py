"""Step two of the intake: what happened, where it comes from, what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.domain.errors import RuleViolation
from desktop.ops import Core
from ui.fields.choice import ChoiceField, PickField, TickField
from ui.fields.dates import DateField, TimeField
from ui.fields.form import Form
from ui.fields.number import NumberField
from ui.fields.place import PlaceField
from ui.fields.text import LongTextField
from ui.i18n import tr

DISPUTE, PETITION = "dispute", "petition"
BY_APPLICATION = "application"
DIRECT = "direct"
ESCALATES = "escalation"


class FactsForm(Form):
    """Keys are those of the command that registers a case."""

    def __init__(self, core: Core) -> None:
        super().__init__(columns=3)
        self._core = core
        self.matter = DISPUTE
        self.day = DateField(tr("来访日期"), self._today, required=True)
        self.add("day", self.day)
        self.time = TimeField(tr("时间"), required=True)
        self.add("time", self.time)
        self.place = PlaceField(tr("发生地点"), placeholder=tr("村、组、小区、门牌"))
        self.place.offer(core.reference.places())
        self.add("place", self.place)
        self.category = ChoiceField(tr("纠纷类型"), required=True)
        self.add("category", self.category)
        self.source = ChoiceField(tr("案件来源"), required=True)
        self.add("source", self.source)
        forms = (("oral", tr("口头")), ("written", tr("书面")))
        self.add("form", PickField(tr("申请方式"), forms, start="oral"))
        what = tr("什么时候、在哪里、因为什么、双方争的是什么")
        self.add(
            "summary",
            LongTextField(tr("纠纷情况"), lines=5, required=True, placeholder=what, grow=True),
            span=3,
            weight=3,
        )
        asked = tr("一条写一行，如：修好卫生间防水")
        self.add("requests", LongTextField(tr("诉求"), lines=2, placeholder=asked, grow=True), span=3, weight=1)
        self.procedure = ChoiceField(tr("办理规程"), required=True)
        self.add("procedure", self.procedure)
        self.add("heads", NumberField(tr("涉及人数"), least=1, most=100_000))
        risky = TickField(
            tr("可能激化"), hint=tr("可能引起治安、刑事案件的，要及时报告公安机关（人民调解法第二十五条）")
        )
        self.add("risky", risky)
        self.show_matter(DISPUTE)
        self.start_anew()

    def show_matter(self, matter: str) -> None:
        """Ask what a dispute, or what a petition needs; what was typed stays."""
        self.matter = matter
        petition, reference = matter == PETITION, self._core.reference
        self.category.set_options(reference.choices("petition_content" if petition else "dispute_types"))
        self.source.set_options(reference.choices("petition_sources" if petition else "mediation_sources"))
        procedures = reference.procedures(matter)
        self.procedure.set_options(procedures)
        self._call("category", tr("内容类别") if petition else tr("纠纷类型"))
        self._call("summary", tr("反映的情况") if petition else tr("纠纷情况"))
        self._call("form", tr("提出方式") if petition else tr("申请方式"))
        usual = {"source": DIRECT if petition else BY_APPLICATION, "procedure": procedures[0][0] if procedures else ""}
        self.fill({key: value for key, value in usual.items() if not self[key].value()})

    def _call(self, key: str, words: str) -> None:
        field = self[key]
        field.title = words
        field.caption.setText(words + (" *" if field.required else ""))
        field.editor.setAccessibleName(words)

    def start_anew(self) -> None:
        """Empty, with what is nearly always right."""
        now = self._core.clock.now()
        for field in self.fields.values():
            field.set_value("")
        procedures = self._core.reference.procedures(self.matter)
        self.fill(
            {
                "day": now.date().isoformat(),
                "time": now.strftime("%H:%M"),
                "source": DIRECT if self.matter == PETITION else BY_APPLICATION,
                "form": "oral",
                "procedure": procedures[0][0] if procedures else "",
            }
        )

    def command_values(self) -> dict[str, Any]:
        """What the command takes, without the parties."""
        value = self.values()
        moment = f"{value['day']}T{value['time']}:00{self._core.clock.now().strftime('%z')[:3]}:00"
        return {
            "kind": self.matter,
            "procedure": value["procedure"],
            "received_at": moment,
            "source": value["source"],
            "category": value["category"],
            "summary": value["summary"],
            "form": value["form"] or "none",
            "place": value["place"],
            "requests": tuple(line.strip() for line in value["requests"].splitlines() if line.strip()),
            "heads": value["heads"] or 0,
            "risk_flags": (ESCALATES,) if value["risky"] else (),
        }

    def show_error(self, error: BaseException) -> bool:
        if isinstance(error, RuleViolation) and error.field == "received_at":
            self.day.show_error(error)
            self.day.editor.setFocus()
            return True
        return super().show_error(error)

    def _today(self) -> date:
        return self._core.clock.now().date()
