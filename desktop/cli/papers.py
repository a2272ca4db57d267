"""Commands of papers: render."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.cases import find_case
from desktop.cli.common import Told, open_desk, options
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, write_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    render = commands.add_parser("render", help="write the stored papers of a case, or of all cases, as PDF files")
    options(render)
    which = render.add_mutually_exclusive_group(required=True)
    which.add_argument("--case")
    which.add_argument("--all", action="store_true")
    render.add_argument("--type", default="", help="make a paper of this type first where its facts are complete")
    render.add_argument("--out", required=True)
    render.set_defaults(run=_render)


def _render(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.make_paper import PreparePaper, prepare_paper, reprint

    out = Path(arguments.out)
    SystemFs().mkdir(out)
    written: list[str] = []
    with open_desk(arguments) as desk:
        everything = desk.queries.case_ids(desk.viewer, CaseFilter())
        for case_id in [find_case(desk, arguments.case)] if arguments.case else everything:
            with desk.uow(desk.viewer) as uow:
                if arguments.type:
                    prepare_paper(PreparePaper(case_id, arguments.type), uow, desk.papers)
                for paper in uow.case(case_id).documents:
                    path = out / f"{paper.type}-{paper.id[:8]}.pdf"
                    write_whole(SystemFs(), path, reprint(case_id, paper.id, uow))
                    written.append(str(path))
                uow.commit()
    return Told(tuple(f"已写出：{p}" for p in written), {"paths": written})
