"""The table of area codes is whole enough to warn of slips and knows no sample region."""

from __future__ import annotations

from datetime import date

from desktop.domain.identity import SAMPLE_REGION, check_character, check_id
from desktop.reference.area_codes import area_codes


def test_the_table_holds_the_counties() -> None:
    codes = area_codes()
    assert len(codes) > 2800
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert {"110101", "330681", "650102"} <= codes
    assert SAMPLE_REGION not in codes


def test_an_unknown_area_warns_and_a_known_one_does_not() -> None:
    def warnings(area: str) -> tuple[str, ...]:
        body = f"{area}19850315002"
        return check_id(body + check_character(body), today=date(2026, 11, 20), known_regions=area_codes()).warnings

    assert warnings("330681") == ()
    assert warnings("330699") != ()
