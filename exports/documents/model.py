"""The document model: what a paper says, block by block, before anything is drawn; must not know fonts or pages.

It is what `facts_hash` is taken of and what travels in bundles, so every block is a frozen struct in canonical form.
Texts are final: numbers, dates and names are already in words.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from desktop.domain.canonical import content_hash

Layout = Literal["agreement", "record", "form", "letter", "notice", "cover", "report", "roster"]


class Title(Struct, frozen=True, tag="title", tag_field="kind"):
    """The name of the paper, centred."""

    text: str


class NumberLine(Struct, frozen=True, tag="number", tag_field="kind"):
    """The line with the number, at the right edge under the title."""

    text: str


class Heading(Struct, frozen=True, tag="heading", tag_field="kind"):
    """A heading; level 1 in Hei, level 2 in Kai (GB/T 9704-2012, 7.3.3). Never alone at the foot of a page."""

    text: str
    level: Literal[1, 2] = 1


class Paragraph(Struct, frozen=True, tag="paragraph", tag_field="kind"):
    """Running text. `indent`: the first line begins two characters in."""

    text: str
    indent: bool = True


class Clauses(Struct, frozen=True, tag="clauses", tag_field="kind"):
    """Numbered clauses: 一、二、三、 (or （一）（二）). A clause may have several paragraphs."""

    items: tuple[str, ...]
    style: Literal["first", "second"] = "first"


class Meta(Struct, frozen=True, tag="meta", tag_field="kind"):
    """A labelled line at the head of a record (时间：…), wrapped under its text."""

    label: str
    text: str


class TurnLine(Struct, frozen=True):
    """One turn of the minutes: who, and what was said."""

    speaker: str
    text: str


class Turns(Struct, frozen=True, tag="turns", tag_field="kind"):
    """The minutes as question and answer (问答式)."""

    items: tuple[TurnLine, ...]


class PartyLine(Struct, frozen=True):
    """One party of the national party block (司发通〔2010〕239号); organisations fill the last four."""

    role: str
    name: str
    sex: str = ""
    nation: str = ""
    age: str = ""
    work: str = ""
    contact: str = ""
    address: str = ""
    organisation: bool = False
    representative: str = ""
    post: str = ""
    agent: str = ""


class Parties(Struct, frozen=True, tag="parties", tag_field="kind"):
    """The party blocks, as a grid; a long list becomes a roster with a repeated head."""

    items: tuple[PartyLine, ...]


class Option(Struct, frozen=True):
    """One box to tick."""

    text: str
    ticked: bool = False


class Choice(Struct, frozen=True, tag="choice", tag_field="kind"):
    """A labelled row of boxes (调解结果：☑调解成功 □调解不成 …)."""

    label: str
    options: tuple[Option, ...]


class Row(Struct, frozen=True, tag="row", tag_field="kind"):
    """A row of a form grid: label cell and content cell (one wide cell without a label).

    `lines`: least height in lines; `foot`: text at the lower right of the cell (seal and date); `options`: boxes.
    """

    label: str
    text: str = ""
    lines: int = 1
    options: tuple[Option, ...] = ()
    foot: tuple[str, ...] = ()


class Pair(Struct, frozen=True):
    """A label cell and a content cell that share a row with others."""

    label: str
    text: str = ""


class PairRow(Struct, frozen=True, tag="pairs", tag_field="kind"):
    """A row of a form grid with several labels side by side (承办人 … 填表时间 …)."""

    items: tuple[Pair, ...]
    lines: int = 1


class Column(Struct, frozen=True):
    """A column of a table: its head and its share of the width, in percent."""

    title: str
    share: int


class Table(Struct, frozen=True, tag="table", tag_field="kind"):
    """A list with a head that is repeated on every page; short lines stand in the middle of their cells."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class SignatureLine(Struct, frozen=True):
    """A place to sign. `half`: two share a line. `copied`: a line above it for a sentence in the signer's own hand."""

    label: str
    half: bool = False
    copied: bool = False
    dated: bool = False


class Signatures(Struct, frozen=True, tag="signatures", tag_field="kind"):
    """Places to sign; never alone on a page."""

    items: tuple[SignatureLine, ...]


class SealPlace(Struct, frozen=True, tag="seal", tag_field="kind"):
    """Name of the organ over the date, with room for a seal of 42 mm over both (骑年盖月)."""

    organ: str
    date: str


class Note(Struct, frozen=True, tag="note", tag_field="kind"):
    """A small remark in Kai for those who fill in or sign."""

    text: str


class RedHead(Struct, frozen=True, tag="red_head", tag_field="kind"):
    """发文机关标志 over the number and the red line (GB/T 9704-2012, 7.2.4 to 7.2.7); letters only."""

    organ: str
    number: str


class LetterHead(Struct, frozen=True, tag="letter_head", tag_field="kind"):
    """信函格式 (GB/T 9704-2012, 10.1): organ in red over a double line, the number under it; the first block."""

    organ: str
    number: str


class Annexes(Struct, frozen=True, tag="annexes", tag_field="kind"):
    """附件说明: the names of what is attached, numbered when there are several; letters only."""

    items: tuple[str, ...]


class Imprint(Struct, frozen=True, tag="imprint", tag_field="kind"):
    """版记 at the foot of the last page: 抄送, organ that printed it and day (7.4); letters only, the last block."""

    copies_to: str
    organ: str
    date: str


class BlankBelow(Struct, frozen=True, tag="blank_below", tag_field="kind"):
    """（以下空白）: closes the text, so that nothing can be added above the signatures."""


class PageBreak(Struct, frozen=True, tag="page_break", tag_field="kind"):
    """The next block begins a new page."""


class Space(Struct, frozen=True, tag="space", tag_field="kind"):
    """White space of so many lines, at the top of a page too (covers). `ruled`: lines to write on by hand."""

    lines: int
    ruled: bool = False


Block = (
    Title
    | NumberLine
    | Heading
    | Paragraph
    | Clauses
    | Meta
    | Turns
    | Parties
    | Choice
    | Row
    | PairRow
    | Table
    | Space
    | Signatures
    | SealPlace
    | Note
    | RedHead
    | LetterHead
    | Annexes
    | Imprint
    | BlankBelow
    | PageBreak
)


class DocumentModel(Struct, frozen=True, kw_only=True):
    """A whole paper.

    `type_key`, `type_number`, `version`, `template_hash`: which template, exactly. `draft`: 第n稿 of a paper for
    signing, 0 once it is frozen. `copies`: how many originals. `on`: the day on the paper, ISO. `page_foot`: places
    to sign at the foot of every page but the last (records), line by line.
    """

    type_key: str
    type_number: int
    version: int
    template_hash: str
    title: str
    layout: Layout
    organ: str
    number: str = ""
    draft: int = 0
    copies: int = 1
    on: str = ""
    signers: tuple[str, ...] = ()
    page_foot: tuple[tuple[str, ...], ...] = ()
    blocks: tuple[Block, ...] = ()


def facts_hash(model: DocumentModel) -> str:
    """SHA-256 of the canonical model, 64 hex digits: the same facts under the same template, the same hash."""
    return content_hash(model)


def qr_text(model: DocumentModel) -> str:
    """What the QR code says: `FQ1:<type no>:<number>:<first 16 hex of the facts hash>`, in upper case."""
    return f"FQ1:{model.type_number}:{model.number}:{facts_hash(model)[:16]}".upper()
