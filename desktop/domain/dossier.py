"""What belongs into the file of a case (卷宗), in which order and which volume, and what is still missing; pure.

Order and must/as-needed set: mediation files by 司发通〔2010〕239号, petition files in the order of their handling.
A paper that is signed in a scan stands in the file as that scan; a print for signing (待签) does not stand in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from desktop.domain.case import CaseState, DocumentState
from desktop.domain.case_events import AttachmentAdded

if TYPE_CHECKING:
    from desktop.domain.engine import PaperDue

Volume = Literal["main", "inner", "review"]
FileNeed = Literal["must", "due", "may"]
VOLUMES: Final[dict[Volume, str]] = {"main": "正卷", "inner": "副卷", "review": "复查（复核）卷"}
REVIEW_PROCEDURES: Final = {"petition_review": "复查卷", "petition_second_review": "复核卷"}
READABLE: Final = ("image/jpeg", "image/png", "image/tiff", "application/pdf")

_COVERS: Final = "dossier_"  # cover, contents, note and back are made by the binding, not bound
_IDENTITY: Final = ("身份证", "身份证明", "户口", "营业执照", "居住证", "护照")
_PLACES: Final = {  # order of what is no paper of ours: (mediation, petition)
    "identity": (25, 206),
    "material": (61, 207),
    "photos": (62, 265),
}


class FilePlace(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Place of a type of paper in the file (卷内顺序), whether the file is complete without it, and its volume.

    `volume`: "inner" for papers that parties are not shown (拟办、审批、法审、会商), which are kept in a 副卷.
    """

    order: int
    need: FileNeed
    volume: Volume = "main"


class FileType(Struct, frozen=True):
    """What the file needs to know of a type of paper."""

    key: str
    title: str
    group: str
    place: FilePlace
    signed: bool


class FileItem(Struct, frozen=True):
    """One line of the contents. `document`: the paper whose stored print is bound; `attachments`: scans that stand in
    its place, or photographs and other material on their own."""

    name: str
    order: int
    on: str
    volume: Volume = "main"
    document: str = ""
    attachments: tuple[AttachmentAdded, ...] = ()
    photos: bool = False


class Gap(Struct, frozen=True):
    """Something the file lacks. `type`: the paper that would fill it ("" for none of ours); `way`: how to get it."""

    name: str
    need: FileNeed
    way: str
    type: str = ""


class FilePlan(Struct, frozen=True):
    """The file as it would be bound now. `kept_apart`: attachments that cannot be put on paper (sound, other files)."""

    items: tuple[FileItem, ...]
    gaps: tuple[Gap, ...]
    kept_apart: tuple[AttachmentAdded, ...]

    def volumes(self) -> tuple[Volume, ...]:
        """The volumes that hold something, in their order."""
        return tuple(volume for volume in VOLUMES if any(item.volume == volume for item in self.items))

    def of(self, volume: Volume) -> tuple[FileItem, ...]:
        return tuple(item for item in self.items if item.volume == volume)


def plan_file(state: CaseState, types: Mapping[str, FileType], due: Iterable[PaperDue]) -> FilePlan:
    """Everything that is bound, in order, and what is missing. `due`: what the procedure still waits for."""
    scans: dict[str, tuple[AttachmentAdded, ...]] = {}
    for attachment in state.attachments:
        if attachment.document and attachment.media_type in READABLE:
            scans[attachment.document] = (*scans.get(attachment.document, ()), attachment)
    papers = [p for p in state.documents if _belongs(p, types, scans)]
    again = Counter(paper.type for paper in papers)
    items = [_paper_item(paper, types[paper.type], scans.get(paper.id, ()), again[paper.type] > 1) for paper in papers]
    items += _materials(state)
    apart = tuple(a for a in state.attachments if a.media_type not in READABLE)
    return FilePlan(tuple(sorted(items, key=lambda i: (i.order, i.on))), _gaps(state, types, scans, due), apart)


def _belongs(paper: DocumentState, types: Mapping[str, FileType], scans: Mapping[str, object]) -> bool:
    known = paper.type in types and not paper.type.startswith(_COVERS)
    return known and not paper.void_reason and (paper.frozen or paper.id in scans)


def _paper_item(paper: DocumentState, kind: FileType, scans: tuple[AttachmentAdded, ...], several: bool) -> FileItem:
    name = f"{kind.title}（{_day(paper.on)}）" if several else kind.title
    volume: Volume = "review" if kind.group == "review" else kind.place.volume
    return FileItem(name, kind.place.order, paper.on, volume, paper.id, scans)


def _materials(state: CaseState) -> list[FileItem]:
    """Proofs of identity, other scans, photographs: what came from outside and belongs to no paper."""
    petition = state.reg.kind != "dispute"
    free = [a for a in state.attachments if not a.document and a.media_type in READABLE]
    identity = tuple(a for a in free if is_identity(a))
    photos = tuple(a for a in free if a.kind == "photo" and a not in identity)
    found: list[FileItem] = []
    if identity:
        found.append(FileItem("当事人身份证明", _PLACES["identity"][petition], "", attachments=identity))
    for other in free:
        if other not in identity and other not in photos:
            name = other.name.rsplit(".", 1)[0]
            found.append(FileItem(name, _PLACES["material"][petition], other.taken_at[:10], attachments=(other,)))
    if photos:
        found.append(FileItem("现场照片", _PLACES["photos"][petition], "", attachments=photos, photos=True))
    return found


def is_identity(attachment: AttachmentAdded) -> bool:
    """Whether a scan or photograph is a proof of identity, by its name or note."""
    words = attachment.name + attachment.note
    return attachment.media_type in READABLE and any(word in words for word in _IDENTITY)


def _gaps(
    state: CaseState, types: Mapping[str, FileType], scans: Mapping[str, object], due: Iterable[PaperDue]
) -> tuple[Gap, ...]:
    found: dict[str, Gap] = {}
    least = _mediation_set(state) if state.reg.kind == "dispute" else _petition_set(state)
    once: dict[str, tuple[FileNeed, int]] = {key: (need, 1) for key, need in least.items()}
    wanted = {**once, **_sessions_recorded(state)}
    for key, (need, count) in wanted.items():
        there = [p for p in state.documents if p.type == key and _belongs(p, types, scans)]
        if key in types and len(there) < count:
            found[key] = _gap(state, types[key], need)
    for paper in due:
        if paper.type in types and paper.type not in found and not paper.type.startswith(_COVERS):
            served = paper.serve and any(p.type == paper.type and p.frozen for p in state.documents)
            found[paper.type] = (
                Gap(f"《{types[paper.type].title}》的送达记录", paper.need, "到“文书”里记下谁在哪天收到。", paper.type)
                if served
                else _gap(state, types[paper.type], paper.need)
            )
    order = {"must": 0, "due": 1, "may": 2}
    gaps = [*found.values(), *_identity_gap(state), *_unsigned(state, types, scans)]
    return tuple(sorted((g for g in gaps if g.need != "may"), key=lambda g: order[g.need]))


def _gap(state: CaseState, kind: FileType, need: FileNeed) -> Gap:
    waits = any(p.type == kind.key and p.stage == "prepared" for p in state.documents)
    way = "待签稿已经印出：签好后记下签名，或者加签好的扫描件。" if waits else f"到“文书”里出《{kind.title}》。"
    return Gap(kind.title, need, way, kind.key)


def _mediation_set(state: CaseState) -> dict[str, FileNeed]:
    """The set of 司发通〔2010〕239号 as inspections read it; what was settled by word needs its register only."""
    reg, agreement = state.reg, state.agreement
    if agreement is not None and agreement.form == "oral":
        return {"oral_agreement_register": "must"}
    found: dict[str, FileNeed] = {"mediation_acceptance": "must", "rights_notice": "must"}
    if reg.source == "application":
        found["mediation_application"] = "must"
    if any(party.agent for party in reg.parties):
        found["power_of_attorney"] = "must"
    if agreement is not None:
        found["mediation_agreement"] = "must"
        if any(act.amount for act in state.performed):
            found["receipt_of_performance"] = "due"
    if state.visits:
        found["mediation_visit"] = "due"
    return found


def _petition_set(state: CaseState) -> dict[str, FileNeed]:
    return {"petition_registration": "must"}


def _sessions_recorded(state: CaseState) -> dict[str, tuple[FileNeed, int]]:
    """Every session has its record, except what was settled by word."""
    oral = state.agreement is not None and state.agreement.form == "oral"
    if state.reg.kind != "dispute" or oral or (state.agreement is None and not state.sessions):
        return {}
    return {"mediation_record": ("must", max(1, len(state.sessions)))}


def _identity_gap(state: CaseState) -> list[Gap]:
    oral = state.agreement is not None and state.agreement.form == "oral"
    if oral or any(is_identity(a) for a in state.attachments):
        return []
    way = "在“附件”里加入身份证的照片或扫描件，文件名里写上“身份证”。"
    return [Gap("当事人身份证明", "must" if state.reg.kind == "dispute" else "due", way)]


def _unsigned(state: CaseState, types: Mapping[str, FileType], scans: Mapping[str, object]) -> list[Gap]:
    """Papers in the file that nobody is known to have signed by hand."""
    way = "到“文书”里记下谁签了名，或者加签好的扫描件。"
    return [
        Gap(f"《{types[p.type].title}》的签名", "due", way, p.type)
        for p in state.documents
        if _belongs(p, types, scans) and types[p.type].signed and p.id not in scans
        if all(signature.way == "drawn" for signature in p.signed)  # an image of a signature is none
    ]


def retention(state: CaseState) -> str:
    """保管期限 where the county has not said otherwise: what was done at once 10年, land, houses, inheritance, injury
    and groups 永久, all else 30年."""
    group = max(len(state.reg.parties), state.reg.heads) >= _GROUP
    if group or state.reg.category[:2] in _FOR_EVER:
        return "永久"
    agreement = state.agreement
    return "10年" if agreement is not None and agreement.form == "oral" and agreement.performed_on_spot else "30年"


_GROUP: Final = 5
_FOR_EVER: Final = frozenset({"03", "07", "08", "13"})  # houses, land and forest, expropriation, medical injury


def _day(iso: str) -> str:
    year, month, day = iso[:10].split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"
