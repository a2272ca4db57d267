"""Commands of cases: case new, show, list, act."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, open_desk, options
from desktop.domain.errors import RuleViolation
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, read_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    case = commands.add_parser("case", help="register, show, list, act").add_subparsers(dest="what", required=True)
    new = case.add_parser("new", help="register a case from a JSON file")
    options(new)
    new.add_argument("--file", required=True)
    new.set_defaults(run=_case_new)
    show = case.add_parser("show", help="what is next, until when, why, on what legal basis")
    options(show)
    show.add_argument("number")
    show.set_defaults(run=_case_show)
    listing = case.add_parser("list", help="cases that fit")
    options(listing)
    listing.add_argument("--filter", action="append", default=[], metavar="FIELD=VALUE")
    listing.set_defaults(run=_case_list)
    act = case.add_parser("act", help="do a step of the procedure")
    options(act)
    act.add_argument("number")
    act.add_argument("step")
    act.add_argument("--file", required=True, help='JSON: {"on": "2026-11-20", "facts": {...}}')
    act.set_defaults(run=_case_act)
    limit = case.add_parser("limit", help="make a time limit longer, or let it stand still from --start (to --end)")
    options(limit)
    limit.add_argument("number")
    limit.add_argument("limit")
    limit.add_argument("--until", default="", help="longer, until this day")
    limit.add_argument("--start", default="", help="stands still from this day")
    limit.add_argument("--end", default="", help="goes on after this day")
    limit.add_argument("--reason", required=True)
    limit.add_argument("--approver", required=True)
    limit.set_defaults(run=_case_limit)


def _case_new(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.register_case import RegisterCase, register_case

    try:
        cmd = msgspec.json.decode(read_whole(SystemFs(), Path(arguments.file)), type=RegisterCase)
    except msgspec.DecodeError as error:
        raise RuleViolation(
            "R-208", f"登记文件读不懂：{error}", field="file", way_out="请核对字段名和写法。"
        ) from error
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        result = register_case(cmd, uow)
        uow.commit()
        return Told((f"已登记：{result.number} {result.case_id}",), msgspec.to_builtins(result))


def find_case(desk: Any, number: str) -> str:
    case_id: str = desk.queries.case_by_number(desk.viewer, number)
    if not case_id:
        raise RuleViolation("R-301", "找不到这件事。", field="case", way_out="请用 case list 查看编号。")
    return case_id


def _case_show(arguments: argparse.Namespace) -> Told:
    from desktop.cli.case_words import case_lines

    with open_desk(arguments) as desk:
        case_id = find_case(desk, arguments.number)
        view = desk.queries.case_view(desk.viewer, case_id)
        procedure, standing = desk.queries.case_plan(desk.viewer, case_id)
        lines = case_lines(view, procedure, standing)
        data = {
            "id": case_id,
            "number": view.state.reg.number,
            "title": view.title,
            "standing": msgspec.to_builtins(standing),
            "state": msgspec.to_builtins(view.state),
        }
        return Told(lines, data)


def _case_list(arguments: argparse.Namespace) -> Told:
    try:
        given: dict[str, Any] = dict(part.split("=", 1) for part in arguments.filter)
        if "kind" in given:
            given["kinds"] = given.pop("kind").split(",")
        which = msgspec.convert(given, CaseFilter)
    except (ValueError, msgspec.ValidationError) as error:
        raise RuleViolation(
            "R-209", "筛选条件写得不对。", field="filter", way_out="例如 --filter state=open。"
        ) from error
    with open_desk(arguments) as desk:
        rows = desk.queries.case_rows(desk.viewer, desk.queries.case_ids(desk.viewer, which))
        lines = tuple(f"{r.number}  {r.received}  {r.title}  {r.next_title} {r.due}".rstrip() for r in rows)
        return Told(lines, [msgspec.to_builtins(r) for r in rows])


def _case_act(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.follow_up import DoStep, do_step

    given = msgspec.json.decode(read_whole(SystemFs(), Path(arguments.file)))
    with open_desk(arguments) as desk:
        case_id = find_case(desk, arguments.number)
        with desk.uow(desk.viewer) as uow:
            warnings = do_step(DoStep(case_id, arguments.step, given["on"], given.get("facts", {})), uow)
            uow.commit()
        return Told(("已记录。", *warnings), {"warnings": list(warnings)})


def _case_limit(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.follow_up import ExtendLimit, PauseLimit, extend_limit, pause_limit

    reason, approver = arguments.reason, arguments.approver
    with open_desk(arguments) as desk:
        case_id = find_case(desk, arguments.number)
        with desk.uow(desk.viewer) as uow:
            if arguments.start:
                pause_limit(PauseLimit(case_id, arguments.limit, arguments.start, arguments.end, reason, approver), uow)
            else:
                extend_limit(ExtendLimit(case_id, arguments.limit, arguments.until, reason, approver), uow)
            uow.commit()
    return Told(("已记录，原因和批准人留在经过里。",), {"limit": arguments.limit})
