"""Commands of sheets: labels, print-batch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.bootstrap.station import Desk
from desktop.cli.cases import find_case
from desktop.cli.common import Told, open_desk, options
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, write_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    labels = commands.add_parser("labels", help="A4 sheets of labels for files and their box, or of papers' codes")
    options(labels)
    which = labels.add_mutually_exclusive_group(required=True)
    which.add_argument("--case", action="append", default=[])
    which.add_argument("--month", default="", help="all cases closed in a month, e.g. 2026-10")
    labels.add_argument("--codes", action="store_true", help="the codes of the papers of one case instead")
    labels.add_argument("--out", required=True)
    labels.set_defaults(run=_labels)
    batch = commands.add_parser("print-batch", help="many papers with all their copies as one PDF for the printer")
    options(batch)
    chosen = batch.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--case", action="append", default=[])
    chosen.add_argument("--all", action="store_true")
    batch.add_argument("--stage", choices=("prepared", "issued", "signed", "served", ""), default="")
    batch.add_argument("--one-sided", action="store_true")
    batch.add_argument("--out", required=True)
    batch.set_defaults(run=_batch)


def _labels(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.print_labels import box_label, file_labels, paper_marks
    from exports.documents.labels import file_sheet, mark_sheet

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        fonts, now = desk.papers.fonts, uow.now()
        if arguments.month:
            ids = closed_in_month(desk, uow, arguments.month)
        else:
            ids = [find_case(desk, number) for number in arguments.case]
        if arguments.codes:
            marks = [mark for case_id in ids for mark in paper_marks(case_id, uow, desk.papers)]
            pdf, count = mark_sheet(marks, "文书二维码", fonts, now), len(marks)
        else:
            labels = file_labels(ids, uow, desk.papers)
            petitions = all(uow.case(case_id).reg.kind == "petition" for case_id in ids)
            box = box_label(labels, "信访卷宗" if petitions else "调解卷宗") if len(labels) > 1 else None
            pdf, count = file_sheet(labels, box, fonts, now), len(labels)
        write_whole(desk.doors.fs, Path(arguments.out), pdf)
        uow.commit()
    return Told((f"已写出{count}个：{arguments.out}",), {"path": arguments.out, "count": count})


def closed_in_month(desk: Desk, uow: Any, month: str) -> list[str]:
    """Ids of the cases closed in a month, by their numbers' order of registration."""
    ids = reversed(desk.queries.case_ids(desk.viewer, CaseFilter(state="closed")))
    states = [uow.case(case_id) for case_id in ids]
    return [state.id for state in states if state.closed is not None and state.closed.on.startswith(month)]


def _batch(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.print_batch import gather_batch

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        ids = [find_case(desk, number) for number in arguments.case]
        if arguments.all:
            ids = list(desk.queries.case_ids(desk.viewer, CaseFilter()))
        prints = gather_batch(ids, arguments.stage, uow, desk.papers)
        binder = desk.papers.binder()
        pdf = binder.bind(prints, "批量打印", uow.committee().name, uow.now(), two_sided=not arguments.one_sided)
        write_whole(SystemFs(), Path(arguments.out), pdf)
        uow.commit()
    return Told((f"已写出{len(prints)}份：{arguments.out}",), {"path": arguments.out, "prints": len(prints)})
