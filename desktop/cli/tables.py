"""Commands of tables: ledgers and exports in, a platform's own table out, its answers back, one-step undo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, open_desk, options
from desktop.reference.table_map import TableMap
from desktop.services.seams import SystemFs, read_whole, write_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    bring = _command(commands, "import-table", "take a ledger (台账) or a platform's export in, row by row", _import)
    bring.add_argument("file")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--only-good", action="store_true", help="leave out rows with faults")
    out = _command(commands, "export-table", "write a platform's own table from the cases of a period", _export)
    out.add_argument("--period", required=True, help="2026-10, 2026-Q4, 2026, 2026-10-21..2026-11-20")
    out.add_argument("--out", required=True, help="an .xlsx or .csv file")
    out.add_argument("--all", action="store_true", help="rows that were reported before, too")
    out.add_argument("--without-personal", action="store_true", help="leave id numbers, telephones, addresses empty")
    answers = _command(commands, "take-answers", "take the platform's numbers and what it sent back", _answers)
    answers.add_argument("file")
    rows = _command(commands, "table-rows", "how far each case of a period is: 未报, 已报, 退回", _rows)
    rows.add_argument("--period", required=True)
    undo = commands.add_parser("undo-table", help="take an import back in one step; without a batch: list them")
    options(undo)
    undo.add_argument("batch", nargs="?", default="")
    undo.set_defaults(run=_undo)


def _command(commands: Any, name: str, words: str, run: Any) -> Any:
    made = commands.add_parser(name, help=words)
    options(made)
    made.add_argument("--map", required=True, help="name of a shipped map, or a .toml file")
    made.set_defaults(run=run)
    return made


def _map(arguments: argparse.Namespace) -> TableMap:
    from desktop.reference.table_map_file import parse_table_map, table_map

    given = Path(arguments.map)
    if given.suffix == ".toml":
        return parse_table_map(read_whole(SystemFs(), given).decode("utf-8"), given.name)
    return table_map(arguments.map)


def _import(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.import_table import ImportTable, check_table, import_table

    path = Path(arguments.file)
    mapping = _map(arguments)
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        table = desk.foreign.table(read_whole(SystemFs(), path), path.name)
        cmd = ImportTable(table, mapping, arguments.only_good)
        if arguments.dry_run:
            report, batch = check_table(cmd, uow), ""
        else:
            done = import_table(cmd, uow)
            report, batch = done.report, done.batch
            uow.commit()
    counted: dict[str, int] = {}
    for row in report.rows:
        counted[row.verdict] = counted.get(row.verdict, 0) + 1
    lines = [f"{verdict}：{count}行" for verdict, count in counted.items()]
    lines += [f"第{f.row}行 {f.title}：{f.message}（{f.code}）" for f in report.faults[:50]]
    if batch:
        lines.append(f"批次：{batch}")
    return Told(
        tuple(lines), {"batch": batch, "rows": counted, "faults": [msgspec.to_builtins(f) for f in report.faults]}
    )


def _export(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.export_table import ExportTable, export_table, parse_period
    from exports.tables.write_sheet import sheet_bytes

    out = Path(arguments.out)
    cmd = ExportTable(
        _map(arguments),
        parse_period(arguments.period),
        "all" if arguments.all else "waiting",
        arguments.without_personal,
    )
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        made = export_table(cmd, uow)
        write_whole(SystemFs(), out, sheet_bytes(made.sheet, out.name, uow.now()))
        uow.commit()  # rows count as reported once the file is there
    lines = [f"已写出：{out}（{len(made.cases)}行）"]
    if made.left_out:
        lines.append(f"以前报过、这次没有写的：{made.left_out}件（要重写请加 --all）")
    if made.personal:
        lines.append(f"表里有个人信息，请按规定保管：{'、'.join(made.personal)}")
    data = {"path": str(out), "rows": len(made.cases), "left_out": made.left_out, "personal": list(made.personal)}
    return Told(tuple(lines), data)


def _answers(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.table_memory import MARK_WORDS
    from desktop.usecases.take_answers import TakeAnswers, take_answers

    path = Path(arguments.file)
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        table = desk.foreign.table(read_whole(SystemFs(), path), path.name)
        done = take_answers(TakeAnswers(table, _map(arguments)), uow)
        uow.commit()
    lines = [f"平台编号新收到{done.numbered}个"]
    lines += [
        f"第{a.row}行 {a.fault or f'{MARK_WORDS[a.state]} {a.platform_number} {a.reason}'.rstrip()}"
        for a in done.answers
        if a.fault or a.state == "returned"
    ]
    return Told(tuple(lines), {"numbered": done.numbered, "answers": [msgspec.to_builtins(a) for a in done.answers]})


def _rows(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.export_table import parse_period, row_marks
    from desktop.usecases.table_memory import MARK_WORDS

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        rows = row_marks(_map(arguments), parse_period(arguments.period), uow)
    lines = (f"{MARK_WORDS[m.state]}  {number}  {m.platform_number}  {m.reason}".rstrip() for number, m in rows)
    return Told(tuple(lines), [{"number": number, **msgspec.to_builtins(m)} for number, m in rows])


def _undo(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.undo_batch import UndoBatch, batches, undo_batch

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        if not arguments.batch:
            known = batches(uow)
            return Told(tuple(f"{b.id}  {b.cases}件  {b.at}" for b in known), [msgspec.to_builtins(b) for b in known])
        done = undo_batch(UndoBatch(arguments.batch), uow)
        uow.commit()
    lines = [f"已撤销{len(done.withdrawn)}件"]
    lines += [f"没有撤销：{kept.number} {kept.reason}" for kept in done.kept]
    return Told(tuple(lines), {"withdrawn": list(done.withdrawn), "kept": [msgspec.to_builtins(k) for k in done.kept]})
