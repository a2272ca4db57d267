"""Platforms' tables going out, their numbers coming back, the sheet to copy by hand, and members of a group."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.bootstrap.station import Desk
from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.read_models import CaseFilter
from desktop.domain.table import Sheet, Table
from desktop.domain.viewer import Viewer
from desktop.reference.table_map_file import table_map
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput, conclude_agreement
from desktop.usecases.copy_sheet import copy_sheet, mark_row, tick
from desktop.usecases.export_table import ExportTable, TableExport, export_table, parse_period
from desktop.usecases.follow_up import PerformDuty, perform_duty
from desktop.usecases.group_members import AddMembers, MemberRow, add_members, check_members, member_results
from desktop.usecases.import_table import ImportTable, import_table
from desktop.usecases.take_answers import TakeAnswers, TakeAnswersResult, take_answers
from exports.tables.read_table import read_table
from exports.tables.write_sheet import xlsx_bytes
from tests.db.station_kit import NOW, TODAY, register
from tests.table_kit import GOOD, LEDGER, Row, changed, table

LEDGER_MAP, HOTLINE = table_map("mediation_ledger"), table_map("hotline_12345")
CALL = ["工单编号", "受理时间", "来电人", "联系电话", "诉求类型", "问题分类", "诉求内容", "办理时限"]
CALLS: list[Row] = [
    ["GD20261103001", "2026-11-03 10:00:00", "王五", "13800005678", "投诉", "城市管理_噪音", "夜间施工", "2026-11-30"],
    ["GD20261104002", "2026-11-04 08:00:00", "", "", "咨询", "民政", "问低保怎么办", ""],
]
MEMBERS = ["序号", "姓名", "身份证号", "联系电话", "诉求", "金额"]


def take(desk: Desk, found: Table, of: Any = LEDGER_MAP) -> tuple[str, ...]:
    with desk.uow(desk.viewer) as uow:
        result = import_table(ImportTable(found, of), uow)
        uow.commit()
    return result.cases


def write(desk: Desk, period: str = "2026", of: Any = LEDGER_MAP, **how: Any) -> TableExport:
    with desk.uow(desk.viewer) as uow:
        result = export_table(ExportTable(of, parse_period(period), **how), uow)
        uow.commit()
    return result


def answer(desk: Desk, rows: list[Row], of: Any = HOTLINE) -> TakeAnswersResult:
    with desk.uow(desk.viewer) as uow:
        result = take_answers(TakeAnswers(table(rows), of), uow)
        uow.commit()
    return result


def again(sheet: Sheet) -> Table:
    """A sheet as it comes back from the file that was written."""
    return read_table(xlsx_bytes(sheet, NOW), "a.xlsx")


def cells(export: TableExport, row: int = 0) -> dict[str, str | int]:
    return {c.title: v for c, v in zip(export.sheet.columns, export.sheet.rows[row], strict=True)}


def state(desk: Desk, case_id: str) -> CaseState:
    return desk.queries.case_view(desk.viewer, case_id).state


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-10-21..2026-11-20", "2026-10-21", "2026-11-20"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
    ],
)
def test_periods_are_read(text: str, first: str, last: str) -> None:
    assert (parse_period(text).first, parse_period(text).last) == (first, last)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "2026-11-20..2026-11-01", "上月"])
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        parse_period(text)
    assert caught.value.code == "R-710"


def test_a_ledger_written_out_is_the_ledger_that_came_in(desk: Desk) -> None:
    """The one map both ways: every column that was filled comes back with the same words."""
    row = changed(
        GOOD, 申请人="周桂兰、许志强", 申请人证件号码="、990000198503150023", 申请人电话="13800001234",
        被申请人="云桥物业公司", 备注="老案",
    )  # fmt: skip
    take(desk, table([LEDGER, row]))
    found = cells(write(desk))
    expected = dict(zip(LEDGER, row, strict=True)) | {
        "案件编号": "（2026）云桥人调字第1号", "协议涉及金额（元）": 300000, "履行情况": "当场履行",
    }  # fmt: skip
    assert {title: found[title] for title in LEDGER} == expected


def test_what_is_written_is_known_when_it_comes_back(desk: Desk) -> None:
    take(desk, table([LEDGER, GOOD, changed(GOOD, 纠纷简要情况="又漏", 受理日期="2026-03-09")]))
    sheet = write(desk).sheet
    with desk.uow(desk.viewer) as uow:
        report = import_table(ImportTable(again(sheet), LEDGER_MAP), uow).report
    assert [row.verdict for row in report.rows] == ["known", "known"]


def test_rows_are_reported_once_until_they_come_back(desk: Desk) -> None:
    take(desk, table([LEDGER, GOOD]))
    register(desk)
    assert len(write(desk).cases) == 2
    assert (write(desk).cases, write(desk).left_out) == ((), 2)
    assert len(write(desk, which="all").cases) == 2
    assert write(desk, "2025").cases == ()
    first = write(desk, which="all").cases[0]
    with desk.uow(desk.viewer) as uow:
        mark_row(LEDGER_MAP, first, "returned", uow, reason="缺少金额")
        uow.commit()
    assert write(desk).cases == (first,)
    assert write(desk).cases == ()


def test_an_export_that_is_not_committed_reports_nothing(desk: Desk) -> None:
    register(desk)
    with desk.uow(desk.viewer) as uow:
        assert len(export_table(ExportTable(LEDGER_MAP, parse_period("2026")), uow).cases) == 1
    assert len(write(desk).cases) == 1


def test_personal_numbers_can_stay_here(desk: Desk) -> None:
    register(desk)
    whole = write(desk)
    assert set(whole.personal) >= {"申请人证件号码", "申请人电话", "申请人住址"}
    bare = cells(write(desk, which="all", without_personal=True))
    assert (bare["申请人"], bare["申请人电话"], bare["纠纷简要情况"]) == ("周桂兰", "", "")


def test_a_map_goes_only_where_it_says(desk: Desk) -> None:
    one_way = {way: _with(LEDGER_MAP, direction=way) for way in ("in", "out")}
    with pytest.raises(RuleViolation) as caught:
        write(desk, of=one_way["in"])
    assert caught.value.code == "R-708"
    with pytest.raises(RuleViolation) as caught:
        take(desk, table([LEDGER, GOOD]), one_way["out"])
    assert caught.value.code == "R-708"


def _with(found: Any, **values: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(found, **values)


def test_tickets_come_in_reported_and_go_out_by_their_number(desk: Desk) -> None:
    first, second = take(desk, table([CALL, *CALLS]), HOTLINE)
    found = state(desk, first)
    assert (found.reg.kind, found.reg.source, found.reg.category, found.reg.subtype) == (
        "petition", "hotline", "04", "噪音"
    )  # fmt: skip
    assert found.reg.facts["feedback_by"] == "2026-11-30"
    assert desk.queries.case_by_number(desk.viewer, "GD20261103001") == first
    assert write(desk, of=HOTLINE).cases == ()
    rows = [cells(write(desk, of=HOTLINE, which="all"), i) for i in (0, 1)]
    assert [(r["工单编号"], r["来电人"], r["问题分类"], r["工单状态"]) for r in rows] == [
        ("GD20261103001", "王五", "住房城建_噪音", "办理中"), ("GD20261104002", "匿名", "民政", "办理中"),
    ]  # fmt: skip
    assert second in desk.queries.case_ids(desk.viewer, CaseFilter())


def test_the_platforms_number_becomes_a_number_of_the_case(desk: Desk) -> None:
    case = register(desk, procedure=HOTLINE.procedure, kind="petition", source="direct", category="04")
    write(desk, of=HOTLINE)
    done = answer(desk, [["本站编号", "工单编号"], [case.number, "GD99"], ["没有的号", "GD98"]])
    assert [(a.row, a.case_id == case.case_id, bool(a.fault)) for a in done.answers] == [
        (2, True, False), (3, False, True),
    ]  # fmt: skip
    assert done.numbered == 1
    assert [o.number for o in state(desk, case.case_id).reg.outside_numbers] == ["GD99"]
    assert desk.queries.case_by_number(desk.viewer, "GD99") == case.case_id
    assert answer(desk, [["本站编号", "工单编号"], [case.number, "GD99"]]).numbered == 0
    assert cells(write(desk, of=HOTLINE, which="all"))["工单编号"] == "GD99"


def test_a_row_sent_back_waits_again_with_its_reason(desk: Desk) -> None:
    case = register(desk, procedure=HOTLINE.procedure, kind="petition", source="direct", category="04")
    write(desk, of=HOTLINE)
    done = answer(desk, [["本站编号", "工单编号", "退回原因"], [case.number, "GD99", "分类不对"]])
    assert done.answers[0].state == "returned"
    with desk.uow(desk.viewer) as uow:
        sheet = copy_sheet(HOTLINE, case.case_id, uow)
    assert (sheet.state, sheet.reason, sheet.platform_number) == ("returned", "分类不对", "GD99")
    assert write(desk, of=HOTLINE).cases == (case.case_id,)


def test_a_spoiled_answer_changes_nothing(desk: Desk) -> None:
    case = register(desk, procedure=HOTLINE.procedure, kind="petition", source="direct", category="04")
    done = answer(desk, [["本站编号", "工单编号"], [case.number, "2.02611E+17"]])
    assert done.answers[0].fault.startswith("B列“工单编号”")
    assert state(desk, case.case_id).reg.outside_numbers == ()
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation) as caught:
        take_answers(TakeAnswers(table([["a"], ["b"]]), HOTLINE), uow)
    assert caught.value.code == "R-703"


def test_the_sheet_to_copy_keeps_its_ticks(desk: Desk) -> None:
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        first = copy_sheet(LEDGER_MAP, case.case_id, uow)
        assert [f.title for f in first.fields] == [
            c.title for c in LEDGER_MAP.column if c.is_written and c.field != "row"
        ]
        assert {f.title: f.text for f in first.fields if f.text}["申请人"] == "周桂兰"
        tick(LEDGER_MAP, case.case_id, "申请人", True, uow)
        tick(LEDGER_MAP, case.case_id, "被申请人", True, uow)
        tick(LEDGER_MAP, case.case_id, "被申请人", False, uow)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        later = copy_sheet(LEDGER_MAP, case.case_id, uow)
        assert [f.title for f in later.fields if f.done] == ["申请人"]
        assert later.left == first.left - 1
        with pytest.raises(RuleViolation) as caught:
            tick(LEDGER_MAP, case.case_id, "星座", True, uow)
    assert caught.value.code == "R-725"


def test_nobody_exports_without_the_right(desk: Desk) -> None:
    case = register(desk)
    for role in ("grid_worker", "system_admin", "archivist"):
        with desk.uow(Viewer("x", "某人", (role,))) as uow:
            with pytest.raises(RuleViolation) as caught:
                export_table(ExportTable(LEDGER_MAP, parse_period("2026")), uow)
            assert caught.value.code == "R-203"
            with pytest.raises(RuleViolation):
                copy_sheet(LEDGER_MAP, case.case_id, uow)


def members(desk: Desk, case_id: str, *rows: Row, write_it: bool = True, **how: Any) -> tuple[MemberRow, ...]:
    with desk.uow(desk.viewer) as uow:
        cmd = AddMembers(case_id, table([MEMBERS, *rows]), **how)
        found = add_members(cmd, uow) if write_it else check_members(cmd, uow)
        uow.commit()
    return found


def test_members_join_with_what_each_claims(desk: Desk) -> None:
    case = register(desk)
    found = members(
        desk, case.case_id,
        [1, "王五", "990000198503150023", "13800005678", "退还预付款", "1200"],
        [2, "赵六", "", "13800005679", "退还预付款", 800.5],
        [3, "周桂兰", "", "13800001234", "同上", ""],
    )  # fmt: skip
    assert [row.verdict for row in found] == ["new", "new", "known"]
    reg = state(desk, case.case_id).reg
    assert [(p.asks.text, p.asks.amount) for p in reg.parties[2:]] == [("退还预付款", 120000), ("退还预付款", 80050)]
    assert reg.heads == 4


def test_faults_of_a_list_are_named_and_stop_it(desk: Desk) -> None:
    case = register(desk)
    good: Row = [1, "王五", "", "13800005678", "", ""]
    bad: Row = [2, "", "9.9E+17", "", "要钱", "很多"]
    found = members(desk, case.case_id, good, bad, good, write_it=False)
    assert [[f.code for f in row.faults] for row in found] == [[], ["R-712", "R-711", "R-141"], ["R-716"]]
    with pytest.raises(RuleViolation) as caught:
        members(desk, case.case_id, good, bad)
    assert caught.value.code == "R-705"
    assert len(members(desk, case.case_id, good, bad, only_good=True)) == 2
    assert len(state(desk, case.case_id).reg.parties) == 3


def test_how_each_member_stands_follows_the_duties(desk: Desk) -> None:
    case = register(desk)
    people: list[Row] = [[n, name, "", "", "退款", "100"] for n, name in enumerate(("甲某", "乙某", "丙某"), 1)]
    members(desk, case.case_id, *people)
    parties = [p for p in state(desk, case.case_id).reg.parties if p.asks.text]

    def owed(creditor: str) -> DutyInput:
        parts = (PartInput("2026-12-01", 3000), PartInput("2026-12-20", 7000))
        return DutyInput(case.parties[1], creditor, "pay", "退款", parts, 10000)

    with desk.uow(desk.viewer) as uow:
        duties = tuple(owed(p.id) for p in parties[:2])
        conclude_agreement(ConcludeAgreement(case.case_id, "written", TODAY, "退款", ("分两期退款。",), duties), uow)
        agreed = uow.case(case.case_id).agreement
        assert agreed is not None
        duty = agreed.duties[0]
        perform_duty(PerformDuty(case.case_id, duty.id, duty.parts[0].id, TODAY, 3000), uow)
        uow.commit()
    results = {r.party: r for r in member_results(state(desk, case.case_id))}
    found = [
        (results[p.id].claimed, results[p.id].agreed, results[p.id].received, results[p.id].standing) for p in parties
    ]
    assert found == [(10000, 10000, 3000, "partly"), (10000, 10000, 0, "open"), (10000, 0, 0, "nothing")]
