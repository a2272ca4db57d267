"""Rows and cells of foreign tables: every usual form is read, every fault stands at its row and column."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.table import Table
from desktop.reference.table_map import Column, TableMap
from desktop.reference.table_map_file import table_map
from desktop.usecases.table_cells import CellReader, write_day, write_sum
from desktop.usecases.table_layout import locate, records
from desktop.usecases.table_rows import RowFound, RowReader
from exports.tables.read_table import read_table
from tests.table_kit import GOOD, LEDGER, Row, changed, csv_text, table

NOW = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
MAP = table_map("mediation_ledger")


def read(column: Column, text: str, of: TableMap = MAP) -> str | int:
    return CellReader(column, of).read(text).value


def code(column: Column, text: str) -> str:
    with pytest.raises(RuleViolation) as caught:
        read(column, text)
    return caught.value.code


def rows(found: Table, of: TableMap = MAP) -> list[RowFound]:
    layout = locate(found, of)
    reader = RowReader(found, layout, of, NOW, lambda person: person)
    return [reader.read(row) for row in records(found, layout, of)]


def one(row: Row, header: Row | None = None, **make: Any) -> RowFound:
    return rows(table([header or list(LEDGER), row], **make))[0]


def told(found: RowFound) -> list[tuple[str, str]]:
    return [(f.title, f.code) for f in found.faults]


DAY = Column("日期", field="closed.on")


@pytest.mark.parametrize(
    "text",
    ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "２０２６－０３－０２", "20260302", "2026-03-02 09:30:00",
     "2026年3月2日9时30分", "2026-03-02T00:00:00"],
)  # fmt: skip
def test_days_are_read_in_every_usual_form(text: str) -> None:
    assert read(DAY, text) == "2026-03-02"


@pytest.mark.parametrize("text", ["3月2日", "2026-13-02", "2026-02-30", "26-3-2", "去年", "02/03/2026", "1899-01-01"])
def test_days_that_are_none_are_refused(text: str) -> None:
    assert code(DAY, text) == "R-714"


def test_a_map_may_say_the_order_of_days() -> None:
    assert read(Column("日期", field="closed.on", date="D/M/YYYY"), "02/03/2026") == "2026-03-02"


def test_a_serial_number_of_a_day_is_told() -> None:
    value, warning = CellReader(DAY, MAP).read("46083")
    assert (value, "2026-03-02" in warning) == ("2026-03-02", True)


def test_moments_keep_their_time() -> None:
    assert read(Column("时间", field="case.received"), "2026-03-02 9:05") == "2026-03-02T09:05:00"


@given(st.dates(date(1949, 10, 1), date(2099, 12, 31)), st.sampled_from(["YYYY-MM-DD", "YYYY年M月D日", "D/M/YYYY"]))
def test_a_written_day_is_read_again(day: date, pattern: str) -> None:
    assert read(Column("日", field="closed.on", date=pattern), write_day(day.isoformat(), pattern)) == day.isoformat()


@given(st.integers(1, 10**11), st.sampled_from(["yuan", "wan"]))
def test_a_written_sum_is_read_again(fen: int, unit: Any) -> None:
    column = Column("金额", field="agreement.amount", money=unit)
    assert read(column, write_sum(fen, column)) == fen


@pytest.mark.parametrize(
    ("text", "fen"), [("3000", 300000), ("3,000.50元", 300050), ("1.2万", 1200000), ("三千元整", 300000)]
)
def test_sums_are_read_as_people_write_them(text: str, fen: int) -> None:
    assert read(Column("金额", field="agreement.amount"), text) == fen


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12人", 12), ("1,200", 1200), ("3.0", 3)])
def test_counts_are_whole(text: str, number: int) -> None:
    assert read(Column("人数", field="case.heads"), text) == number
    assert code(Column("人数", field="case.heads"), "若干") == "R-717"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("邻里纠纷", "02"), ("邻里", "02"), ("02", "02"), (" 邻里 纠纷 ", "02"), ("房屋、宅基地", "03"), ("其他", "99")],
)
def test_words_and_codes_mean_the_same(text: str, meant: str) -> None:
    assert read(MAP.columns_of("case.category")[0], text) == meant


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    with pytest.raises(RuleViolation) as caught:
        read(MAP.columns_of("case.category")[0], "星际纠纷")
    assert caught.value.code == "R-713"
    assert "邻里纠纷" in caught.value.way_out


@pytest.mark.parametrize("key", ["petition_system", "hotline_12345"])
def test_accusations_never_come_in(key: str) -> None:
    found = table_map(key)
    reader = CellReader(found.columns_of("facts.purpose")[0], found)
    for word in ("揭发控告", "检举控告", "0004"):
        with pytest.raises(RuleViolation) as caught:
            reader.read(word)
        assert caught.value.code in ("R-721", "R-713")
    plain = CellReader(Column("目的", field="facts.purpose", codes="petition_purposes", values={"举报": "0004"}), found)
    with pytest.raises(RuleViolation) as caught:
        plain.read("举报")
    assert caught.value.code == "R-721"


@pytest.mark.parametrize(
    ("number", "expected"),
    [("990000198503150023", "990000198503150023"), ("９９００００１９８５０３１５００２３", "990000198503150023"),
     ("990000196707111000", "990000196707111000")],
)  # fmt: skip
def test_identity_numbers_are_text(number: str, expected: str) -> None:
    assert read(Column("号", field="applicant.id_number"), number) == expected


def test_identity_numbers_that_a_spreadsheet_spoiled_are_refused() -> None:
    assert code(Column("号", field="applicant.id_number"), "990000198503150000") == "R-711"
    assert code(Column("号", field="platform.number"), "202611200000010000000") == "R-711"
    assert read(Column("号", field="platform.number"), "202611200000010000123") == "202611200000010000123"


def test_a_good_row_becomes_a_registration() -> None:
    found = one(GOOD).parsed
    assert found is not None
    command = found.command
    assert (command.received_at, command.category, command.source) == ("2026-03-02T00:00:00+08:00", "02", "application")
    assert [p.person.name for p in command.parties if p.person] == ["周桂兰", "许志强"]
    assert found.agreement is not None
    assert (found.agreement.amount, found.agreement.performance) == (300000, "done")
    assert found.closed is not None
    assert (found.closed.outcome, found.closed.on) == ("settled", "2026-03-05")


def test_days_of_a_workbook_are_days() -> None:
    found = one(changed(GOOD, 受理日期=datetime(2026, 3, 2, 9, 30), 达成协议日期=date(2026, 3, 5))).parsed
    assert found is not None
    assert found.command.received_at == "2026-03-02T09:30:00+08:00"


def test_several_people_share_a_row() -> None:
    row = changed(
        GOOD, 申请人="周桂兰、许志强", 申请人证件号码="990000198503150023、", 申请人电话="13800001234；13800005678",
        被申请人="云桥村村民委员会",
    )  # fmt: skip
    found = one(row).parsed
    assert found is not None
    people = [p.person for p in found.command.parties if p.person]
    assert [(p.name, p.phone) for p in people] == [("周桂兰", "13800001234"), ("许志强", "13800005678")]
    assert people[0].id_number == "990000198503150023"
    assert found.command.parties[2].organisation is not None


def test_numbers_that_fit_no_name_are_refused() -> None:
    row = changed(GOOD, 申请人="周桂兰、许志强、王五", 申请人电话="13800001234、13800005678")
    assert told(one(row)) == [("申请人电话", "R-723")]


def test_two_telephones_of_one_person_keep_the_first() -> None:
    found = one(changed(GOOD, 申请人电话="13800001234/13800005678"))
    assert found.parsed is not None
    assert any("1234" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("cells", "title", "expected"),
    [
        ({"申请人": ""}, "申请人", "R-712"),
        ({"受理日期": "三月"}, "受理日期", "R-714"),
        ({"受理日期": "2027-01-01"}, "受理日期", "R-311"),
        ({"纠纷类型": "吵架"}, "纠纷类型", "R-713"),
        ({"申请人证件号码": 990000198503150023}, "申请人证件号码", "R-711"),
        ({"申请人证件号码": "9.90000198503E+17"}, "申请人证件号码", "R-711"),
        ({"申请人电话": "问村主任"}, "申请人电话", "R-108"),
        ({"协议涉及金额": "3万5"}, "协议涉及金额（元）", "R-141"),
        ({"协议涉及金额": ("=1/0", "#DIV/0!")}, "协议涉及金额（元）", "R-719"),
        ({"达成协议日期": "2027-03-05"}, "达成协议日期", "R-724"),
        ({"纠纷简要情况": "锟斤拷"}, "纠纷简要情况", "R-719"),
    ],
)
def test_every_fault_stands_at_its_cell(cells: dict[str, Any], title: str, expected: str) -> None:
    found = one(changed(GOOD, **cells))
    assert told(found) == [(title, expected)]
    assert found.faults[0].row == 2
    letter = chr(64 + LEDGER.index(title) + 1)
    assert found.faults[0].told().startswith(f"第2行{letter}列“{title}”：")


def test_all_faults_of_a_row_come_at_once() -> None:
    found = one(changed(GOOD, 申请人="", 受理日期="三月", 纠纷类型="吵架"))
    assert [c for _title, c in told(found)] == ["R-714", "R-712", "R-713"]


def test_merged_rows_are_refused_and_formulas_told() -> None:
    second = changed(GOOD, 申请人="王五", 受理日期=None)
    found = rows(table([LEDGER, GOOD, second], merges=("C2:C3",)))
    assert [told(row)[0] for row in found] == [("受理日期", "R-715")] * 2
    formula = one(changed(GOOD, 协议涉及金额=("=1000*3", 3000)))
    assert formula.parsed is not None
    assert any("公式" in warning for warning in formula.warnings)


def test_a_comma_without_quotes_is_seen() -> None:
    row = [*GOOD, "多出来"]
    found = rows(read_table(csv_text([LEDGER, row]), "a.csv"))
    assert told(found[0])[0][1] == "R-722"


def test_title_rows_two_headers_and_totals_are_no_records() -> None:
    upper = ["序号", "受理日期", "申请人", None, "被申请人", "纠纷类型", "简要情况"]
    lower = [None, None, "姓名", "电话", "姓名", None, None]
    row = [1, "2026-03-02", "周桂兰", "13800001234", "许志强", "邻里纠纷", "漏水"]
    blank = [2, None, None, None, None, None, None]
    total = ["合计", "1件", None, None, None, None, None]
    sheet: list[Row] = [["云桥村台账"], upper, lower, row, blank, total, ["填表人：周明"]]
    found = rows(table(sheet, merges=("A1:G1", "C2:D2", "A2:A3", "B2:B3", "F2:F3", "G2:G3")))
    assert [(r.row, r.parsed is not None) for r in found] == [(4, True)]
    parsed = found[0].parsed
    assert parsed is not None
    assert [p.person.phone for p in parsed.command.parties if p.person] == ["13800001234", ""]


@pytest.mark.parametrize(
    ("sheet", "expected", "word"),
    [
        ([["a", "b"], ["1", "2"]], "R-703", "受理日期"),
        ([LEDGER[:5], GOOD[:5]], "R-703", "被申请人"),
        ([LEDGER], "R-704", "没有内容"),
    ],
)
def test_a_sheet_of_another_shape_is_refused(sheet: list[Row], expected: str, word: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        locate(table(sheet), MAP)
    assert (caught.value.code, word in caught.value.message) == (expected, True)


def test_columns_in_any_order_with_strangers_between() -> None:
    order = [LEDGER.index(t) for t in ("纠纷简要情况", "被申请人", "纠纷类型", "受理日期", "申请人")]
    header = [*(LEDGER[i] for i in order), "领导批示"]
    found = table([header, [*(GOOD[i] for i in order), "阅"]])
    assert locate(found, MAP).ignored == ("F列“领导批示”",)
    assert rows(found)[0].parsed is not None


def test_a_platform_row_keeps_number_path_flags_and_limit() -> None:
    found = table_map("petition_system")
    header = [
        "信访件编号",
        "登记时间",
        "信访形式",
        "内容分类",
        "姓名",
        "性别",
        "概况信息",
        "标志",
        "限办日期",
        "办理状态",
    ]
    row = ["XF2026110300012", "2026-11-03 10:00:00", "网上信访", "城乡建设_违法建设_私搭", "", "0", "反映违建",
           "重复、积案", "2026-12-31", "待签收"]  # fmt: skip
    parsed = rows(table([header, row]), found)[0].parsed
    assert parsed is not None
    command = parsed.command
    assert parsed.platform_number == "XF2026110300012"
    assert [(o.system, o.number) for o in command.outside_numbers] == [("min_hu_wo_wei", "XF2026110300012")]
    assert (command.category, command.subtype, command.source) == ("04", "违法建设_私搭", "transferred")
    assert command.facts["flags"] == ["repeated", "backlog"]
    assert command.facts["feedback_by"] == "2026-12-31"
    assert command.parties[0].person is not None
    assert (command.parties[0].person.name, command.parties[0].person.sex) == ("匿名", "female")


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["", "=cmd|' /C calc'!A0", "@SUM(A1)", "-1", "周桂兰", "2026-03-02", "邻里纠纷", "#REF!", "9E+20"]),
)


@given(st.lists(st.lists(CELLS, min_size=len(LEDGER), max_size=len(LEDGER)), min_size=1, max_size=4))
def test_any_row_is_a_registration_or_named_faults(sheet: list[list[str]]) -> None:
    found = Table("a.xlsx", "一", ("一",), (tuple(LEDGER), *(tuple(c.strip() for c in row) for row in sheet)))
    if not any(any(row) for row in found.rows[1:]):
        return
    for row in rows(found):
        assert (row.parsed is None) == bool(row.faults)
        assert all(f.code and f.message and f.row == row.row for f in row.faults)


def test_a_cell_of_a_hundred_thousand_characters_is_a_summary_but_no_name() -> None:
    endless = "漏水" * 50_000
    header, row = list(LEDGER), changed(GOOD, 纠纷简要情况=endless)
    found = rows(read_table(csv_text([header, row]), "a.csv"))[0]
    assert found.parsed is not None
    assert len(found.parsed.command.summary) == 100_000
    spoiled = rows(read_table(csv_text([header, changed(GOOD, 纠纷简要情况=endless + "水")]), "a.csv"))[0]
    assert told(spoiled) == [("纠纷简要情况", "R-718")]


def test_old_serials_are_not_taken_for_days() -> None:
    assert code(DAY, "19999") == "R-714"
    day = date(1899, 12, 30) + timedelta(days=20000)
    assert read(DAY, "20000") == day.isoformat()
