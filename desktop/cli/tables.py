"""Commands of tables: import-table takes an existing ledger or a platform's export in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, open_desk, options
from desktop.services.seams import SystemFs, read_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    bring = commands.add_parser("import-table", help="take a ledger (台账) or a platform's export in, row by row")
    options(bring)
    bring.add_argument("file")
    bring.add_argument("--map", required=True, help="name of a shipped map, or a .toml file")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--only-good", action="store_true", help="leave out rows with faults")
    bring.set_defaults(run=_import)


def _import(arguments: argparse.Namespace) -> Told:
    from desktop.reference.table_map import parse_table_map, table_map
    from desktop.usecases.import_table import ImportTable, check_table, import_table

    path = Path(arguments.file)
    given = Path(arguments.map)
    fs = SystemFs()
    mapping = (
        parse_table_map(read_whole(fs, given).decode("utf-8"), given.name)
        if given.suffix == ".toml"
        else table_map(arguments.map)
    )
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        cmd = ImportTable(desk.foreign.table(read_whole(fs, path), path.name), mapping, arguments.only_good)
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
