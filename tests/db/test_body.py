"""单位信息 is published data: it holds from now on, says its faults at their field, and reaches papers and numbers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import DEFAULT_PETITION
from desktop.usecases.numbers import samples, take, take_case_number
from desktop.usecases.set_body import SetBody, set_body

BODY: dict[str, Any] = {
    "name": "云桥镇人民调解委员会", "word": "云桥", "organ": "柳溪市云桥镇人民政府", "organ_word": "柳政",
    "review_organ": "柳溪市人民政府", "phone": "13800000009", "letter_form": True,
}  # fmt: skip


def test_what_is_set_holds_for_papers_and_numbers_and_travels(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        before = uow.committee()
        set_body(SetBody(**BODY), uow)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        assert take(uow, word="访答", pattern=DEFAULT_PETITION).text == "柳政访答〔2026〕1号"
    now = desk.queries.committee(desk.viewer)
    assert (now.organ, now.letter_form, now.station) == ("柳溪市云桥镇人民政府", True, before.station)
    assert now.cut_off == before.cut_off


def test_saving_the_same_again_records_nothing(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        set_body(SetBody(**BODY), uow)
        uow.commit()
    written = desk.queries.sync_state(desk.viewer).written
    with desk.uow(desk.viewer) as uow:
        set_body(SetBody(**BODY), uow)
        uow.commit()
    assert desk.queries.sync_state(desk.viewer).written == written


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": ""}, "R-433", "name"),
        ({"word": ""}, "R-433", "word"),
        ({"word": "云桥（1）"}, "R-433", "word"),
        ({"organ_word": "柳政2026"}, "R-433", "organ_word"),
        ({"organ": "云桥镇综治中心"}, "R-434", "organ"),
        ({"organ": "云桥村村民委员会"}, "R-434", "organ"),
        ({"review_organ": ""}, "R-435", "review_organ"),
    ],
)
def test_what_would_make_wrong_papers_is_refused(desk: Desk, change: dict[str, Any], code: str, field: str) -> None:
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation) as fault:
        set_body(SetBody(**{**BODY, **change}), uow)
    assert (fault.value.code, fault.value.field) == (code, field)


def test_only_those_with_the_right_set_it(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        uow.viewer = msgspec.structs.replace(uow.viewer, roles=("mediator",))
        with pytest.raises(RuleViolation, match=r"^R-203 "):
            set_body(SetBody(**BODY), uow)


def test_numbers_are_written_as_the_body_wants_them(desk: Desk) -> None:
    own: dict[str, Any] = {
        "case_pattern": "{调委会字}人调〔{年}〕{序号:3}号",
        "letter_pattern": "{机关代字}字（{年}）第{序号}号",
    }
    with desk.uow(desk.viewer) as uow:
        first = take_case_number("dispute", uow)
        set_body(SetBody(**BODY, **own), uow)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        assert first.text == "（2026）云桥人调字第1号"
        assert take_case_number("dispute", uow).text == "云桥人调〔2026〕001号"
        assert take(uow, word="访答", pattern=DEFAULT_PETITION).text == "柳政访答字（2026）第1号"
        assert samples(uow.committee(), 2027) == ("云桥人调〔2027〕001号", "柳政访答字（2027）第1号")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"letter_pattern": "信〔{年}〕{序号}号"}, "R-158"),
        ({"case_pattern": "{机关代字}〔{年}〕{序号}号"}, "R-158"),
        ({"case_pattern": "人调字第{序号}号"}, "R-153"),
        ({"case_pattern": "（{年}{序号}号"}, "R-154"),
        ({"case_pattern": "{年}{市}{序号}"}, "R-152"),
        ({"case_pattern": "{区划简称}（{年}）{序号}号"}, "R-155"),
    ],
)
def test_patterns_that_would_make_one_number_twice_are_named(desk: Desk, change: dict[str, Any], code: str) -> None:
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match=f"^{code} "):
        set_body(SetBody(**BODY, **change), uow)
