"""Members of a group from a table, each with what he claims; how far each one got is derived from the duties.

A member joins the case as a party of its own, so that a duty can be owed to him and its payment counted.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode
from desktop.domain.case import CaseState
from desktop.domain.case_events import CaseChanged, Claim, Party, PartyJoined
from desktop.domain.errors import RuleViolation
from desktop.domain.table import Table
from desktop.reference.table_map import Column, TableMap
from desktop.usecases.permission import open_case
from desktop.usecases.record_person import check_person
from desktop.usecases.register_case import PartyInput, RegisterCase
from desktop.usecases.table_layout import locate, records
from desktop.usecases.table_matches import Matches, identity
from desktop.usecases.table_memory import TableUnitOfWork
from desktop.usecases.table_parties import read_parties
from desktop.usecases.table_rows import CellFault, ParsedRow, RowCells, Told

MEMBER_LIST = TableMap(
    key="group_members",
    version=1,
    title="成员名单",
    source="信访工作条例第二十条（集体访推选代表）；各地群体性纠纷名单",
    mark="ours",
    kind="dispute",
    procedure="people_mediation",
    skip=("合计", "总计", "小计", "注", "说明"),
    column=(
        Column("序号", field="row"),
        Column("姓名", ("成员姓名", "当事人", "户主", "申请人"), "applicant.name", required=True),
        Column("性别", field="applicant.sex"),
        Column("证件种类", ("证件类型",), "applicant.id_type"),
        Column("证件号码", ("身份证号", "身份证号码", "身份证"), "applicant.id_number"),
        Column("电话", ("联系电话", "手机", "手机号", "联系方式"), "applicant.phone"),
        Column("住址", ("地址", "房号", "家庭住址", "门牌"), "applicant.address"),
        Column("本人诉求", ("诉求", "请求", "要求", "诉求内容"), "member.claim"),
        Column("诉求金额", ("金额", "请求金额", "涉及金额", "欠款金额", "拖欠金额"), "member.amount"),
        Column("备注", field="applicant.note"),
    ),
)
Standing = Literal["nothing", "open", "partly", "done"]
STANDING_WORDS = {"nothing": "未约定", "open": "未履行", "partly": "部分履行", "done": "已履行"}


class AddMembers(Struct, frozen=True):
    """Command. `only_good`: leave out rows with faults instead of taking nobody."""

    case_id: str
    table: Table
    only_good: bool = False


class MemberRow(Struct, frozen=True):
    """One row of the list: to be added, there already, or with faults."""

    row: int
    verdict: Literal["new", "known", "fault"]
    party: PartyInput | None = None
    claim: str = ""
    amount: int = 0
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[str, ...] = ()


class MemberResult(Struct, frozen=True):
    """How one member stands: claimed, agreed and received, in 分, and how far the duties owed to him are performed."""

    party: str
    record: str
    claim: str
    claimed: int
    agreed: int
    received: int
    standing: Standing


def check_members(cmd: AddMembers, uow: TableUnitOfWork) -> tuple[MemberRow, ...]:
    """What would become of each row; writes nothing. Raises R-317, R-318, R-703, R-704."""
    state = open_case(cmd.case_id, uow)
    layout = locate(cmd.table, MEMBER_LIST)
    cells = RowCells(cmd.table, layout, MEMBER_LIST)
    found: list[MemberRow] = []
    for row in records(cmd.table, layout, MEMBER_LIST):
        told = Told(layout, row)
        values, parts = cells.read(told)
        parties = read_parties("applicant", parts, lambda person: check_person(person, uow).data, told)
        verdict: Literal["new", "fault"] = "fault" if told.faults else "new"
        found.append(
            MemberRow(
                row=row,
                verdict=verdict,
                party=None if told.faults else parties[0],
                claim=str(values.get("member.claim", "")),
                amount=int(values.get("member.amount", 0)),
                faults=tuple(told.faults),
                warnings=tuple(told.warnings),
            )
        )
    return _judged(found, state, _matches(found, uow))


def add_members(cmd: AddMembers, uow: TableUnitOfWork) -> tuple[MemberRow, ...]:
    """Let every new member join the case; returns the rows as judged; the caller commits.

    Raises RuleViolation as `check_members`, and R-705 when rows have faults and `only_good` is not set.
    """
    rows = check_members(cmd, uow)
    faulty = [row for row in rows if row.verdict == "fault"]
    if faulty and not cmd.only_good:
        raise RuleViolation(
            "R-705",
            f"有{len(faulty)}行不能导入，第一处：{faulty[0].faults[0].told()}",
            field="file",
            way_out="请改好名单再导入；也可以选择“只导入没有问题的行”。",
        )
    matches = _matches(rows, uow)
    joined = [_join(row, matches, uow) for row in rows if row.verdict == "new"]
    if joined:
        state = uow.case(cmd.case_id)
        heads = len(state.reg.parties) + len(joined)
        pair = (msgspec.Raw(encode(state.reg.heads)), msgspec.Raw(encode(heads)))
        more = (CaseChanged({"heads": pair}),) if heads > state.reg.heads else ()
        uow.record(cmd.case_id, *joined, *more)
        uow.journal("members.imported", cmd.case_id, f"{len(joined)}")
    return rows


def member_results(state: CaseState) -> tuple[MemberResult, ...]:
    """Every applicant of a case with claim, agreed sum and what was received, in the order of registration."""
    return tuple(_result(party, state) for party in state.reg.parties if party.side == "applicant")


def _matches(rows: list[MemberRow] | tuple[MemberRow, ...], uow: TableUnitOfWork) -> Matches:
    parties = tuple(row.party for row in rows if row.party is not None)
    command = RegisterCase("", "", "", "", "", parties)
    return Matches([ParsedRow(command)], uow.tables)


def _judged(found: list[MemberRow], state: CaseState, matches: Matches) -> tuple[MemberRow, ...]:
    here = {party.record for party in state.reg.parties}
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for row in found:
        if row.party is None:
            rows.append(row)
            continue
        match, key = matches.party(row.party), identity(row.party)
        before = seen.setdefault(key, row.row) if key[0] else row.row
        told = (*row.warnings, *((match.warning,) if match.warning else ()))
        if match.record in here:
            told = (*row.warnings, "已经是这件事的当事人，不再添加。")
            rows.append(msgspec.structs.replace(row, verdict="known", warnings=told))
        elif before != row.row:
            fault = CellFault(row.row, 0, "", "R-716", f"与第{before}行是同一个人。")
            rows.append(msgspec.structs.replace(row, verdict="fault", faults=(fault,)))
        else:
            rows.append(msgspec.structs.replace(row, warnings=told))
    return tuple(rows)


def _join(row: MemberRow, matches: Matches, uow: TableUnitOfWork) -> PartyJoined:
    entry = row.party
    assert entry is not None  # noqa: S101 - rows without a party have faults
    record = matches.party(entry).record
    data = entry.person or entry.organisation
    if not record and data is not None:
        record = uow.new_id()
        uow.record(record, data)
    return PartyJoined(
        Party(
            id=uow.new_id(),
            side="applicant",
            kind="organisation" if entry.organisation is not None else "person",
            record=record,
            note=entry.note,
            claim=Claim(row.claim, row.amount),
        )
    )


def _result(party: Party, state: CaseState) -> MemberResult:
    agreement = state.agreement
    duties = [duty for duty in (agreement.duties if agreement else ()) if duty.creditor == party.id]
    agreed = sum(duty.amount for duty in duties)
    still = {part.id for _duty, part in state.open_parts()}
    parts = [part for duty in duties for part in duty.parts]
    paid = {act.part: 0 for act in state.performed}
    for act in state.performed:
        paid[act.part] += act.amount
    received = sum(part.amount if part.id not in still else paid.get(part.id, 0) for part in parts)
    standing: Standing = "nothing"
    if parts:
        open_parts = [part for part in parts if part.id in still]
        begun = len(open_parts) < len(parts) or any(part.id in paid for part in open_parts)
        standing = "done" if not open_parts else "partly" if begun else "open"
    return MemberResult(party.id, party.record, party.asks.text, party.asks.amount, agreed, received, standing)
