"""Whether the days of a file can be true: the order things must have happened in (practice.md P7); pure, warns only."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from desktop.domain.case import CaseState

_PAPERS = 3  # so many papers of one day are no chance


class Dated(Struct, frozen=True, order=True):
    """An act with its day.

    `rank`: its place in the order 申请 ≤ 受理 ≤ 告知 ≤ 调查、调解 ≤ 协议 ≤ 盖章 ≤ 履行 ≤ 回访 ≤ 结案 ≤ 立卷.
    """

    rank: int
    on: str
    what: str


def acts_of(state: CaseState, filed_on: str = "") -> tuple[Dated, ...]:
    """Everything in the case that has a legal day, in the order it must have happened."""
    found = [Dated(0, state.reg.received_at[:10], "申请")]
    found += [Dated(1, p.on, "受理登记表") for p in state.documents if p.type in _ACCEPTED and not p.void_reason]
    found += [Dated(2, step.on, "权利义务告知") for step in state.steps if step.step == "notice"]
    found += [Dated(3, step.on, "调查") for step in state.steps if step.step == "investigate"]
    found += [Dated(3, held.started[:10], "调解") for held in state.sessions]
    found += [Dated(4, state.agreement.on, "协议")] if state.agreement is not None else []
    found += list(_seals(state))
    found += [Dated(6, act.on, "履行") for act in state.performed]
    found += [Dated(7, visit.on, "回访") for visit in state.visits]
    found += [Dated(8, state.closed.on, "结案")] if state.closed is not None else []
    found += [Dated(9, filed_on, "立卷")] if filed_on else []
    return tuple(sorted(act for act in found if act.on))


_ACCEPTED = frozenset({"mediation_acceptance", "acceptance_notice"})


def _seals(state: CaseState) -> Iterator[Dated]:
    for paper in state.documents:
        if paper.type == "mediation_agreement" and not paper.void_reason:
            yield from (Dated(5, signed.on, "盖章") for signed in paper.signed if signed.signer == "seal")


def date_warnings(state: CaseState, filed_on: str = "") -> tuple[str, ...]:
    """What an inspector would ask about: days in the wrong order, and a file whose papers are all of one day."""
    acts, warnings = acts_of(state, filed_on), []
    for number, act in enumerate(acts):
        before = [other for other in acts[:number] if other.rank < act.rank]
        # mediation may go on for weeks: a later act is held against the first day of an earlier kind of act
        firsts = {other.rank: other for other in reversed(before)}
        late = max((other for other in firsts.values()), key=lambda other: other.on, default=None)
        if late is not None and act.on < late.on:
            warnings.append(f"日期前后不合：{act.what}（{act.on}）早于{late.what}（{late.on}）。")
    return (*dict.fromkeys(warnings), *_one_day(state))


def _one_day(state: CaseState) -> tuple[str, ...]:
    """疑似补卷: several papers, all of one day; what was settled quickly by word is of one day by its nature."""
    papers = [p for p in state.documents if not p.void_reason and not p.type.startswith("dossier_")]
    days = {p.on for p in papers}
    if state.reg.quick or len(papers) < _PAPERS or len(days) > 1:
        return ()
    day = next(iter(days))
    others = {act.on for act in acts_of(state)} - days
    why = "而事情不是这一天办完的" if others else "请核对是不是都在当天办完"
    return (f"疑似补卷：{len(papers)}份文书写的都是{day}，{why}。",)
