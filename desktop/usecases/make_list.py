"""Registers, reports and notices of a period: made for the printer, kept as no paper of any case."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Papers, UnitOfWork


class MakeList(Struct, frozen=True):
    """Command: a list paper of a type for the days from `since` to `until`, both included (ISO)."""

    type: str
    since: str
    until: str


class ListMade(Struct, frozen=True):
    """The title of the paper, how many originals it has and its bytes."""

    title: str
    copies: int
    pdf: bytes


def make_list(cmd: MakeList, uow: UnitOfWork, papers: Papers) -> ListMade:
    """Compose and draw the paper; the journal notes type and period, the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-402 facts missing, R-409 no such type, R-431 no period, R-432 one of cases.
    """
    demand_right(uow.viewer, "table.export")
    info = papers.info(cmd.type)
    if info.about != "list":
        raise RuleViolation("R-432", f"《{info.title}》要在案件里出。", field="type", way_out="请打开案件的“文书”页。")
    _check_period(cmd)
    view = uow.list_view(cmd.since, cmd.until)
    missing = papers.missing(cmd.type, view)
    if missing:
        names = "、".join(name for _path, name in missing)
        raise RuleViolation(
            "R-402", f"还缺这些内容：{names}。", field=missing[0][0], way_out="补齐后再打印。", basis=info.title
        )
    pdf = papers.render(papers.compose(cmd.type, view), uow.printed_at())
    uow.journal("list.made", cmd.type, f"{cmd.since}—{cmd.until}")
    return ListMade(info.title, papers.copies(cmd.type, 0), pdf)


def _check_period(cmd: MakeList) -> None:
    try:
        first, last = date.fromisoformat(cmd.since), date.fromisoformat(cmd.until)
    except ValueError:
        first, last = date.max, date.min
    if not first <= last or (last - first).days > 366:
        raise RuleViolation("R-431", "统计期间不对。", field="since", way_out="请填起止日期：止不早于起，最长一年。")
