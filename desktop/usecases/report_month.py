"""The station's own month: figures of a reported period, to be read, printed and handed in."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.station_month import MonthReport, month_days, month_report
from desktop.domain.viewer import Viewer
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Queries, UnitOfWork


class ReportMonth(Struct, frozen=True):
    """Question. `month` as 2026-10; `cut_off`: last day of the reported month, -1 for the station's own setting."""

    month: str
    cut_off: int = -1


def report_month(ask: ReportMonth, queries: Queries, viewer: Viewer, today: str) -> MonthReport:
    """The figures. Raises RuleViolation R-203 no right, R-451 no month."""
    committee = queries.committee(viewer)
    cut_off = committee.cut_off if ask.cut_off < 0 else ask.cut_off
    since, until = month_days(ask.month, cut_off)
    acts = queries.month_acts(viewer, since, until)
    return month_report(acts, committee.organ or committee.name, ask.month, cut_off=cut_off, made_on=today)


def note_report(report: MonthReport, uow: UnitOfWork) -> None:
    """Put down in the journal that a report left the program; the caller commits. Raises R-203, S-541."""
    demand_right(uow.viewer, "table.export")
    uow.printed_at()
    uow.journal("report.made", f"{report.since}—{report.until}")
