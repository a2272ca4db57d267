"""The command line: parses, calls the same use cases as the window, prints. Exit 0 done, 1 rule or situation, 2 usage.

`--json` prints one JSON document on stdout and nothing else; messages and progress go to stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from desktop.cli.common import Told, say
from desktop.domain.errors import AppError, Cancelled


def parser() -> argparse.ArgumentParser:
    """All subcommands; each module of this package adds its own."""
    from desktop.cli import (
        cases,
        county,
        dossiers,
        labels,
        methods,
        papers,
        pure,
        reports,
        safety,
        seals,
        station,
        tables,
    )

    top = argparse.ArgumentParser(prog="python -m desktop", description="枫桥调解台")
    top.add_argument("--data", help="data folder")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for module in (station, cases, papers, dossiers, labels, reports, seals, safety, tables, methods, county, pure):
        module.add(commands)
    return top


def main(argv: Sequence[str]) -> int:
    """Run one command; the exit code."""
    arguments = parser().parse_args(list(argv))
    if arguments.command is None:
        from desktop.bootstrap.window import run_window
        from desktop.cli.common import data_folder

        return run_window(data_folder(arguments))
    try:
        result: Told | None = arguments.run(arguments)
    except AppError as error:
        print(error.told(), file=sys.stderr)
        return 1
    except Cancelled:
        return 1
    if result is not None:
        say(arguments, result)
    return 0
