"""Acts that may not be recorded: step not open, form not filled, guard not met, limit not to be moved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.domain.engine_acts import check_change, demand_act, refusals
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import parse_procedure
from desktop.domain.time_limits import Extension, Pause
from desktop.procedures import shipped
from desktop.reference import load_calendar
from tests.case_builder import CaseBuilder

CALENDAR = load_calendar()
FORM = """
key = "form_trial"
version = 1
title = "试表"
source = "测试"
kinds = ["enquiry"]
[[step]]
key = "open"
title = "登记"
done_by = "case.opened"
[[step]]
key = "fill"
title = "填表"
[[step.field]]
key = "say"
label = "说明"
required = true
[[step.field]]
key = "day"
label = "日期"
kind = "date"
[[step.field]]
key = "moment"
label = "时刻"
kind = "datetime"
[[step.field]]
key = "sum"
label = "金额"
kind = "money"
[[step.field]]
key = "heads"
label = "人数"
kind = "number"
min = 1
max = 5
[[step.field]]
key = "told"
label = "已告知"
kind = "check"
[[step.field]]
key = "one"
label = "单选"
kind = "choice"
choices = ["甲", "乙"]
[[step.field]]
key = "many"
label = "多选"
kind = "choices"
taxonomy = "ratings"
[[step.field]]
key = "why"
label = "理由"
required = true
when = { fact = "one", is = "乙" }
[[step.field]]
key = "rows"
label = "明细"
kind = "table"
[[step.field.column]]
key = "name"
label = "姓名"
required = true
[[step.field.column]]
key = "sum"
label = "金额"
kind = "money"
[[step]]
key = "close"
title = "办结"
end = "done"
"""


@pytest.fixture(scope="module")
def form() -> Procedure:
    return parse_procedure(FORM, "test")


def found(form: Procedure, **facts: Any) -> list[tuple[str, str]]:
    case = CaseBuilder(form, source="direct")
    codes = {"ratings": frozenset({"0", "1", "3"})}
    return [(r.code, r.field) for r in refusals(form, case.state, CALENDAR, "fill", facts, codes=codes)]


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({"say": "好"}, []),
        ({}, [("R-413", "say")]),
        ({"say": ""}, [("R-413", "say")]),
        ({"say": 3}, [("R-414", "say")]),
        ({"say": "好", "day": "2026-02-30"}, [("R-414", "day")]),
        ({"say": "好", "day": "20260228"}, [("R-414", "day")]),
        ({"say": "好", "day": "2026-02-28"}, []),
        ({"say": "好", "moment": "2026-02-28T08:00:00"}, [("R-414", "moment")]),
        ({"say": "好", "moment": "2026-02-28T08:00:00+08:00"}, []),
        ({"say": "好", "sum": -1}, [("R-414", "sum")]),
        ({"say": "好", "sum": True}, [("R-414", "sum")]),
        ({"say": "好", "sum": 100}, []),
        ({"say": "好", "heads": 0}, [("R-414", "heads")]),
        ({"say": "好", "heads": 6}, [("R-414", "heads")]),
        ({"say": "好", "told": "是"}, [("R-414", "told")]),
        ({"say": "好", "one": "丙"}, [("R-414", "one")]),
        ({"say": "好", "one": "乙"}, [("R-413", "why")]),
        ({"say": "好", "one": "乙", "why": "因为"}, []),
        ({"say": "好", "many": ["0", "3"]}, []),
        ({"say": "好", "many": ["0", "2"]}, [("R-414", "many")]),
        ({"say": "好", "many": "0"}, [("R-414", "many")]),
        ({"say": "好", "rows": [{"name": "张*", "sum": 5}]}, []),
        ({"say": "好", "rows": [{"sum": 5}]}, [("R-413", "rows.0.name")]),
        ({"say": "好", "rows": [{"name": "张*", "sum": "5"}]}, [("R-414", "rows.0.sum")]),
        ({"say": "好", "rows": ["张*"]}, [("R-414", "rows")]),
        ({"say": "好", "strange": "x"}, [("R-414", "strange")]),
    ],
)
def test_forms_are_checked_input_by_input(form: Procedure, facts: Any, faults: list[tuple[str, str]]) -> None:
    assert found(form, **facts) == faults


def test_a_step_must_exist_and_be_open() -> None:
    mediation = shipped()["people_mediation"]
    case = CaseBuilder(mediation)
    assert [r.code for r in refusals(mediation, case.state, CALENDAR, "nothing", {})] == ["R-411"]
    with pytest.raises(RuleViolation, match="R-412") as caught:
        demand_act(mediation, case.state, CALENDAR, "urge", {"result": "起诉"})
    assert "告知权利义务" in caught.value.message
    case.session("failed").step("terminate", reason=["其他"], routes="诉讼").close("failed")
    assert refusals(mediation, case.state, CALENDAR, "invite", {})[0].code == "R-412"


def test_a_warning_guard_lets_the_act_pass() -> None:
    mediation = shipped()["people_mediation"]
    case = CaseBuilder(mediation, category="01").session().agree()
    told = demand_act(
        mediation, case.state, CALENDAR, "ask_confirmation", {"court": "示范法院", "filed_on": "2026-03-03"}
    )
    assert [(r.level, r.code) for r in told] == [("warn", "R-415")]


def test_a_running_limit_may_be_extended_as_its_rule_says() -> None:
    mediation = shipped()["people_mediation"]
    case = CaseBuilder(mediation)
    extension = Extension(date(2026, 3, 20), "双方同意", "调委会主任", until=date(2026, 4, 20))
    assert check_change(mediation, case.state, CALENDAR, "mediation", extension).raw == date(2026, 4, 20)
    late = Extension(date(2026, 4, 20), "双方同意", "调委会主任", until=date(2026, 5, 20))
    with pytest.raises(RuleViolation, match="R-174"):
        check_change(mediation, case.state, CALENDAR, "mediation", late)
    with pytest.raises(RuleViolation, match="R-177"):
        check_change(mediation, case.state, CALENDAR, "mediation", Pause(date(2026, 3, 5), None, "等鉴定", "主任"))
    with pytest.raises(RuleViolation, match="R-416"):
        check_change(mediation, case.state, CALENDAR, "confirmation", extension)
