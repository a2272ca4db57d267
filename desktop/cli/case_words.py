"""How a case stands, in plain words for `case show`: what is next, by whom, until when, why, on what legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.case_view import CaseView
from desktop.domain.engine import CaseStatus
from desktop.domain.engine_limits import DueLimit
from desktop.domain.money import digits
from desktop.domain.procedure import Procedure
from desktop.reference import load_keys
from desktop.reference.wording import role_title


def case_lines(view: CaseView, procedure: Procedure, now: CaseStatus) -> tuple[str, ...]:
    """All lines, the name of the case first."""
    place = f"（{procedure.place}）" if procedure.place else ""
    return (
        f"{view.state.reg.number}  {view.title}",
        f"办理规程：{procedure.title}{place}",
        *(_ended(view, procedure) if now.closed else _next(now, procedure)),
        *(_limit(limit) for limit in now.limits),
        *_owed(view),
        *_papers(now),
        *(f"提醒：{warning.text}" for warning in now.warnings),
        *(f"上报：{raised.text}（{role_title(raised.role)}）" for raised in now.raised),
    )


def _ended(view: CaseView, procedure: Procedure) -> Iterator[str]:
    closed = view.state.closed
    if closed is not None:
        yield f"已结案：{closed.on} {_ending(procedure, closed.outcome)}。没有要办的了。"


def _ending(procedure: Procedure, outcome: str) -> str:
    return next((s.title for s in procedure.steps if s.end == outcome), outcome)


def _next(now: CaseStatus, procedure: Procedure) -> Iterator[str]:
    step = now.next
    if step is None:
        ends = "、".join(_ending(procedure, outcome) for outcome in now.ends)
        yield f"下一步：{ends}" if now.may_close else "下一步：没有等着办的步骤。"
        yield from (f"还不能结案：{reason.text}" for reason in now.blocks_closing)
        return
    yield f"下一步：{step.title}"
    if step.due:
        limit = next((x for x in now.limits if x.key == step.limit and x.days_left is not None), None)
        yield f"最迟：{step.due}（{_left(limit) if limit else ''}）"
    if step.why:
        yield f"为什么：{step.why}"
    if step.basis:
        yield f"依据：{step.basis}"
    if step.roles:
        yield f"谁来办：{'、'.join(role_title(role) for role in step.roles)}"
    more = [task.title for task in now.current[1:]]
    if more:
        yield f"同时等着办：{'、'.join(more)}"


def _left(limit: DueLimit) -> str:
    days = limit.days_left or 0
    if limit.shape == "overdue":
        return f"已超过{-days}天"
    return "就是今天" if days == 0 else f"还有{days}天" if days > 0 else f"最后一个工作日已过，{limit.raw}止"


def _limit(limit: DueLimit) -> str:
    day = limit.rolled if limit.who == "right" else limit.raw
    work = f"，最迟工作日{limit.work_by}" if limit.who == "duty" and limit.work_by != limit.raw else ""
    doubt = "，时长未核实" if limit.doubtful else ""
    provisional = "，节假日安排未公布，按周末推算" if limit.provisional else ""
    whose = "当事人的期限" if limit.who == "right" else "期限"
    at = f" {limit.at[11:16]}" if limit.at else ""
    return (
        f"{whose}：{limit.title} {day}{at}止{work}（{_left(limit)}；自{limit.start[:10]}起算；{limit.basis}{doubt}"
        f"{provisional}）"
    )


def _owed(view: CaseView) -> Iterator[str]:
    open_parts = {part.id for _duty, part in view.state.open_parts()}
    for duty in view.duties:
        for part in duty.duty.parts:
            if part.id in open_parts:
                what = f"{digits(part.amount)}元" if part.amount else duty.duty.text
                yield f"待履行：{duty.debtor}向{duty.creditor} {what}，{part.due}前"


def _papers(now: CaseStatus) -> Iterator[str]:
    titles = {key.key: key.title for key in load_keys("forms")}
    names = [f"{titles.get(p.type, p.type)}{'（要送达）' if p.serve else ''}" for p in now.documents_due]
    if names:
        yield f"还差的文书：{'、'.join(names)}"
