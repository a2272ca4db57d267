"""The list for a round of visits (走访单): in the order of doors, with room to write down what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.money import digits
from desktop.domain.rounds import Call, day_words, for_walking
from desktop.reference.phone_scripts import phone_scripts
from exports.documents import model as m
from exports.documents.render import compose_pages
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import PRODUCER, Envelope
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Page, Path

_COLUMNS = (
    ("序号", 5),
    ("住址", 20),
    ("姓名", 9),
    ("电话", 12),
    ("去做什么", 25),
    ("要问的", 17),
    ("情况（手填）", 22),
)
_TITLE = "走访单"


def round_pdf(calls: Sequence[Call], organ: str, walker: str, fonts: FontSet, at: datetime) -> bytes:
    """A4 across, PDF/A-2b. It is no paper of a case and bears no code."""
    model = round_model(calls, organ, walker, at)
    pages = [
        Page(page.width, page.height, [item for item in page.items if not isinstance(item, Path)])
        for page in compose_pages(model, fonts)
    ]
    return paint(pages, fonts, Envelope(_TITLE, PRODUCER, at, bytes.fromhex(m.facts_hash(model))))


def round_model(calls: Sequence[Call], organ: str, walker: str, at: datetime) -> m.DocumentModel:
    """What the list says."""
    rows = tuple(_row(number, call) for number, call in enumerate(for_walking(calls), 1))
    head = f"{organ}　走访人：{walker}　打印日期：{at.year}年{at.month}月{at.day}日　共{len(rows)}人次"
    note = "含个人信息：随身带好，用后交回或者销毁，不给别人看。"
    blocks: tuple[m.Block, ...] = (
        m.Title(_TITLE),
        m.Paragraph(head, indent=False),
        m.Table(tuple(m.Column(title, share) for title, share in _COLUMNS), rows),
        m.Note(note),
    )
    return m.DocumentModel(
        type_key="visit_round",
        type_number=0,
        version=1,
        template_hash="",
        title=_TITLE,
        layout="roster",
        organ=organ,
        on=at.date().isoformat(),
        blocks=blocks,
    )


def _row(number: int, call: Call) -> tuple[str, ...]:
    script = phone_scripts()[call.script]
    owed = f"，还有{digits(call.amount)}元" if call.amount else ""
    why = f"{script.title}：{call.what}{owed}（{day_words(call.due)}前）"
    return (str(number), call.address, call.name, call.phone, why, "".join(script.ask), "")
