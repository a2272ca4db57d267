"""The station's own month: figures of a reported period, to be read, printed and handed in.

What was handed in is remembered, so that a month whose figures late work has changed says so, on the screen and on its
paper (重报), and never changes silently.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.domain.month_revision import decode_reports, encode_reports, period_key, revision, with_report
from desktop.domain.station_month import MonthReport, month_days, month_report
from desktop.domain.viewer import Viewer
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Queries, UnitOfWork


class ReportMonth(Struct, frozen=True):
    """Question. `month` as 2026-10; `cut_off`: last day of the reported month, -1 for the station's own setting.

    `station`: at a county, the figures of one station only.
    """

    month: str
    cut_off: int = -1
    station: str = ""


def report_month(ask: ReportMonth, queries: Queries, viewer: Viewer, today: str) -> MonthReport:
    """The figures, and how they stand to what was reported of them. Raises R-203 no right, R-451 no month."""
    committee = queries.committee(viewer)
    cut_off = committee.cut_off if ask.cut_off < 0 else ask.cut_off
    since, until = month_days(ask.month, cut_off)
    acts = queries.month_acts(viewer, since, until, ask.station)
    organ = committee.organ or committee.name
    named = f"{organ}（{ask.station}）" if ask.station else organ
    made = month_report(acts, named, ask.month, cut_off=cut_off, made_on=today)
    known = queries.reported(viewer, period_key(since, until, ask.station))
    return msgspec.structs.replace(made, station=ask.station, revision=revision(known, made))


def note_report(report: MonthReport, uow: UnitOfWork) -> None:
    """Remember what is reported, and put down in the journal that it left the program; the caller commits.

    A look into a month that is not over is no report of it. Raises R-203, S-541.
    """
    demand_right(uow.viewer, "table.export")
    uow.printed_at()
    name = period_key(report.since, report.until, report.station)
    known = decode_reports(uow.local(name))
    uow.keep_local(name, encode_reports(with_report(known, report)))
    act = "report.revised" if report.revision.changed else "report.made"
    uow.journal(act, f"{report.since}—{report.until}", report.station)
