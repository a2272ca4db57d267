"""Document model -> Word file, for offices that must edit; every page says that it is no archive paper.

The same blocks in the same order as the print; must not read a clock or a case. It bears no QR code: what can be edited
cannot be the registered paper.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from functools import singledispatchmethod
from itertools import groupby
from typing import Any, Final

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.domain.numerals import chinese
from exports.documents import model as m
from exports.documents.party_grid import ROSTER_FROM, party_cells, roster_cells
from exports.documents.style import (
    CELL,
    HEIGHT,
    LEFT,
    SMALL_PITCH,
    STYLES,
    TITLE,
)
from exports.documents.table_grid import pair_cells, row_cells, table_cells
from exports.documents.typeset.envelope import PRODUCER
from exports.documents.typeset.fontset import Role
from exports.documents.word.runs import write
from exports.documents.word.tables import add_grid, border

MARK: Final = "非归档文本（可以编辑，不代替签名盖章的原件）"
_DAY: Final = "　年　月　日"
_BLANK: Final = "　" * 9
_NOTE: Final = 12.0
_MARK_SIZE: Final = 36.0  # of the organ's red mark at most


def render_docx(model: m.DocumentModel, *, issued_at: datetime) -> bytes:
    """The paper as an editable file."""
    return _Writer(model).written(issued_at)


class _Writer:
    """Writes one paper block by block."""

    def __init__(self, model: m.DocumentModel) -> None:
        self._model = model
        self._style = STYLES[model.layout]
        self._document = new_document()
        section = self._document.sections[0]
        sheet = self._style.sheet
        section.page_width, section.page_height = Pt(sheet.page_width), Pt(sheet.page_height)
        left = LEFT + sheet.shift
        section.left_margin, section.right_margin = Pt(left), Pt(sheet.page_width - left - sheet.width)
        section.top_margin, section.bottom_margin = Pt(sheet.top), Pt(sheet.page_height - sheet.top - sheet.height)
        if sheet.page_width > sheet.page_height:
            section.orientation = WD_ORIENT.LANDSCAPE
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(head, MARK, "kai", 10.5)
        self._foot(section.footer)

    def written(self, issued_at: datetime) -> bytes:
        for _, group in groupby(self._model.blocks, lambda block: isinstance(block, m.Row | m.PairRow)):
            blocks = list(group)
            rows = [block for block in blocks if isinstance(block, m.Row | m.PairRow)]
            if rows:
                self._form(rows)
                continue
            for block in blocks:
                self.add(block)
        facts = self._document.core_properties
        facts.title, facts.author, facts.comments = f"{self._model.title} {self._model.number}".strip(), PRODUCER, MARK
        facts.created = facts.modified = issued_at.replace(tzinfo=None)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _foot(self, footer: Any) -> None:
        """Places to sign on every page of a record, then the page number."""
        line = footer.paragraphs[0]
        for labels in self._model.page_foot:
            for label in labels:
                write(line, label, "fang", CELL)
                write(line, _BLANK, "fang", CELL, ruled=True)
            line = footer.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        letter = self._model.layout == "letter"
        if self._model.layout != "cover":
            for part in ("— ", "PAGE", " —") if letter else ("第", "PAGE", "页　共", "NUMPAGES", "页"):
                run = write(line, "" if part.isupper() else part, "song", 12.0)
                if part.isupper():
                    _field(run, part)

    def _line(self, align: WD_ALIGN_PARAGRAPH | None = None, *, indent: bool = False, pitch: float = 0.0) -> Any:
        """A new paragraph in the line pitch of the layout kind."""
        made = self._document.add_paragraph()
        shape = made.paragraph_format
        shape.space_before = shape.space_after = Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch or self._style.pitch)
        if align is not None:
            made.alignment = align
        if indent:
            shape.first_line_indent = Pt(2 * self._style.size)
        return made

    def _text(self, text: str, role: Role = "fang", *, indent: bool = True) -> None:
        for part in text.split("\n"):
            line = self._line(WD_ALIGN_PARAGRAPH.JUSTIFY, indent=indent)
            write(line, part.strip("　 ") if indent else part, role, self._style.size)

    def _centred(self, text: str, role: Role, size: float, *, red: bool = False) -> Any:
        line = self._line(WD_ALIGN_PARAGRAPH.CENTER, pitch=max(self._style.pitch, 1.3 * size))
        write(line, text, role, size, red=red)
        return line

    @singledispatchmethod
    def add(self, block: m.Block) -> None:
        """Write one block."""
        raise TypeError(block)

    @add.register
    def _(self, block: m.Title) -> None:
        self._centred(block.text, "title", TITLE).paragraph_format.space_after = Pt(0.5 * self._style.pitch)

    @add.register
    def _(self, block: m.NumberLine) -> None:
        letter = self._model.layout == "letter"
        line = self._line(WD_ALIGN_PARAGRAPH.CENTER if letter else WD_ALIGN_PARAGRAPH.RIGHT)
        write(line, block.text, "fang", self._style.size)

    @add.register
    def _(self, block: m.Heading) -> None:
        self._text(block.text, "hei" if block.level == 1 else "kai")
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True

    @add.register
    def _(self, block: m.Paragraph) -> None:
        self._text(block.text, indent=block.indent)

    @add.register
    def _(self, block: m.Clauses) -> None:
        for number, text in enumerate(block.items, 1):
            self._text((f"{chinese(number)}、" if block.style == "first" else f"（{chinese(number)}）") + text)

    @add.register
    def _(self, block: m.Meta) -> None:
        line = self._line()
        write(line, f"{block.label}：", "hei", self._style.size)
        write(line, block.text, "fang", self._style.size)

    @add.register
    def _(self, block: m.Turns) -> None:
        for turn in block.items:
            self._text(f"{turn.speaker}：{turn.text}")

    @add.register
    def _(self, block: m.Parties) -> None:
        if len(block.items) >= ROSTER_FROM:
            add_grid(self._document, roster_cells(block.items), SMALL_PITCH, heads=1)
        else:
            add_grid(self._document, [row for item in block.items for row in party_cells(item)], self._style.cell_pitch)

    @add.register
    def _(self, block: m.Table) -> None:
        add_grid(self._document, table_cells(block, self._style), self._style.cell_pitch, heads=1)

    @add.register
    def _(self, block: m.Choice) -> None:
        self._text(f"{block.label}：{_boxes(block.options)}")

    @add.register
    def _(self, block: m.Note) -> None:
        write(self._line(pitch=20.0), block.text, "kai", _NOTE)

    @add.register
    def _(self, block: m.BlankBelow) -> None:
        self._centred("（以下空白）", "kai", self._style.size)

    @add.register
    def _(self, block: m.PageBreak) -> None:
        self._line().add_run().add_break(WD_BREAK.PAGE)

    @add.register
    def _(self, block: m.Space) -> None:
        for _ in range(block.lines):
            line = self._line()
            if block.ruled:
                border(line, "bottom", 4)

    @add.register
    def _(self, block: m.Signatures) -> None:
        before = len(self._document.paragraphs)
        for half, group in groupby(block.items, lambda place: place.half):
            places = list(group)
            step = 2 if half else 1
            for start in range(0, len(places), step):
                self._sign(places[start : start + step])
        for line in self._document.paragraphs[max(0, before - 1) : -1]:
            line.paragraph_format.keep_with_next = True  # no places to sign stand alone on a page

    def _sign(self, places: Sequence[m.SignatureLine]) -> None:
        size = self._style.size
        if places[0].copied:
            border(self._line(), "bottom", 4)
        line = self._line(pitch=self._style.sign_pitch)
        for place in places:
            write(line, place.label, "fang", size)
            write(line, _BLANK[: 5 if place.dated else len(_BLANK)], "fang", size, ruled=True)
            if place.dated:
                write(line, _DAY, "fang", size)
            if len(places) > 1:
                write(line, "　", "fang", size)

    @add.register
    def _(self, block: m.SealPlace) -> None:
        self._line()
        for text in (block.organ, block.date):
            line = self._line(WD_ALIGN_PARAGRAPH.RIGHT)
            line.paragraph_format.right_indent = Pt(2 * self._style.size)
            line.paragraph_format.keep_with_next = text == block.organ
            write(line, text, "fang", self._style.size)

    @add.register
    def _(self, block: m.RedHead) -> None:
        self._centred(block.organ, "title", min(_MARK_SIZE, HEIGHT / max(12, len(block.organ))), red=True)
        border(self._centred(block.number, "fang", self._style.size), "bottom", 12, "DB1414")

    @add.register
    def _(self, block: m.LetterHead) -> None:
        mark = self._centred(block.organ, "title", min(_MARK_SIZE, HEIGHT / max(12, len(block.organ))), red=True)
        border(mark, "bottom", 18, "DB1414")
        write(self._line(WD_ALIGN_PARAGRAPH.RIGHT), block.number, "fang", self._style.size)

    @add.register
    def _(self, block: m.Annexes) -> None:
        self._line()
        for number, name in enumerate(block.items, 1):
            label = "附件：" if number == 1 else "　　　"
            mark = f"{label}{number}." if len(block.items) > 1 else label
            write(self._line(indent=True), mark + name, "fang", self._style.size)

    @add.register
    def _(self, block: m.Imprint) -> None:
        lines = [f"抄送：{block.copies_to}"] if block.copies_to else []
        for number, text in enumerate([*lines, f"{block.organ}　{block.date}印发"]):
            line = self._line(pitch=24.0)
            border(line, "top", 8 if number == 0 else 4)
            write(line, text, "fang", CELL)

    def _form(self, rows: Sequence[m.Row | m.PairRow]) -> None:
        """Neighbouring rows of a form as one grid."""
        width = self._style.width
        for tall, group in groupby(rows, lambda row: row.lines):
            cells = [
                pair_cells(row, width)
                if isinstance(row, m.PairRow)
                else row_cells(row, row.text or _boxes(row.options), width)
                for row in group
            ]
            add_grid(self._document, cells, tall * self._style.cell_pitch + 8.0)


def _boxes(options: Sequence[m.Option]) -> str:
    return "　".join(("☑" if option.ticked else "□") + option.text for option in options)


def _field(run: Any, name: str) -> None:
    """A number that the reader's program fills in."""
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
