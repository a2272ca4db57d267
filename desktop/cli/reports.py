"""Commands of figures: report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.bootstrap.station import Desk
from desktop.cli.common import Told, open_desk, options
from desktop.domain.errors import RuleViolation
from desktop.services.seams import write_whole

MONTH = "month"


def add(commands: Any) -> None:
    """Register the commands of this module."""
    report = commands.add_parser("report", help="the station's own month, or a list paper of a period")
    options(report)
    report.add_argument("kind", help="month, or the key of a list paper (document-types)")
    report.add_argument(
        "--period", required=True, help="2026-10; list papers also 2026, 2026-Q4, 2026-10-01..2026-10-31"
    )
    report.add_argument("--cut-off", type=int, default=-1, help="last day of a reported month, 0 for its end")
    report.add_argument("--station", default="", help="at a county: the month of one station only")
    report.add_argument("--out", required=True, help="a .pdf, .xlsx or .json file")
    report.set_defaults(run=_report)


def _report(arguments: argparse.Namespace) -> Told:
    out = Path(arguments.out)
    with open_desk(arguments) as desk:
        data = _month(desk, arguments, out) if arguments.kind == MONTH else _list(desk, arguments, out)
        with_path = {"path": str(out)}
        told = data if isinstance(data, dict) else {}
    return Told((f"已写出：{out}",), {**told, **with_path})


def _month(desk: Desk, arguments: argparse.Namespace, out: Path) -> dict[str, Any]:
    from desktop.usecases.report_month import ReportMonth, note_report, report_month
    from exports.reports.month import month_pdf, month_xlsx

    now = desk.doors.clock.now()
    ask = ReportMonth(arguments.period, arguments.cut_off, arguments.station)
    report = report_month(ask, desk.queries, desk.viewer, now.date().isoformat())
    if out.suffix == ".pdf":
        data = month_pdf(report, desk.papers.fonts, now)
    elif out.suffix == ".xlsx":
        data = month_xlsx(report, now)
    elif out.suffix == ".json":
        data = msgspec.json.format(msgspec.json.encode(report))
    else:
        raise _unknown(out.suffix)
    with desk.uow(desk.viewer) as uow:
        note_report(report, uow)
        write_whole(desk.doors.fs, out, data)
        uow.commit()
    return {"report": msgspec.to_builtins(report)}


def _list(desk: Desk, arguments: argparse.Namespace, out: Path) -> dict[str, Any]:
    from desktop.usecases.export_table import parse_period
    from desktop.usecases.make_list import MakeList, make_list

    known = {info.key for info in desk.papers.types() if info.about == "list" and info.offered}
    if arguments.kind not in known or out.suffix != ".pdf":
        raise _unknown(arguments.kind)
    period = parse_period(arguments.period)
    with desk.uow(desk.viewer) as uow:
        made = make_list(MakeList(arguments.kind, period.first, period.last), uow, desk.papers)
        write_whole(desk.doors.fs, out, made.pdf)
        uow.commit()
    return {"title": made.title}


def _unknown(what: str) -> RuleViolation:
    way = "统计表用 month，登记簿等用文书的键；月报可写成 .pdf、.xlsx、.json，其他的写成 .pdf。"
    return RuleViolation("R-452", f"没有这样的报表或文件：{what}。", field="kind", way_out=way)
