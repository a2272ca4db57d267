"""Pages break where they may: nothing lost, groups whole, tables closed, opened and headed again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports.documents.typeset.flow import Column, Strip, paginate
from exports.documents.typeset.grid import Cell, GridSetter
from exports.documents.typeset.items import Rule, Text
from tests.contract.document_cases import fonts


def strip(height: float, name: str = "", **kind: object) -> Strip:
    """A strip with its name as text."""
    return Strip(height, [Text(0, 0, "fang", 10, name)] if name else [], **kind)  # type: ignore[arg-type]


def names(column: Column) -> list[str]:
    """The texts of a page."""
    return [item.text for _, made in column for item in made.items if isinstance(item, Text)]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=80))
def test_every_strip_is_placed_once_in_order_within_the_page(shapes: list[tuple[int, bool]]) -> None:
    strips = [strip(height, str(i), glued=glued) for i, (height, glued) in enumerate(shapes)]
    pages = paginate(strips, 100)
    assert [name for page in pages for name in names(page)] == [str(i) for i in range(len(shapes))]
    for page in pages:
        for top, made in page:
            assert top + made.height <= 100.02


def test_a_heading_goes_with_its_text() -> None:
    pages = paginate([strip(70, "a"), strip(20, "heading", glued=True), strip(20, "text")], 100)
    assert [names(page) for page in pages] == [["a"], ["heading", "text"]]


def test_a_group_higher_than_a_page_is_broken() -> None:
    pages = paginate([strip(30, str(i), glued=True) for i in range(7)], 100)
    assert [names(page) for page in pages] == [["0", "1", "2"], ["3", "4", "5"], ["6"]]


def test_white_space_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginate([strip(95, "a"), strip(10, spacer=True), strip(10, "b")], 100)
    assert pages[1][0][0] == 0.0


def test_the_last_page_may_hold_more() -> None:
    strips = [strip(60, "a"), strip(50, "b")]
    assert len(paginate(strips, 100)) == 2
    assert len(paginate(strips, 100, 110)) == 1


def test_a_table_over_pages_is_closed_opened_and_headed() -> None:
    setter = GridSetter(fonts(), 50, 200, 20)
    head = setter.rows([[Cell("表头", 200)]], [20])
    body = setter.rows([[Cell(f"第{i}行", 200)] for i in range(12)], [20] * 12, head=head)
    head[0].glued = True
    pages = paginate([*head, *body, setter.close()], 110)
    assert all(names(page)[0] == "表头" for page in pages)
    assert [n for page in pages for n in names(page) if n != "表头"] == [f"第{i}行" for i in range(12)]
    for page in pages:
        bottom = max(top + made.height for top, made in page)
        closing = [top for top, made in page if Rule(50, 0, 250, 0, 0.5) in made.items]
        assert bottom in closing


def test_cells_grow_and_a_single_line_stands_in_the_middle() -> None:
    setter = GridSetter(fonts(), 0, 200, 20)
    row = setter.rows([[Cell("短", 60), Cell("长" * 30, 140)]], [20])[0]
    texts = [item for item in row.items if isinstance(item, Text)]
    assert row.height > 60
    assert abs(texts[0].y - row.height / 2 - 0.38 * 14) < 0.6


def test_a_cell_with_very_much_text_breaks_over_pages_and_loses_nothing() -> None:
    setter = GridSetter(fonts(), 0, 200, 20)
    text = "".join(chr(0x4E00 + i) for i in range(900))
    strips = setter.rows([[Cell("标签", 60), Cell(text, 140)]], [20])
    pages = paginate([*strips, setter.close()], 300)
    assert len(pages) > 3
    assert "".join(n for page in pages for n in names(page) if n != "标签") == text


def test_a_spanning_cell_keeps_its_rows_together_and_high_enough() -> None:
    setter = GridSetter(fonts(), 0, 200, 20)
    rows = [
        [Cell("申\n请\n人\n甲", 40, spans=2), Cell("姓名", 160)],
        [Cell("", 40, covered=True), Cell("住址", 160)],
    ]
    strips = setter.rows(rows, [20, 20])
    assert strips[0].glued
    assert not strips[1].glued
    assert sum(made.height for made in strips) >= 4 * 20
