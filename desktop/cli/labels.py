"""Commands of sheets: labels, print-batch."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.cases import find_case
from desktop.cli.common import Told, open_desk, options
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, write_whole
from desktop.usecases.month_files import closed_in_month


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
    from desktop.usecases.print_labels import box_label, box_of, file_labels, paper_marks
    from exports.documents.labels import file_sheet, mark_sheet

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        fonts, now = desk.papers.fonts, uow.now()
        if arguments.month:
            ids = list(closed_in_month(arguments.month, desk.queries, desk.viewer))
        else:
            ids = [find_case(desk, number) for number in arguments.case]
        if arguments.codes:
            marks = [mark for case_id in ids for mark in paper_marks(case_id, uow, desk.papers)]
            pdf, count = mark_sheet(marks, "文书二维码", fonts, now), len(marks)
        else:
            labels = file_labels(ids, uow, desk.papers)
            kinds = {uow.case(case_id).reg.kind for case_id in ids}
            box = box_label(labels, box_of(kinds)) if len(labels) > 1 else None
            pdf, count = file_sheet(labels, box, fonts, now), len(labels)
        write_whole(desk.doors.fs, Path(arguments.out), pdf)
        uow.commit()
    return Told((f"已写出{count}个：{arguments.out}",), {"path": arguments.out, "count": count})


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
