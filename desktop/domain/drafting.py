"""Finds what an inspector or a court would take offence at in an agreement, with the source; must not stop anything.

Words stand in a data file (desktop/reference/drafting_traps.toml); what needs counting or a calendar stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from desktop.domain import money
from desktop.domain.calendar import Calendar
from desktop.domain.case_events import AgreementConcluded
from desktop.domain.errors import RuleViolation

_FIGURE = r"([\d][\d,，.]*\s*万?元)"
_WORDS = r"(?:大写|人民币)*[:：]?\s*([零〇壹贰叁肆伍陆柒捌玖拾佰仟萬万亿圆元角分整]{2,})"
_BOTH = (
    re.compile(_FIGURE + r"\s*[（(]\s*" + _WORDS + r"\s*[）)]"),
    re.compile(_WORDS + r"\s*[（(]\s*[￥¥]?\s*" + _FIGURE + r"\s*[）)]"),
)


class Trap(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the data file; its fields are explained there."""

    key: str
    words: tuple[str, ...]
    advice: str
    basis: str
    unless: str = ""
    categories: tuple[str, ...] = ()
    with_payment: bool = False


class Remark(Struct, frozen=True):
    """One warning. `where`: clauses, breach or duties.N (from 1); `words`: what was found, as it stands there."""

    key: str
    where: str
    words: str
    advice: str
    basis: str = ""

    @property
    def text(self) -> str:
        """One sentence for the user."""
        found = f"“{self.words}”：" if self.words else ""
        return f"{found}{self.advice}。" + (f"（{self.basis}）" if self.basis else "")


def remarks(
    agreement: AgreementConcluded, category: str, traps: Sequence[Trap], calendar: Calendar | None = None
) -> tuple[Remark, ...]:
    """All warnings in the order of the text, each trap once a place; with a `calendar` also days of performance off."""
    return (
        *_found(agreement, category, traps),
        *_sums(agreement),
        *_ways(agreement),
        *_rest_days(agreement, calendar),
    )


def _places(agreement: AgreementConcluded) -> Iterator[tuple[str, str]]:
    for clause in agreement.clauses:
        yield "clauses", clause
    yield "breach", agreement.breach
    for number, duty in enumerate(agreement.duties, 1):
        yield f"duties.{number}", duty.text


def _found(agreement: AgreementConcluded, category: str, traps: Sequence[Trap]) -> Iterator[Remark]:
    whole = "\n".join((agreement.dispute, *(text for _where, text in _places(agreement))))
    pays = any(duty.kind == "pay" for duty in agreement.duties)
    for trap in traps:
        other_matter = trap.categories and not category.startswith(trap.categories)
        if other_matter or (trap.with_payment and not pays) or (trap.unless and re.search(trap.unless, whole)):
            continue
        seen: set[tuple[str, str]] = set()
        for where, text in _places(agreement):
            found = next((m for m in (re.search(word, text) for word in trap.words) if m), None)
            if found and (where, found[0]) not in seen:
                seen.add((where, found[0]))
                yield Remark(trap.key, where, found[0], trap.advice, trap.basis)


def _sums(agreement: AgreementConcluded) -> Iterator[Remark]:
    """A figure and its 大写 that are not the same sum."""
    for where, text in _places(agreement):
        for pattern in _BOTH:
            for found in pattern.finditer(text):
                try:
                    one, other = (money.parse(part.replace("，", ",")) for part in found.groups())
                except RuleViolation:
                    continue  # not a sum after all
                if one != other:
                    advice = f"小写和大写不是同一个数（{money.digits(one)}元、{money.digits(other)}元），请核对"
                    yield Remark("figure_and_words", where, found[0], advice, money.BASIS)


def _ways(agreement: AgreementConcluded) -> Iterator[Remark]:
    if agreement.performed_on_spot:
        return
    for number, duty in enumerate(agreement.duties, 1):
        if duty.kind == "pay" and not duty.way.strip():
            yield Remark("no_way", f"duties.{number}", "", f"第{number}项付款没有写怎么付（现金、转账）")
        if "账" in duty.way and not duty.account.strip():
            yield Remark("no_account", f"duties.{number}", "", f"第{number}项写了转账，没有写收款账号")


def _rest_days(agreement: AgreementConcluded, calendar: Calendar | None) -> Iterator[Remark]:
    for number, duty in enumerate(agreement.duties, 1):
        for part in duty.parts:
            try:
                day = date.fromisoformat(part.due)
            except ValueError:
                continue
            if calendar is not None and not calendar.is_workday(day):
                name = f"{day.year}年{day.month}月{day.day}日"
                advice = f"第{number}项的期限{name}不是工作日，银行转账可能要到下一个工作日；要紧的话可以提前一天"
                yield Remark("rest_day", f"duties.{number}", "", advice)
