"""Commands that need no data folder: procedures, document types, reference data, time limits, checks, doctor."""

from __future__ import annotations

import argparse
import platform
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, data_folder, options
from desktop.domain.errors import RuleViolation
from desktop.services.seams import SystemClock, SystemFs, read_whole, write_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    for name, run, words in (
        ("procedures", _procedures, "working methods with versions and sources"),
        ("document-types", _types, "document types with versions and sources"),
        ("reference", _reference, "code lists"),
    ):
        listing = commands.add_parser(name, help=words)
        options(listing, data=False)
        listing.set_defaults(run=run)
    for name, judge in (("check-method", _check_method), ("check-template", _check_template)):
        check = commands.add_parser(name, help="every fault of a file with its line and reason")
        options(check, data=False)
        check.add_argument("file")
        if name == "check-template":
            check.add_argument(
                "--preview", default="", metavar="PDF", help="write the paper filled with invented facts"
            )
        check.set_defaults(run=judge)
    deadline = commands.add_parser("deadline", help="the pure time-limit function")
    options(deadline, data=False)
    deadline.add_argument("--rule", default="")
    deadline.add_argument("--length", type=int, default=0)
    deadline.add_argument("--unit", choices=("days", "workdays", "months", "hours"), default="days")
    deadline.add_argument("--start", required=True)
    deadline.set_defaults(run=_deadline)
    measure = commands.add_parser("bench", help="the project's own measures")
    options(measure, data=False)
    measure.add_argument("--only", default="", help="papers, dossier, window, bundles, county, province, backup, cases")
    measure.add_argument("--scale", type=int, default=0, help="only the lists, with so many cases straight from folds")
    measure.set_defaults(run=_bench)
    helper = commands.add_parser("helper", help="the child process that opens untrusted files (orders come on stdin)")
    helper.set_defaults(run=_helper)
    doctor = commands.add_parser("doctor", help="what is wrong with this computer, and the mend")
    options(doctor, data=False)
    doctor.add_argument("--data", default=argparse.SUPPRESS)
    doctor.set_defaults(run=_doctor)


def _procedures(_arguments: argparse.Namespace) -> Told:
    from desktop.procedures import shipped

    rows = [
        {
            "key": p.key,
            "version": p.version,
            "title": p.title,
            "source": p.source,
            "place": p.place,
            "rows": list(p.rows),
            "hash": p.hash,
            "parameters": [msgspec.to_builtins(x) for x in p.parameters],
        }
        for p in shipped().values()
    ]
    return Told(tuple(f"{r['key']} v{r['version']}  {r['title']}  {r['place']}  {r['source']}" for r in rows), rows)


def _types(_arguments: argparse.Namespace) -> Told:
    from exports.documents.document_type import built_types

    rows = [
        {"key": t.key, "number": t.number, "version": t.version, "title": t.title, "source": t.basis, "hash": t.hash}
        for t in built_types().values()
    ]
    return Told(tuple(f"{r['number']} {r['key']} v{r['version']}  {r['title']}" for r in rows), rows)


def _reference(_arguments: argparse.Namespace) -> Told:
    from desktop.reference import taxonomy, taxonomy_names

    lists = {name: taxonomy(name) for name in taxonomy_names()}
    data = {name: [msgspec.to_builtins(e) for e in found.entries] for name, found in lists.items()}
    return Told(tuple(f"{name}  {found.title}  {len(found.entries)}" for name, found in lists.items()), data)


def _check_method(arguments: argparse.Namespace) -> Told:
    from desktop.domain.procedure_check import check_procedure
    from desktop.procedures import base, known_names

    faults = check_procedure(read_whole(SystemFs(), Path(arguments.file)).decode("utf-8"), known_names(), base)
    return _faults(arguments.file, [(f.line, f.message) for f in faults])


def _check_template(arguments: argparse.Namespace) -> Told:
    from exports.documents.check import check_template

    text = read_whole(SystemFs(), Path(arguments.file)).decode("utf-8")
    told = _faults(arguments.file, [(f.line, f.message) for f in check_template(text)])
    if not arguments.preview:
        return told
    _preview(text, Path(arguments.preview))
    return Told((*told.lines, f"已写出：{arguments.preview}"), {**told.data, "preview": arguments.preview})


def _preview(text: str, out: Path) -> None:
    """The paper of a template with invented facts; filled in the helper, so that one without an end is stopped."""
    from desktop.bench.sample import sample_view
    from desktop.bootstrap.papers import PdfPapers
    from desktop.services.helper import Helper

    helper = Helper()
    try:
        model = helper.compose(text, sample_view(0))
    finally:
        helper.close()
    write_whole(SystemFs(), out, PdfPapers().draw(model, SystemClock().now()))


def _faults(name: str, faults: list[tuple[int, str]]) -> Told:
    if faults:
        listed = "；".join(f"第{line}行：{message}" for line, message in faults)
        raise RuleViolation("R-210", f"{name} 有{len(faults)}处错误：{listed}", field="file", way_out="改正后再检查。")
    return Told((f"{name}：没有错误。",), {"file": name, "faults": []})


def _deadline(arguments: argparse.Namespace) -> Told:
    from desktop.domain.limit_rules import plain_rule
    from desktop.domain.time_limits import compute, deadline_report
    from desktop.reference import load_calendar, load_limits

    rules = load_limits()
    if arguments.rule and arguments.rule not in rules:
        raise RuleViolation("R-211", f"没有“{arguments.rule}”这条期限。", field="rule", way_out="例如 T5。")
    rule = rules[arguments.rule] if arguments.rule else plain_rule(arguments.length, arguments.unit)
    calendar = load_calendar()
    try:
        start = date.fromisoformat(arguments.start)
    except ValueError as error:
        raise RuleViolation("R-212", "起算日不是一个日期。", field="start", way_out="例如 2026-08-04。") from error
    report = deadline_report(compute(rule, start, calendar=calendar), calendar)
    return Told(tuple(f"{key}: {value}" for key, value in report.items()), report)


def _doctor(arguments: argparse.Namespace) -> Told:
    from db.engine import sqlite_version
    from db.server import is_open_on_the_way
    from desktop.bootstrap.database import server_of
    from exports.documents.typeset.fontset import default_cache_folder, manifest

    folder = data_folder(arguments)
    place = next(p for p in (folder, *folder.parents) if p.exists())
    free = SystemFs().free_space(place)
    rows = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite_version(),
        "fonts": len(manifest()),
        "font_cache": str(default_cache_folder()),
        "data": str(folder),
        "keys": (folder / "keys.json").exists(),
        "free_megabytes": free >> 20,
        "executable": sys.executable,
    }
    lines = [f"{key}: {value}" for key, value in rows.items()]
    if free < 500 << 20:
        lines.append("磁盘剩余空间不足500兆：请清理磁盘，或把备份移到优盘。")
    server = server_of(folder, SystemFs())
    if server and is_open_on_the_way(server):
        lines.append("数据库在另一台机器上，地址里没有要求加密：请在 database.json 的地址后加 ?sslmode=verify-full。")
    return Told(tuple(lines), rows)


def _helper(_arguments: argparse.Namespace) -> None:
    from desktop.helper.child import main

    main()


def _bench(arguments: argparse.Namespace) -> Told:
    from desktop.bench.run import bench

    found = bench(lambda line: print(line, file=sys.stderr), arguments.only, arguments.scale)
    lines = tuple(
        f"{'✓' if f.met else '✗'} {f.key:18} {f.value:10.3f} {f.unit:3} "
        f"{'≤ ' + str(f.goal) if f.goal else '':8} {f.what}（{f.note}）"
        for f in found
    )
    return Told(lines, [{**msgspec.to_builtins(f), "met": f.met} for f in found])
