"""Regions: the table down to townships, villages and grids from a file, and where an address begins."""

from __future__ import annotations

import pytest

from desktop.bootstrap.methods import StationMethods
from desktop.bootstrap.station import Desk
from desktop.bootstrap.workplace import StationReference
from desktop.domain.errors import RuleViolation
from desktop.domain.places import read_places, region_of
from desktop.reference.area_codes import area_codes
from desktop.reference.regions import full_name, regions, townships_of
from tests.db.station_kit import Station

HEAD = "代码,名称,类别,上级\n"
FILE = (
    HEAD
    + "990101001,云桥镇,街镇,\n990101001001,云桥村,村社,\n990101001002,石湾村,村社,\n"
    + "YQ-1,第1网格,网格,990101001001\nYQ-1-2,第2微网格,网格,YQ-1\n"
)


def test_the_table_goes_down_to_townships() -> None:
    known = regions()
    assert full_name("330681") == "浙江省绍兴市诸暨市"
    assert "枫桥镇" in townships_of("330681").values()
    assert full_name("110101001") == "北京市东城区东华门街道"
    assert full_name("999999") == ""
    assert {code for code in known if len(code) == 6} == area_codes()
    assert all(code[:6] in known for code in known if len(code) == 9)


def test_villages_and_grids_are_loaded_and_offered(station: Station) -> None:
    desk = station.open()
    assert StationMethods(desk).load_places(FILE) == 5
    station.close()
    methods = StationMethods(station.open())
    offered = dict(StationReference(methods, methods.places, "990101", desk.codes.choices).places())
    assert offered["990101001001"] == "云桥镇云桥村"
    assert offered["YQ-1-2"] == "云桥镇云桥村第1网格第2微网格"
    assert region_of("云桥镇云桥村3组12号", offered.items()) == "990101001001"
    assert region_of("云桥镇云桥村第1网格5号", offered.items()) == "YQ-1"
    assert region_of("县城人民路1号", offered.items()) == ""


def test_a_county_offers_its_townships_without_any_file(desk: Desk) -> None:
    methods = StationMethods(desk)
    assert ("330681109", "枫桥镇") in StationReference(methods, methods.places, "330681", desk.codes.choices).places()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "第1行"),
        ("a,b\n1,2\n", "第1行"),
        (HEAD + "9901,云桥村,村社,\n", "第2行"),
        (HEAD + "990101001001,,村社,\n", "第2行"),
        (HEAD + "990101001001,云桥村,小区,\n", "第2行"),
        (HEAD + "990101001001,云桥村,村社,\n990101001001,又一个,村社,\n", "第3行"),
        (HEAD + "W1,一网格,网格,\n", "第2行"),
        (HEAD + "330681999001,不存在的乡镇的村,村社,\n", "第2行"),
    ],
)
def test_faults_are_named_by_line(text: str, line: str) -> None:
    with pytest.raises(RuleViolation, match="R-420") as caught:
        read_places(text, regions())
    assert line in caught.value.message
