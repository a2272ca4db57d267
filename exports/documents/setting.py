"""Turns the blocks of a document model into strips; must not know page breaks beyond what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod
from itertools import chain, groupby

from desktop.domain.numerals import chinese
from exports.documents import model as m
from exports.documents.party_grid import party_strips
from exports.documents.style import (
    LEFT,
    PITCH,
    SEAL_LINES,
    TITLE,
    Style,
    baseline,
)
from exports.documents.table_grid import LABEL_CELL, pair_cells, row_cells, table_strips
from exports.documents.typeset.flow import Strip
from exports.documents.typeset.fontset import FontSet, Role
from exports.documents.typeset.grid import PAD, TALL, GridSetter
from exports.documents.typeset.items import Rule, Text
from exports.documents.typeset.lines import break_lines, natural_width

_LEAST_RULE = 100.0  # points; a shorter line to sign on goes under its label
_DAY = "　年　月　日"
_NOTE, _NOTE_PITCH = 12.0, 20.0


def strips_of(model: m.DocumentModel, setter: Setter) -> list[Strip]:
    """All strips of a paper, glued where they may not part."""
    strips: list[Strip] = []
    breaks = False
    for _, group in groupby(model.blocks, lambda block: isinstance(block, m.Row | m.PairRow)):
        blocks = list(group)
        rows = [block for block in blocks if isinstance(block, m.Row | m.PairRow)]
        for made in [setter.form(rows)] if rows else map(setter.set, blocks):
            if not made:
                breaks = True
                continue
            made[0].breaks, breaks = made[0].breaks or breaks, False
            if made[0].needs_before:
                _hold(strips, made[0].needs_before)
            strips += made
    return strips


def _hold(strips: Sequence[Strip], count: int) -> None:
    """Glues the last strips to what comes: no signature and no seal stands alone on a page."""
    for strip in strips[-count:]:
        strip.glued = True


class Setter:
    """Sets one paper's blocks in the measures of its layout kind."""

    def __init__(self, fonts: FontSet, style: Style) -> None:
        self._fonts = fonts
        self._style = style

    @singledispatchmethod
    def set(self, block: m.Block) -> list[Strip]:
        """The strips of one block; none for a page break."""
        raise TypeError(block)

    @set.register
    def _(self, block: m.PageBreak) -> list[Strip]:
        return []

    @set.register
    def _(self, block: m.Title) -> list[Strip]:
        lines = self._centred(block.text, "title", TITLE, 1.25 * PITCH)
        return self._glued([*lines, Strip(0.75 * PITCH)])

    @set.register
    def _(self, block: m.NumberLine) -> list[Strip]:
        size = self._style.size
        width = natural_width(block.text, self._fonts.widths["fang"], size)
        strips = self._lines(block.text, "fang", size, self._style.pitch, tracking=0.0)
        if len(strips) == 1:
            strips[0].items = [
                Text(self._style.right - width, baseline(size, self._style.pitch), "fang", size, block.text)
            ]
        return self._glued(strips)

    @set.register
    def _(self, block: m.Heading) -> list[Strip]:
        role: Role = "hei" if block.level == 1 else "kai"
        return self._glued(self._paragraph(block.text, role=role, indent=True))

    @set.register
    def _(self, block: m.Paragraph) -> list[Strip]:
        return self._paragraph(block.text, indent=block.indent)

    @set.register
    def _(self, block: m.Clauses) -> list[Strip]:
        strips: list[Strip] = []
        for number, text in enumerate(block.items, 1):
            mark = f"{chinese(number)}、" if block.style == "first" else f"（{chinese(number)}）"
            strips += self._paragraph(mark + text, indent=True)
        return strips

    @set.register
    def _(self, block: m.Meta) -> list[Strip]:
        size, pitch = self._style.size, self._style.pitch
        label = f"{block.label}："
        width = natural_width(label, self._fonts.widths["hei"], size)
        strips = self._lines(block.text, "fang", size, pitch, left=LEFT + width)
        strips[0].items.insert(0, Text(LEFT, baseline(size, pitch), "hei", size, label))
        return strips

    @set.register
    def _(self, block: m.Turns) -> list[Strip]:
        strips: list[Strip] = []
        for turn in block.items:
            strips += self._paragraph(f"{turn.speaker}：{turn.text}", indent=True)
        return strips

    @set.register
    def _(self, block: m.Parties) -> list[Strip]:
        return [
            *party_strips(block.items, self._fonts, self._style.cell_pitch),
            Strip(self._style.after_grid, spacer=True),
        ]

    @set.register
    def _(self, block: m.Table) -> list[Strip]:
        return [*table_strips(block, self._fonts, self._style), Strip(self._style.after_grid, spacer=True)]

    @set.register
    def _(self, block: m.Space) -> list[Strip]:
        if block.ruled:
            lines = [self._ruled(self._style.pitch, LEFT) for _ in range(block.lines)]
            for line in lines[:-1][:1]:
                line.glued = True  # a heading keeps two lines to write on
            return lines
        return [Strip(block.lines * self._style.pitch)]

    @set.register
    def _(self, block: m.Choice) -> list[Strip]:
        room, taken = self._style.width - 2 * self._style.size, (len(block.label) + 1) * self._style.size
        return self._paragraph(f"{block.label}：{self._boxes(block.options, room, taken)}", indent=True)

    @set.register
    def _(self, block: m.Note) -> list[Strip]:
        strips = self._glued(self._lines(block.text, "kai", _NOTE, _NOTE_PITCH, indent=2 * _NOTE))
        strips[0].needs_before = 3
        return strips

    @set.register
    def _(self, block: m.BlankBelow) -> list[Strip]:
        strips = self._centred("（以下空白）", "kai", self._style.size, self._style.pitch)
        strips[0].needs_before = 1
        return strips

    @set.register
    def _(self, block: m.Signatures) -> list[Strip]:
        strips: list[Strip] = []
        for half, lines in groupby(block.items, lambda line: line.half):
            pending = list(lines)
            while half and len(pending) > 1:
                strips += self._sign_row(pending[:2])
                pending = pending[2:]
            for line in pending:
                strips += self._sign_full(line)
        for strip in [*strips[:3], *strips[-4:]]:
            strip.glued = True  # the first and the last signers stay together, a long list may part in between
        if strips:
            strips[-1].glued = False
            strips[0].needs_before = 2
        return strips

    @set.register
    def _(self, block: m.SealPlace) -> list[Strip]:
        size, pitch = self._style.size, self._style.pitch
        widths = self._fonts.widths["fang"]
        organ, date = (natural_width(text, widths, size) for text in (block.organ, block.date))
        date_x = self._style.right - 4 * size - date  # 右空四字 (GB/T 9704-2012, 7.3.5.1)
        organ_x = max(LEFT, min(date_x + date / 2 - organ / 2, self._style.right - organ))
        strip = Strip(SEAL_LINES * pitch, needs_before=2)
        strip.items = [
            Text(organ_x, pitch + baseline(size, pitch), "fang", size, block.organ),
            Text(date_x, 2 * pitch + baseline(size, pitch), "fang", size, block.date),
        ]
        return [strip]

    def form(self, rows: Sequence[m.Row | m.PairRow]) -> list[Strip]:
        """Consecutive rows as one closed grid; the last ones (signature, seal, remark) stay together."""
        pitch = self._style.cell_pitch
        setter = GridSetter(self._fonts, LEFT, self._style.width, pitch)
        made: list[list[Strip]] = []
        for row in rows:
            if isinstance(row, m.PairRow):
                made.append(setter.rows([pair_cells(row, self._style.width)], [row.lines * pitch + 8.0]))
                continue
            text = row.text or self._boxes(row.options, self._style.width - LABEL_CELL - 2 * PAD)
            made.append(setter.rows([row_cells(row, text, self._style.width)], [row.lines * pitch + 8.0]))
        made[-1][-1].glued = True
        held = sum(strip.height for strip in made[-1])
        for number, strips in enumerate(reversed(made[-3:-1])):
            held += sum(strip.height for strip in strips)
            strips[-1].glued = number == 0 or held <= TALL * pitch
        return [*chain.from_iterable(made), setter.close()]

    def _boxes(self, options: Sequence[m.Option], room: float, taken: float = 0.0) -> str:
        """Boxes to tick, as many on a line as fit; `taken`: what the label takes of the first line."""
        lines: list[str] = []
        for option in options:
            text = ("☑" if option.ticked else "□") + option.text
            longer = f"{lines[-1]}　{text}" if lines else text
            left = room - (taken if len(lines) == 1 else 0.0)
            if lines and natural_width(longer, self._fonts.widths["fang"], self._style.size) <= left:
                lines[-1] = longer
            else:
                lines.append(text)
        return "\n".join(lines)

    def _sign_full(self, line: m.SignatureLine) -> list[Strip]:
        """A place for one signature: label, line, day. The label of a long name takes lines of its own."""
        size, pitch = self._style.size, self._style.sign_pitch
        strips = [self._ruled(0.85 * pitch, LEFT)] if line.copied else []
        tail = _DAY if line.dated else ""
        tail_width = natural_width(tail, self._fonts.widths["fang"], size)
        pieces = break_lines(line.label, self._fonts.widths["fang"], size, self._style.width)
        for piece in pieces[:-1]:
            strips.append(Strip(self._style.pitch, [self._text(piece.text, LEFT, self._style.pitch, piece.spread)]))
        label, spread = pieces[-1].text, pieces[-1].spread
        start = LEFT + natural_width(label, self._fonts.widths["fang"], size)
        if self._style.right - tail_width - start < _LEAST_RULE:
            strips.append(Strip(self._style.pitch, [self._text(label, LEFT, self._style.pitch, spread)]))
            label, start = "", LEFT
        strip = self._ruled(pitch, start, self._style.right - tail_width)
        strip.items.insert(0, self._text(label, LEFT, pitch))
        if tail:
            strip.items.append(self._text(tail, self._style.right - tail_width, pitch))
        for upper in strips:
            upper.glued = True
        return [*strips, strip]

    def _sign_row(self, lines: Sequence[m.SignatureLine]) -> list[Strip]:
        """Two short places to sign side by side."""
        strip = Strip(self._style.sign_pitch)
        for number, line in enumerate(lines):
            left = LEFT + number * (self._style.width / 2 + 6)
            width = natural_width(line.label, self._fonts.widths["fang"], self._style.size)
            strip.items.append(self._text(line.label, left, self._style.sign_pitch))
            strip.items += self._ruled(self._style.sign_pitch, left + width, left + self._style.width / 2 - 6).items
        return [strip]

    def _ruled(self, pitch: float, left: float, right: float = 0.0) -> Strip:
        y = baseline(self._style.size, pitch) + 3
        return Strip(pitch, [Rule(left, y, right or self._style.right, y, 0.6)])

    def _text(self, text: str, x: float, pitch: float, spread: float = 0.0) -> Text:
        return Text(x, baseline(self._style.size, pitch), "fang", self._style.size, text, spread)

    def _paragraph(self, text: str, *, role: Role = "fang", indent: bool) -> list[Strip]:
        style = self._style
        strips: list[Strip] = []
        first = 2 * (style.size + style.tracking) if indent else 0.0
        for written in text.split("\n"):
            part = written.strip("　 ") if indent else written
            strips += self._lines(part, role, style.size, style.pitch, indent=first)
        return strips

    def _lines(
        self,
        text: str,
        role: Role,
        size: float,
        pitch: float,
        *,
        left: float = LEFT,
        indent: float = 0.0,
        tracking: float | None = None,
    ) -> list[Strip]:
        space = self._style.tracking if tracking is None else tracking
        lines = break_lines(
            text, self._fonts.widths[role], size, self._style.right - left, indent=indent, tracking=space
        )
        y = baseline(size, pitch)
        return [Strip(pitch, [Text(left + line.x, y, role, size, line.text, line.spread)]) for line in lines]

    def _centred(self, text: str, role: Role, size: float, pitch: float) -> list[Strip]:
        widths, y = self._fonts.widths[role], baseline(size, pitch)
        strips = []
        for line in break_lines(text, widths, size, self._style.width):
            x = LEFT + (self._style.width - natural_width(line.text, widths, size)) / 2
            strips.append(Strip(pitch, [Text(x, y, role, size, line.text)]))
        return strips

    def _glued(self, strips: list[Strip]) -> list[Strip]:
        for strip in strips:
            strip.glued = True
        return strips
