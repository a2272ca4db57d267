"""The party blocks of the national forms as grids, in their order (司发通〔2010〕239号: 姓名、性别 … 单位或住址).

Must not decide which parties are shown. ID numbers are not part of the national party block.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.documents.model import PartyLine
from exports.documents.style import LEFT, SMALL, SMALL_PITCH, WIDTH
from exports.documents.typeset.flow import Strip
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.grid import Cell, GridSetter

ROSTER_FROM = 7  # parties; from here on blocks would push the text off the first pages
_SIDE = 38.0
_LONG_NAME = 6  # characters; a longer name takes a row of its own
_ROSTER = (("序号", 30.0), ("称谓", 54.0), ("姓名或名称", 62.0), ("性别", 30.0), ("民族", 34.0), ("年龄", 34.0),
           ("职业或职务", 46.0), ("联系方式", 68.0))  # fmt: skip


def party_strips(items: Sequence[PartyLine], fonts: FontSet, pitch: float) -> list[Strip]:
    """The grid of the parties, closed below."""
    if len(items) >= ROSTER_FROM:
        return _roster(items, fonts)
    setter = GridSetter(fonts, LEFT, WIDTH, pitch)
    strips: list[Strip] = []
    for item in items:
        rows = party_cells(item)
        strips += setter.rows(rows, [pitch + 4.0] * len(rows))
    return [*strips, setter.close()]


def party_cells(item: PartyLine) -> list[list[Cell]]:
    """The rows of one party, its role going down beside them."""
    rows = _organisation(item) if item.organisation else _person(item)
    if item.agent:
        rows.append([*_pair("委托代理人", 80, item.agent, WIDTH - _SIDE - 80)])
    side = _side(item.role, len(rows))
    return [[side if i == 0 else Cell("", _SIDE, covered=True), *row] for i, row in enumerate(rows)]


def _side(role: str, rows: int) -> Cell:
    """The role, written downwards; 被申请人 in two lines of two."""
    half = 1 if len(role) < 4 else 2
    text = "\n".join(role[i : i + half] for i in range(0, len(role), half))
    return Cell(text, _SIDE, align="center", spans=rows)


def _pair(label: str, label_width: float, text: str, width: float) -> tuple[Cell, Cell]:
    return Cell(label, label_width, align="center"), Cell(text, width)


def _person(item: PartyLine) -> list[list[Cell]]:
    rest = WIDTH - _SIDE
    who = [*_pair("性别", 40, item.sex, 30), *_pair("民族", 40, item.nation, 66)]
    who += _pair("年龄", 40, item.age, rest - 358)
    second = [*_pair("职业或职务", 80, item.work, 126), *_pair("联系方式", 66, item.contact, rest - 272)]
    third = [*_pair("单位或住址", 80, item.address, rest - 80)]
    if len(item.name) > _LONG_NAME:
        who[-1].width += 142
        return [[*_pair("姓名", 40, item.name, rest - 40)], who, second, third]
    return [[*_pair("姓名", 40, item.name, 102), *who], second, third]


def _organisation(item: PartyLine) -> list[list[Cell]]:
    rest = WIDTH - _SIDE
    second = [*_pair("代表人", 80, item.representative, 126), *_pair("职务", 66, item.post, rest - 272)]
    return [
        [*_pair("单位名称", 80, item.name, rest - 80)],
        second,
        [*_pair("联系方式", 80, item.contact, rest - 80)],
        [*_pair("单位地址", 80, item.address, rest - 80)],
    ]


def _roster(items: Sequence[PartyLine], fonts: FontSet) -> list[Strip]:
    setter = GridSetter(fonts, LEFT, WIDTH, SMALL_PITCH)
    titles, *rows = roster_cells(items)
    head = setter.rows([titles], [20.0])
    body = setter.rows(rows, [20.0] * len(rows), head=head)
    head[-1].glued = True
    return [*head, *body, setter.close()]


def roster_cells(items: Sequence[PartyLine]) -> list[list[Cell]]:
    """The rows of the roster, its head first."""
    widths = [width for _, width in _ROSTER]
    widths.append(WIDTH - sum(widths))
    titles = [*(title for title, _ in _ROSTER), "单位或住址"]
    rows = [[Cell(t, w, "hei", SMALL, "center") for t, w in zip(titles, widths, strict=True)]]
    for number, item in enumerate(items, 1):
        who = f"{item.name}（代表人：{item.representative}）" if item.organisation else item.name
        who += f"（委托代理人：{item.agent}）" if item.agent else ""
        texts = [str(number), item.role, who, item.sex, item.nation, item.age, item.work, item.contact, item.address]
        rows.append([Cell(text, width, "fang", SMALL) for text, width in zip(texts, widths, strict=True)])
    return rows
