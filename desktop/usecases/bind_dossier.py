"""Bind the file of a case (卷宗): look what it lacks, gather its papers and scans, make one archive PDF of a volume.

Gathering needs the store and is quick; binding needs neither store nor clock and may run apart. Issued papers go in as
their stored bytes, signed scans in their place; cover, contents, note and back are made anew every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

import msgspec
from msgspec import Struct, UnsetType

from desktop.domain.case import DocumentState
from desktop.domain.case_events import AttachmentAdded
from desktop.domain.case_view import CaseView
from desktop.domain.dossier import (
    REVIEW_PROCEDURES,
    VOLUMES,
    FileItem,
    FilePlan,
    FileType,
    Gap,
    Volume,
    plan_file,
    retention,
)
from desktop.domain.engine import status
from desktop.domain.errors import AppError, RuleViolation, Situation
from desktop.domain.file_dates import date_warnings
from desktop.domain.progress import Report, silent
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import ComposedPaper, Papers, PictureSource, PlainPicture, UnitOfWork

COVER, CONTENTS, NOTE, BACK = "dossier_cover", "dossier_contents", "dossier_note", "dossier_back"


class BindDossier(Struct, frozen=True):
    """Command. `keeper` 立卷人, `checker` 检查人; `kept_on`, `checked_on` ISO days; `retention` 保管期限 or "".

    `two_sided`: blank backs are put in so that a print on both sides has every paper on a sheet of its own.
    """

    case_id: str
    volume: Volume = "main"
    keeper: str = ""
    checker: str = ""
    kept_on: str = ""
    checked_on: str = ""
    retention: str = ""
    remark: str = ""
    two_sided: bool = True


class DossierCheck(Struct, frozen=True):
    """What the file of a case would hold, what it lacks, and what an inspector would ask about."""

    title: str
    number: str
    plan: FilePlan
    warnings: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return self.plan.gaps


class GatheredItem(Struct, frozen=True):
    """An item with its bytes: the stored print, or the files from outside that stand in its place."""

    item: FileItem
    pdf: bytes = b""
    files: tuple[tuple[AttachmentAdded, bytes], ...] = ()


class Gathered(Struct, frozen=True):
    """Everything a volume is made of, frozen."""

    command: BindDossier
    view: CaseView
    check: DossierCheck
    items: tuple[GatheredItem, ...]
    at: datetime


class BoundItem(Struct, frozen=True):
    """A line of the contents: name, first and last page of the item."""

    name: str
    first: int
    last: int


class Dossier(Struct, frozen=True):
    """A bound volume. `pages`: numbered ones; `left_out`: what could not be put in, in words."""

    title: str
    number: str
    volume: str
    pdf: bytes
    pages: int
    items: tuple[BoundItem, ...]
    left_out: tuple[str, ...]


class Leaf(Struct, frozen=True):
    """A finished part of a volume; `first` is the number of its first page, 0 for what bears none."""

    name: str
    pdf: bytes
    first: int = 0


class Binder(Protocol):
    """Makes the pages of pictures and binds finished parts (exports/documents/dossier)."""

    def page_count(self, pdf: bytes) -> int: ...
    def scans(self, pictures: Sequence[PlainPicture], title: str, at: datetime) -> bytes: ...
    def photographs(self, shots: Sequence[tuple[PlainPicture, str]], title: str, at: datetime) -> bytes:
        """Pictures with their captions."""
        ...

    def bind(self, leaves: Sequence[Leaf], title: str, organ: str, at: datetime, *, two_sided: bool) -> bytes: ...


def check_dossier(case_id: str, uow: UnitOfWork, papers: Papers, kept_on: str = "") -> DossierCheck:
    """What the file of a case would hold and what it lacks. Raises R-203 no right, R-301 no such case."""
    demand_right(uow.viewer, "case.read")
    view = uow.case_view(case_id)
    state = view.state
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    due = status(procedure, state, uow.calendar()).documents_due
    types = {
        info.key: FileType(info.key, info.title, info.group, info.place, bool(info.signers)) for info in papers.types()
    }
    return DossierCheck(view.title, state.reg.number, plan_file(state, types, due), date_warnings(state, kept_on))


def gather_dossier(cmd: BindDossier, uow: UnitOfWork, papers: Papers) -> Gathered:
    """Collect the bytes of one volume and note in the journal that the file was bound.

    Raises:
        RuleViolation: R-521 there is nothing to bind, R-522 a day that is none, R-203, R-301.
        Situation: S-212 a stored file is damaged.
    """
    for field in ("kept_on", "checked_on"):
        _demand_day(getattr(cmd, field), field)
    at = uow.printed_at()
    kept_on = cmd.kept_on or at.date().isoformat()
    check = check_dossier(cmd.case_id, uow, papers, kept_on)
    items = check.plan.of(cmd.volume)
    if not items:
        raise RuleViolation(
            "R-521",
            f"{VOLUMES[cmd.volume]}里还没有可以装订的文书。",
            field="case",
            way_out="待签稿要先记下签名，或者加签好的扫描件。",
        )
    view = uow.case_view(cmd.case_id)
    gathered = tuple(_gathered(item, view, uow, papers) for item in items)
    uow.journal("dossier.bound", cmd.case_id)
    command = msgspec.structs.replace(
        cmd, kept_on=kept_on, keeper=cmd.keeper or uow.viewer.name, retention=cmd.retention or retention(view.state)
    )
    return Gathered(command, view, check, gathered, at)


def _gathered(item: FileItem, view: CaseView, uow: UnitOfWork, papers: Papers) -> GatheredItem:
    """The scans of an item, else its stored print; scans that are not on this computer give way to the print."""
    try:
        files = tuple((a, uow.get_blob(a.content_hash)) for a in item.attachments)
    except Situation as error:
        if error.code != "S-211":
            raise
        files = ()
    paper = view.state.document(item.document)
    if files or paper is None:
        return GatheredItem(item, files=files)
    return GatheredItem(item, pdf=_stored(paper, uow, papers))


def _stored(paper: DocumentState, uow: UnitOfWork, papers: Papers) -> bytes:
    """The issued bytes; of a paper that came from another station only its facts travel: it is drawn from them."""
    try:
        return uow.get_blob(paper.pdf_hash)
    except Situation as error:
        if error.code != "S-211":
            raise
    model = uow.get_blob(paper.facts_hash)
    composed = ComposedPaper(paper.type, paper.type_version, paper.template_hash, model, paper.facts_hash)
    return papers.render(composed, datetime.fromisoformat(f"{paper.on}T00:00:00+08:00"))


def bind_volume(
    gathered: Gathered, papers: Papers, binder: Binder, pictures: PictureSource, report: Report = silent
) -> Dossier:
    """One archive PDF of a gathered volume. Slow: some milliseconds a page, more for scans; stopped between items.

    Raises:
        RuleViolation: R-505 a fact of the cover is missing.
    """
    command, leaves, left_out = gathered.command, list[Leaf](), list[str]()
    number, bound = 1, list[BoundItem]()
    for done, part in enumerate(gathered.items):
        report(done, len(gathered.items), "bind")
        pdf, failed = _leaf_of(part, gathered.at, binder, pictures)
        left_out += failed
        if pdf:
            count = binder.page_count(pdf)
            leaves.append(Leaf(part.item.name, pdf, number))
            bound.append(BoundItem(part.item.name, number, number + count - 1))
            number += count
    left_out += [f"{a.name}（{a.size // 1024 + 1}KB）不能印在纸上，另存。" for a in gathered.check.plan.kept_apart]
    view = _with_facts(gathered, tuple(bound), left_out)
    made = {key: _drawn(key, view, papers, gathered.at) for key in (COVER, CONTENTS, NOTE, BACK)}
    whole = [
        Leaf("封面", made[COVER]), Leaf("卷内目录", made[CONTENTS]), *leaves,
        Leaf("卷宗情况说明（备考表）", made[NOTE]), Leaf("封底", made[BACK]),
    ]  # fmt: skip
    title = f"{gathered.view.title}　{volume_name(command.volume, gathered.view)}"
    pdf = binder.bind(whole, title, gathered.view.committee.name, gathered.at, two_sided=command.two_sided)
    return Dossier(
        gathered.view.title,
        gathered.view.state.reg.number,
        volume_name(command.volume, gathered.view),
        pdf,
        number - 1,
        tuple(bound),
        tuple(left_out),
    )


def volume_name(volume: Volume, view: CaseView) -> str:
    """正卷, 副卷 …; the whole file of a reviewing organ is a 复查卷 or 复核卷 (practice.md P17)."""
    name = REVIEW_PROCEDURES.get(view.state.reg.procedure.key, "")
    return name if name and volume != "inner" else VOLUMES[volume]


def _leaf_of(
    part: GatheredItem, at: datetime, binder: Binder, pictures: PictureSource
) -> tuple[bytes, tuple[str, ...]]:
    """The pages of an item, and what of it could not be read."""
    if part.pdf:
        return part.pdf, ()
    shown: list[tuple[PlainPicture, str]] = []
    failed: list[str] = []
    for attachment, data in part.files:
        try:
            found = pictures.pictures(data, photo=part.item.photos)
            first, last = (1, len(found)) if isinstance(attachment.pages, UnsetType) else attachment.pages
            shown += [(picture, caption(attachment)) for picture in found[first - 1 : last]]
        except AppError:
            failed.append(f"{attachment.name}打不开，没有装入，请核对原件。")
    if not part.files:
        failed.append(f"{part.item.name}的文件不在这台电脑上，没有装入。")
    if not shown:
        return b"", tuple(failed)
    if part.item.photos:
        return binder.photographs(shown, "现场照片", at), tuple(failed)
    return binder.scans([picture for picture, _caption in shown], part.item.name, at), tuple(failed)


def caption(attachment: AttachmentAdded) -> str:
    """What stands under a photograph: day, what it shows and who took it, else its name."""
    taken = attachment.taken_at[:10]
    day = _written(taken) if taken else ""
    words = attachment.note or attachment.name.rsplit(".", 1)[0]
    return "　".join(part for part in (day, words) if part)


def _with_facts(gathered: Gathered, bound: tuple[BoundItem, ...], left_out: Sequence[str]) -> CaseView:
    """The case view in which the templates of cover, contents and note find what the binding knows."""
    command, view = gathered.command, gathered.view
    last = bound[-1].last if bound else 0
    rows: list[dict[str, str | int | bool | None]] = [
        {"name": item.name, "pages": _pages(item, last=place + 1 == len(bound)), "note": ""}
        for place, item in enumerate(bound)
    ]
    remark = "\n".join((f"本卷共{last}页。", *filter(None, (command.remark,)), *left_out))
    told = {
        "items": rows,
        "keeper": command.keeper,
        "kept_on": command.kept_on,
        "checker": command.checker,
        "checked_on": command.checked_on,
        "retention": command.retention,
        "pages": str(last),
        "remark": remark,
        "volume": volume_name(command.volume, view),
    }
    paper = msgspec.structs.replace(view.paper, number=view.state.reg.number, on=command.kept_on)
    return msgspec.structs.replace(view, paper=paper, step_facts={**view.step_facts, "dossier": told})


def _pages(item: BoundItem, *, last: bool) -> str:
    """The contents give the first page of each item, of the last item first and last."""
    return f"{item.first}—{item.last}" if last and item.last > item.first else str(item.first)


def _drawn(key: str, view: CaseView, papers: Papers, at: datetime) -> bytes:
    return papers.render(papers.compose(key, view), at)


def _demand_day(day: str, field: str) -> None:
    try:
        _ = day and date.fromisoformat(day)
    except ValueError as error:
        raise RuleViolation("R-522", f"“{day}”不是一个日期。", field=field, way_out="请写成2026-11-20。") from error


def _written(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"
