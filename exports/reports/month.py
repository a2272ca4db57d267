"""The station's month as a paper with places to sign, and as a workbook; must not count anything itself."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from desktop.domain.numerals import chinese
from desktop.domain.station_month import Block, MonthReport
from exports.documents import model as m
from exports.documents.render import compose_pages
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import PRODUCER, Envelope
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Page, Path

_SIGNERS: Final = ("填表人（签名）：", "审核人（签名）：", "负责人（签名）：")
_FIRST, _WIDE, _COUNT, _SUM = 26, 40, 10, 18  # shares of the width
_TITLE_WIDTH: Final = 24


def month_pdf(report: MonthReport, fonts: FontSet, at: datetime) -> bytes:
    """A4, PDF/A-2b, with places to sign and seal. It is no paper of a case and bears no code."""
    model = month_model(report)
    pages = [
        Page(page.width, page.height, [item for item in page.items if not isinstance(item, Path)])
        for page in compose_pages(model, fonts)
    ]
    identity = bytes.fromhex(m.facts_hash(model))
    return paint(pages, fonts, Envelope(report.title, PRODUCER, at, identity))


def month_model(report: MonthReport) -> m.DocumentModel:
    """What the paper says, block by block."""
    blocks: list[m.Block] = [m.Title(report.title), m.Paragraph(_period(report), indent=False)]
    if report.silent:
        blocks.append(m.Paragraph("本期没有发生登记、调解、办结和履行，零报。"))
    if report.revision.changed:
        blocks.append(m.Paragraph(_revised(report)))
    for number, block in enumerate(report.told(), 1):
        blocks += [m.Heading(f"{chinese(number)}、{block.title}"), _table(block)]
    places = tuple(m.SignatureLine(label, half=True) for label in _SIGNERS)
    blocks += [m.Signatures(places), m.SealPlace(report.organ, _day(report.made_on))]
    return m.DocumentModel(
        type_key="station_month",
        type_number=0,
        version=1,
        template_hash="",
        title=report.title,
        layout="report",
        organ=report.organ,
        on=report.made_on,
        blocks=tuple(blocks),
    )


def _table(block: Block) -> m.Table:
    """Sums need more room than counts; a table of one column gives it to the words."""
    weights = [_SUM if head.unit == "元" else _COUNT for head in block.heads]
    first = _WIDE if len(weights) == 1 else _FIRST
    columns = [
        m.Column(block.first, first),
        *(
            m.Column(h.title + ("（元）" if h.unit == "元" else ""), w)
            for h, w in zip(block.heads, weights, strict=True)
        ),
    ]
    return m.Table(tuple(columns), tuple((line.label, *block.shown(line)) for line in block.lines))


def _revised(report: MonthReport) -> str:
    """Which report this one takes the place of, and every figure that is different."""
    past = report.revision
    told = "；".join(change.told for change in past.changed)
    return f"重报（第{len(past.reports) + 1}次）：{_day(past.last)}报出后，以下数字有变动。{told}。"


def _period(report: MonthReport) -> str:
    return f"{report.label}（{_day(report.since)}至{_day(report.until)}）"


def _day(iso: str) -> str:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"


def month_xlsx(report: MonthReport, at: datetime) -> bytes:
    """One sheet: every table under its title, sums as numbers in yuan. No formula, so that nothing can be run."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": report.title, "created": at.replace(tzinfo=None, microsecond=0)})
    page = book.add_worksheet(report.label)
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True})
    cell, money = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0.00"})
    share = book.add_format({"border": 1, "num_format": "0.0%"})
    page.set_column(0, 0, _TITLE_WIDTH)
    page.set_column(1, 8, 12)
    page.write_string(0, 0, report.title, bold)
    page.write_string(1, 0, _period(report) + ("　零报" if report.silent else ""))
    if report.revision.changed:
        page.write_string(2, 0, _revised(report))
    row = 4
    for block in report.blocks:
        page.write_string(row, 0, block.title, bold)
        for place, title in enumerate((block.first, *(f"{h.title}（{h.unit}）" for h in block.heads))):
            page.write_string(row + 1, place, title, head)
        row += 2
        for line in block.lines:
            page.write_string(row, 0, line.label, cell)
            for place, (column, figure) in enumerate(zip(block.heads, line.figures, strict=True), 1):
                known = {"元": (figure / 100, money), "%": (figure / 1000, share)}.get(column.unit, (figure, cell))
                page.write_number(row, place, *known)
            row += 1
        row += 1
    book.close()
    return buffer.getvalue()
