"""Foreign tables as rows: what is read, what is told, what is refused, with every place named."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import AppError
from desktop.domain.table import Flaw, column_letter
from exports.tables import limits
from exports.tables.cells import text_of
from exports.tables.csv_text import decode
from exports.tables.read_table import read_table
from exports.tables.write_sheet import guarded
from tests.table_kit import DATA, csv_text, ods, table, xlsx

ROWS = [
    ["姓名", "电话", "事由"],
    ["周桂兰", "13800001234", "楼上漏水，天花板受损，三次上门都没有修好"],
    ["许志强", "", "空"],
]
AS_READ = tuple(tuple(row) for row in ROWS)


def refused(data: bytes, name: str = "a.xlsx", sheet: str = "") -> AppError:
    with pytest.raises(AppError) as caught:
        read_table(data, name, sheet)
    return caught.value


def outcome(data: bytes, name: str) -> str:
    """What reading comes to; any other exception is the test's failure."""
    try:
        found = read_table(data, name)
    except AppError as error:
        return error.code[:3]
    return "rows" if all(isinstance(cell, str) for row in found.rows for cell in row) else "values"


@pytest.mark.parametrize("data", [xlsx(ROWS), ods(ROWS), csv_text(ROWS), csv_text(ROWS, separator="\t")])
def test_every_kind_gives_the_same_rows(data: bytes) -> None:
    assert read_table(data, "x").rows == AS_READ


def test_an_old_workbook_is_read_and_told() -> None:
    found = read_table((DATA / "old_ledger.xls").read_bytes(), "old.xls")
    assert found.rows[:2] == (("姓名", "证件号码", "日期"), ("周桂兰", "990000198503150023", "2026-03-02"))
    assert found.sheet == "台账"
    assert "旧格式" in found.notes[0]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")]
)
def test_encodings_of_offices_are_read(encoding: str, named: str) -> None:
    found = read_table(csv_text(ROWS, encoding), "a.csv")
    assert (found.rows, found.encoding) == (AS_READ, named)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (csv_text(ROWS, "utf-16"), "UTF-16"),
        ("姓名,電話,事由\r\n樓上漏水天花板受損賠償國語".encode("big5"), "Big5"),
        (b"\xff\xff\xff,\xfe", "GB 18030"),
        ("naïve,café".encode("latin-1"), ""),
    ],
)
def test_other_encodings_are_named(data: bytes, word: str) -> None:
    error = refused(data, "a.csv")
    assert error.code == "S-703"
    assert word in error.told()


def test_a_rare_character_survives_gb18030() -> None:
    text = "姓名\n𬭎\n" + "纠纷双方当事人到村调解室协商解决" * 2
    assert decode(text.encode("gb18030"), "a.csv") == (text, "gb18030")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S-701"),
        (b"PK\x03\x04 no archive", "S-701"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "S-701"),
        (b"%PDF-1.7", "S-704"),
        (b"  <html><table><tr><td>1</td></tr></table>", "S-704"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "S-704"),
        (b"a,b\x00c", "S-704"),
        (b'a,"b\nc', "S-701"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_a_password_is_told() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(data).message


def test_a_sheet_is_chosen_by_name_only() -> None:
    assert read_table(xlsx(ROWS, sheet="三月"), "a.xlsx", "三月").sheet == "三月"
    error = refused(xlsx(ROWS), sheet="四月")
    assert (error.code, "台账" in error.message) == ("R-702", True)


def test_limits_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("exports.tables.read_table", "exports.tables.csv_text", "exports.tables.workbook_facts"):
        monkeypatch.setattr(f"{name}.MOST_ROWS", 5)
        monkeypatch.setattr(f"{name}.MOST_COLUMNS", 4)
    many = [["a"]] * 6
    wide = [["a"] * 5]
    for data in (xlsx(many), csv_text(many), ods(many), xlsx(wide), csv_text(wide), ods(wide)):
        assert refused(data).code == "S-702"
    monkeypatch.setattr("exports.tables.read_table.LARGEST_FILE", 10)
    assert refused(xlsx(ROWS)).code == "S-702"


def test_a_lone_cell_far_away_is_refused_before_it_is_laid_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                far = b'<row r="1000000"><c r="XFD1000000"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            new.writestr(name, data)
    assert refused(buffer.getvalue()).code == "S-702"


def test_a_bomb_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.tables.workbook_facts.LARGEST_UNPACKED", 1000)
    assert refused(xlsx(ROWS)).code == "S-702"
    assert limits.LARGEST_UNPACKED == 500 * 1024 * 1024


def test_numbers_keep_what_a_spreadsheet_kept() -> None:
    found = table([[13800001234, 990000198503150023, 3000.5, True, date(2026, 3, 2), datetime(2026, 3, 2, 9, 30)]])
    assert found.rows[0] == ("13800001234", "990000198503150080", "3000.5", "是", "2026-03-02", "2026-03-02T09:30:00")
    assert found.flaws == (Flaw(1, 2, "ruined"),)


@pytest.mark.parametrize("text", ["1.30123E+17", "9.90000198503E17", "1.3e+10", "-1E+20"])
def test_rounded_numbers_in_text_are_seen(text: str) -> None:
    assert read_table(csv_text([["a"], [text]]), "a.csv").flaws == (Flaw(2, 1, "ruined"),)


@pytest.mark.parametrize("text", ["3E2", "E+17", "1.3E+17号", "2026", "13800001234"])
def test_honest_texts_have_no_flaw(text: str) -> None:
    assert read_table(csv_text([["a"], [text]]), "a.csv").flaws == ()


def test_formulas_errors_and_merges_are_placed() -> None:
    found = table(
        [["甲", "乙", "丙"], [("=1+1", 2), ("=1/0", "#DIV/0!"), "x"], ["m", None, "y"], [None, None, "z"]],
        merges=("A3:A4", "B3:C3"),
    )
    assert found.rows[1] == ("2", "", "x")
    kinds = {(f.row, f.column): f.kind for f in found.flaws}
    assert kinds[2, 1] == "formula"
    assert kinds[2, 2] == "error"
    assert kinds[3, 1] == kinds[4, 1] == "merged_down"
    assert kinds[3, 2] == kinds[3, 3] == "merged_across"


def test_garbled_and_endless_cells_are_placed() -> None:
    rows = [["a", "b"], ["锟斤拷锟斤拷", "好"], ["好" * 100_001, "好" * 100_000]]
    found = read_table(csv_text(rows), "a.csv")
    assert found.flaws == (Flaw(2, 1, "garbled"), Flaw(3, 1, "long"))
    assert len(found.rows[2][1]) == 100_000


def test_an_endless_field_does_not_stop_the_reader() -> None:
    assert refused(csv_text([["a"], ["好" * 450_000]]), "a.csv").code == "S-702"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200))
def test_any_text_comes_back_from_a_text_table(text: str) -> None:
    """Whatever stands in a cell is one cell again, guarded against formulas on the way out and bare on the way in."""
    found = read_table(csv_text([["甲", "乙"], [guarded(text), "末"]]), "a.csv")
    assert found.cell(2, 2) == "末"
    kept = text_of(text)[0]
    assert found.cell(2, 1) == kept or found.cell(2, 1) == text_of(guarded(text))[0]


@given(st.lists(st.lists(st.sampled_from(["", "周", " ", "1"]), max_size=6), min_size=1, max_size=8))
def test_half_empty_rows_keep_their_places(rows: list[list[str]]) -> None:
    found = read_table(csv_text([["表头", "二"], *rows]), "a.csv")
    assert len(found.rows) == len(rows) + 1
    for number, row in enumerate(rows, 2):
        assert [found.cell(number, place) for place in range(1, 7)] == [
            row[i].strip() if i < len(row) else "" for i in range(6)
        ]


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_named_refusal(data: bytes) -> None:
    assert outcome(data, "a.csv") in ("rows", "S-7", "R-7")


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_rows_or_a_named_refusal(place: int, patch: bytes) -> None:
    whole = xlsx(ROWS)
    place %= len(whole)
    assert outcome(whole[:place] + patch + whole[place + len(patch) :], "a.xlsx") in ("rows", "S-7", "R-7")


def test_columns_have_letters() -> None:
    assert [column_letter(n) for n in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
