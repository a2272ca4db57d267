"""Commands of files (卷宗): dossier."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.bootstrap.station import Desk
from desktop.cli.cases import find_case
from desktop.cli.common import Told, open_desk, options
from desktop.domain.dossier import Volume
from desktop.domain.errors import RuleViolation
from desktop.services.seams import SystemFs, write_whole
from desktop.usecases.bind_dossier import BindDossier, Dossier, DossierCheck, bind_volume, check_dossier, gather_dossier
from desktop.usecases.month_files import closed_in_month


def add(commands: Any) -> None:
    """Register the commands of this module."""
    dossier = commands.add_parser("dossier", help="bind the file of a case, or of all cases closed in a month")
    options(dossier)
    which = dossier.add_mutually_exclusive_group(required=True)
    which.add_argument("--case")
    which.add_argument("--month", help="all cases closed in a month, e.g. 2026-10; --out is a folder then")
    dossier.add_argument("--out", default="", help="the PDF; a 副卷 is written beside it")
    dossier.add_argument("--check", action="store_true", help="say what is missing and write nothing")
    dossier.add_argument("--one-sided", action="store_true", help="for print on one side: no blank backs")
    for name in ("keeper", "checker", "kept-on", "checked-on", "retention", "remark"):
        dossier.add_argument(f"--{name}", default="")
    dossier.set_defaults(run=_dossier)


def _dossier(arguments: argparse.Namespace) -> Told:
    if not arguments.check and not arguments.out:
        raise RuleViolation("R-523", "没有说写到哪里。", field="out", way_out="请用 --out 给出文件名或文件夹。")
    with open_desk(arguments) as desk:
        if arguments.case:
            targets = {find_case(desk, arguments.case): Path(arguments.out)}
        else:
            targets = _of_month(desk, arguments.month, Path(arguments.out))
        lines, data = list[str](), list[Any]()
        for case_id, path in targets.items():
            check, written = _one(desk, arguments, case_id, path)
            lines += _words(check, written)
            data.append(_data(check, written))
    return Told(tuple(lines), data if arguments.month else data[0])


def _of_month(desk: Desk, month: str, folder: Path) -> dict[str, Path]:
    with desk.uow(desk.viewer) as uow:
        ids = closed_in_month(month, desk.queries, desk.viewer)
        chosen = {case_id: uow.case(case_id).reg.number for case_id in ids}
    if not chosen:
        raise RuleViolation("R-524", f"{month}没有办结的事。", field="month", way_out="月份请写成2026-10。")
    if str(folder) != ".":
        SystemFs().mkdir(folder)
    return {case_id: folder / f"{number or case_id[:8]}.pdf" for case_id, number in chosen.items()}


def _one(
    desk: Desk, arguments: argparse.Namespace, case_id: str, path: Path
) -> tuple[DossierCheck, list[tuple[Path, Dossier]]]:
    """Check one file and write its volumes; in a month's batch one that holds nothing yet is only reported."""
    written: list[tuple[Path, Dossier]] = []
    with desk.uow(desk.viewer) as uow:
        check = check_dossier(case_id, uow, desk.papers, arguments.kept_on)
        volumes = () if arguments.check else check.plan.volumes()
        if not volumes and not arguments.check and arguments.case:
            volumes = ("main",)  # which says why it cannot be bound
        gathered = [gather_dossier(_command(arguments, case_id, volume), uow, desk.papers) for volume in volumes]
        uow.commit()
    for one in gathered:
        made = bind_volume(one, desk.papers, desk.papers.binder(), desk.pictures)
        place = path if one.command.volume == "main" else path.with_stem(f"{path.stem}-{made.volume}")
        write_whole(desk.doors.fs, place, made.pdf)
        written.append((place, made))
    return check, written


def _command(arguments: argparse.Namespace, case_id: str, volume: Volume) -> BindDossier:
    return BindDossier(
        case_id,
        volume,
        keeper=arguments.keeper,
        checker=arguments.checker,
        kept_on=arguments.kept_on,
        checked_on=arguments.checked_on,
        retention=arguments.retention,
        remark=arguments.remark,
        two_sided=not arguments.one_sided,
    )


def _words(check: DossierCheck, written: list[tuple[Path, Dossier]]) -> list[str]:
    lines = [f"{check.number}  {check.title}"]
    lines += [f"还缺：{gap.name}（{'必须' if gap.need == 'must' else '按需'}）{gap.way}" for gap in check.gaps]
    lines += [f"提醒：{warning}" for warning in check.warnings]
    for path, made in written:
        lines += [f"未装入：{line}" for line in made.left_out]
        lines.append(f"已写出{made.volume}：{path}（{made.pages}页）")
    return lines


def _data(check: DossierCheck, written: list[tuple[Path, Dossier]]) -> dict[str, Any]:
    return {
        "number": check.number,
        "title": check.title,
        "gaps": [msgspec.to_builtins(gap) for gap in check.gaps],
        "warnings": list(check.warnings),
        "items": [{"name": item.name, "volume": item.volume} for item in check.plan.items],
        "volumes": [
            {
                "path": str(path),
                "volume": made.volume,
                "pages": made.pages,
                "items": [msgspec.to_builtins(item) for item in made.items],
                "left_out": list(made.left_out),
            }
            for path, made in written
        ],
    }
