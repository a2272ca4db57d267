"""The editable file says what the print says, block by block, and says on every page that it is no archive paper."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.documents.compose import compose
from exports.documents.document_type import built_types
from exports.documents.model import DocumentModel
from exports.documents.render import compose_pages, render_pdf
from exports.documents.style import STYLES
from exports.documents.typeset.items import Text
from exports.documents.word.writer import MARK, render_docx
from tests.contract import document_cases as cases
from tests.contract import list_cases

TYPES = sorted(built_types())
FURNITURE = 20.0  # points below the type area: page numbers, draft marks


def model_of(key: str) -> DocumentModel:
    """The paper of a whole case, or of a whole month."""
    kind = built_types()[key]
    return compose(kind, list_cases.month() if kind.about == "list" else cases.sample(key))


def written(key: str) -> bytes:
    return render_docx(model_of(key), issued_at=cases.ISSUED_AT)


def bare(text: str) -> str:
    """Without white space and places to write on."""
    return "".join(text.split()).replace("_", "").replace("\u3000", "")


def blocks_of(data: bytes) -> Iterator[str]:
    """Texts of paragraphs and cells in their order; a cell that spans is read once."""
    document = Document(io.BytesIO(data))
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield bare("".join(node.text or "" for node in child.iter(qn("w:t"))))
        for cell in child.iter(qn("w:tc")):
            yield bare("".join(node.text or "" for node in cell.iter(qn("w:t"))))


def printed_lines(key: str) -> list[str]:
    """Every run of the print, furniture left out."""
    model = model_of(key)
    foot = {bare(label) for row in model.page_foot for label in row}
    sheet, found = STYLES[model.layout].sheet, []
    foot_y = sheet.top + sheet.height + FURNITURE
    for page in compose_pages(model, cases.fonts()):
        for item in page.items:
            if isinstance(item, Text) and item.y < foot_y and bare(item.text) and bare(item.text) not in foot:
                found.append(bare(item.text))
    return found


@pytest.mark.parametrize("key", TYPES)
def test_every_printed_line_stands_in_the_file(key: str) -> None:
    whole = "".join(blocks_of(written(key)))
    missing = [line for line in printed_lines(key) if line not in whole]
    assert missing == []


@pytest.mark.parametrize("key", TYPES)
def test_the_file_says_nothing_that_the_print_does_not(key: str, tmp_path: Path) -> None:
    said = Counter("".join(blocks_of(written(key))))
    drawn = render_pdf(model_of(key), cases.fonts(), issued_at=cases.ISSUED_AT)
    read = Counter(bare(cases.text_of(drawn, tmp_path)))
    more = {char: count - read[char] for char, count in said.items() if count > read[char]}
    assert more == {}


@pytest.mark.parametrize("key", TYPES)
def test_every_page_is_marked_and_every_face_serves_chinese(key: str) -> None:
    document = Document(io.BytesIO(written(key)))
    for section in document.sections:
        assert [p.text for p in section.header.paragraphs] == [MARK]
        assert not section.different_first_page_header_footer
    runs = [run for node in document.element.body.iter(qn("w:r")) for run in [node] if node.find(qn("w:t")) is not None]
    assert runs
    for run in runs:
        fonts = run.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii")) in {"仿宋", "楷体", "黑体", "华文中宋", "宋体"}


def test_a_crowd_is_a_roster_whose_head_is_repeated() -> None:
    many = tuple(msgspec.structs.replace(cases.PERSONS[0], id=f"w{i}") for i in range(9))
    model = compose(built_types()["mediation_agreement"], cases.view(parties=many))
    document = Document(io.BytesIO(render_docx(model, issued_at=cases.ISSUED_AT)))
    roster = document.tables[0]
    assert len(roster.rows) == 10
    head = roster.rows[0]._tr.trPr
    assert head is not None
    assert head.find(qn("w:tblHeader")) is not None


def test_what_people_type_is_text_in_word_too() -> None:
    typed = "<w:b/> & </w:t> {{ 7*7 }}"
    model = compose(built_types()["mediation_agreement"], cases.view(agreed=cases.agreement(dispute=typed)))
    assert bare(typed) in "".join(blocks_of(render_docx(model, issued_at=cases.ISSUED_AT)))
