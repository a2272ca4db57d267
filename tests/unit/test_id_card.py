"""The fields of a card are told from the places of its lines, straight, crooked or upside down."""

from __future__ import annotations

import math
from datetime import date

import pytest

from desktop.domain.foreign import TextLine
from desktop.domain.id_card import read_card
from tests.id_card_kit import CARDS, Card
from ui.fields.nations import NATIONS

TODAY = date(2026, 11, 20)


def placed(card: Card, angle: float = 0.0, number: str = "", **printed: str) -> list[TextLine]:
    """Lines as a reader returns them from a card turned by so many degrees, in the order of their lower edges."""
    year, month, day = printed.get("birth", card.birth).split("-")
    rows = [
        (60, 60, "姓名"), (150, 62, card.name), (60, 140, f"性别{printed.get('sex', card.sex)}"),
        (280, 143, f"民族 {card.nation}"), (60, 220, f"出生{year}年{int(month)}月{int(day)}日"),
        (60, 300, f"住址{card.address[:11]}"),
        *((144, 300 + 50 * n, card.address[11 * n:11 * n + 11]) for n in range(1, -(-len(card.address) // 11))),
        (60, 540, "公民身份号码"), (300, 538, number or card.number),
    ]  # fmt: skip
    turn = math.radians(angle)

    def at(x: float, y: float) -> tuple[int, int]:
        return (
            round(2000 + x * math.cos(turn) - y * math.sin(turn)),
            round(2000 + x * math.sin(turn) + y * math.cos(turn)),
        )

    lines = []
    for x, y, text in rows:
        wide, high = 20 * len(text), 40
        corners = [v for p in ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high)) for v in at(*p)]
        lines.append(TextLine(text, tuple(corners), 97))
    return sorted(lines, key=lambda line: line.corners[1])


@pytest.mark.parametrize("card", CARDS, ids=[card.name for card in CARDS])
@pytest.mark.parametrize("angle", [0, 5, -12, 90, 180, 186])
def test_every_field_at_every_angle(card: Card, angle: float) -> None:
    found = read_card(placed(card, angle), NATIONS, TODAY)
    assert found is not None
    sex = {"男": "male", "女": "female"}[card.sex]
    assert (found.name, found.sex, found.nation, found.birth, found.address, found.number) == (
        card.name,
        sex,
        f"{card.nation}族",
        card.birth,
        card.address,
        card.number,
    )
    assert found.doubts == {}


def test_what_disagrees_with_the_number_is_said() -> None:
    card = CARDS[0]
    found = read_card(placed(card, birth="1964-03-16", sex="男"), NATIONS, TODAY)
    assert found is not None
    assert (found.birth, found.sex) == (card.birth, "female")
    assert set(found.doubts) == {"birth", "sex"}
    wrong = card.number[:-1] + ("0" if card.number[-1] != "0" else "1")
    found = read_card(placed(card, number=wrong), NATIONS, TODAY)
    assert found is not None
    assert set(found.doubts) == {"number"}
    assert (found.birth, found.sex) == (card.birth, "female")  # as printed: the number is not believed


def test_lookalikes_in_the_number_are_mended_and_old_forms_read() -> None:
    card = CARDS[1]
    found = read_card(placed(card, number=card.number.replace("0", "O")), NATIONS, TODAY)
    assert found is not None
    assert found.number == card.number
    han = CARDS[0]._replace(nation="漢")
    found = read_card(placed(han), NATIONS, TODAY)
    assert found is not None
    assert found.nation == "汉族"


def test_gaps_and_weak_lines_are_doubted() -> None:
    lines = [line for line in placed(CARDS[0]) if "民族" not in line.text]
    weak = [TextLine(line.text, line.corners, 60 if line.text == CARDS[0].name else 97) for line in lines]
    found = read_card(weak, NATIONS, TODAY)
    assert found is not None
    assert set(found.doubts) == {"nation", "name"}
    assert read_card([], NATIONS, TODAY) is None
    assert read_card(placed(CARDS[0])[:3], NATIONS, TODAY) is None
