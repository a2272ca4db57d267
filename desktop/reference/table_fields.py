"""What a column of another system's table can mean here: the fields a table map may name. Must not convert anything.

A field is read into the registration of a case, or written from a case, or both. Code lists are those of the shipped
taxonomies and a few that the program itself fixes.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from desktop.domain.identity import DOCUMENT_TYPES
from desktop.reference.code_lists import taxonomy, taxonomy_names

FieldKind = Literal["text", "name", "id", "phone", "date", "moment", "money", "count", "code"]
SIDES = {"applicant": "申请人", "respondent": "被申请人", "third": "第三人"}
FACT = re.compile(r"facts\.[a-z][a-z0-9_]*")

FIXED_CODES: dict[str, dict[str, str]] = {
    "sex": {"male": "男", "female": "女"},
    "id_types": {key: kind.name for key, kind in DOCUMENT_TYPES.items()},
    "record_kinds": {"person": "自然人", "organisation": "单位"},
    "application_forms": {"oral": "口头", "written": "书面", "none": "无"},
    "case_kinds": {"dispute": "纠纷", "petition": "信访", "suggestion": "建议", "enquiry": "咨询"},
    "case_states": {"open": "办理中", "agreed": "已达成协议", "closed": "已办结"},
    "mark_states": {"unreported": "未报", "reported": "已报", "returned": "退回"},
}


class FieldRule(Struct, frozen=True):
    """A field: its Chinese title, kind of value, code list, whether it is read and written, and its data class."""

    title: str
    kind: FieldKind = "text"
    codes: str = ""
    reads: bool = True
    writes: bool = True
    data_class: Literal["P1", "P2", "P3"] = "P3"


_CASE = {
    "case.number": FieldRule("编号"),
    "case.received": FieldRule("受理（来访）时间", "moment"),
    "case.kind": FieldRule("事项种类", "code", "case_kinds", reads=False),
    "case.source": FieldRule("来源", "code", "mediation_sources"),
    "case.category": FieldRule("类型", "code", "dispute_types"),
    "case.subtype": FieldRule("细类"),
    "case.summary": FieldRule("简要情况", data_class="P1"),
    "case.requests": FieldRule("诉求", data_class="P1"),
    "case.place": FieldRule("发生地点", data_class="P1"),
    "case.region": FieldRule("区划代码"),
    "case.grid": FieldRule("网格代码"),
    "case.form": FieldRule("申请方式", "code", "application_forms"),
    "case.risk": FieldRule("风险等级", "code", "risk_scales"),
    "case.heads": FieldRule("涉及人数", "count"),
    "case.visitors": FieldRule("来访人次", "count"),
    "case.batches": FieldRule("批次", "count"),
    "case.title": FieldRule("卷名", reads=False, data_class="P2"),
    "case.state": FieldRule("办理状态", "code", "case_states", reads=False),
    "case.registrar": FieldRule("登记人", reads=False, data_class="P2"),
    "agreement.on": FieldRule("达成协议日期", "date"),
    "agreement.form": FieldRule("协议形式", "code", "agreement_forms"),
    "agreement.text": FieldRule("协议内容", data_class="P1"),
    "agreement.amount": FieldRule("协议涉及金额", "money"),
    "agreement.due": FieldRule("履行期限", "date"),
    "agreement.performance": FieldRule("履行情况", "code", "performance"),
    "agreement.mediators": FieldRule("调解员", data_class="P2"),
    "closed.on": FieldRule("结案日期", "date"),
    "closed.outcome": FieldRule("结果", "code"),
    "closed.note": FieldRule("结案说明", data_class="P1"),
    "platform.number": FieldRule("平台编号"),
    "platform.state": FieldRule("上报状态", "code", "mark_states"),
    "platform.reason": FieldRule("退回原因"),
    "station.code": FieldRule("站点代码", reads=False),
    "station.name": FieldRule("站点名称", reads=False),
    "committee.name": FieldRule("调解组织", reads=False),
    "row": FieldRule("序号", "count", reads=False),
    "member.claim": FieldRule("本人诉求", data_class="P1"),
    "member.amount": FieldRule("诉求金额", "money"),
}
_PERSON = {
    "name": ("姓名（名称）", "name", "", "P2"),
    "kind": ("自然人或单位", "code", "record_kinds", "P3"),
    "sex": ("性别", "code", "sex", "P2"),
    "birth": ("出生日期", "date", "", "P2"),
    "nation": ("民族", "text", "", "P2"),
    "id_type": ("证件种类", "code", "id_types", "P2"),
    "id_number": ("证件号码", "id", "", "P1"),
    "phone": ("电话", "phone", "", "P1"),
    "work": ("工作单位", "text", "", "P2"),
    "address": ("住址", "text", "", "P1"),
    "region": ("住址区划代码", "text", "", "P3"),
    "code": ("统一社会信用代码", "id", "", "P2"),
    "representative": ("负责人", "text", "", "P2"),
    "agent": ("代理人", "text", "", "P2"),
    "note": ("备注", "text", "", "P1"),
}
_NOT_SHOWN = ("region",)
FIELDS: dict[str, FieldRule] = {
    **_CASE,
    **{
        f"{side}.{part}": FieldRule(label + title, kind, codes, writes=part not in _NOT_SHOWN, data_class=data_class)  # type: ignore[arg-type]
        for side, label in SIDES.items()
        for part, (title, kind, codes, data_class) in _PERSON.items()
    },
    **{f"{side}.age": FieldRule(f"{label}年龄", "count", reads=False) for side, label in SIDES.items()},
}
_BY_KIND = {"case.source": "petition_sources", "case.category": "petition_content"}
"""Lists of petitions, suggestions and enquiries, where they differ from those of disputes."""


def field_rule(name: str) -> FieldRule | None:
    """The rule of a field; `facts.<name>` is any further fact of the registration; None for an unknown field."""
    return FIELDS.get(name) or (FieldRule("登记事实") if FACT.fullmatch(name) else None)


def default_codes(field: str, kind: str) -> str:
    """The code list of a field for a kind of case, "" where it has none."""
    rule = field_rule(field)
    if rule is None:
        return ""
    return _BY_KIND.get(field, rule.codes) if kind != "dispute" else rule.codes


def code_words(codes: str) -> dict[str, str]:
    """Code -> word of a code list. Raises KeyError for an unknown one."""
    if codes in FIXED_CODES:
        return FIXED_CODES[codes]
    return {entry.code: entry.label for entry in taxonomy(codes).entries}


def code_lists() -> frozenset[str]:
    """Names of all code lists a map may use."""
    return frozenset((*FIXED_CODES, *taxonomy_names()))
