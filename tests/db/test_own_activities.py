"""An activity that a user wrote himself: loaded like a method, recorded, withdrawn, still readable."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap.methods import StationMethods
from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.activity import ActivityForm
from desktop.domain.errors import RuleViolation
from desktop.usecases.activities import OpenActivity, PutEntry, open_activity, put_entry
from desktop.usecases.manage_methods import LoadMethod, load_form
from tests.db.station_kit import PASSPHRASE, TODAY, Station

BLOCKS = re.findall(r"```toml\n(.+?)```", Path("docs/procedures.md").read_text(encoding="utf-8"), re.S)
[EXAMPLE] = [text for text in BLOCKS if "\nsort = " in text]
KEY = "990101001.yunqiao_well_day"


def refused(code: str) -> Any:
    return pytest.raises(RuleViolation, match=code)


def offered(methods: StationMethods) -> dict[str, ActivityForm]:
    return {form.key: form for form in methods.forms}


def test_the_documented_example_is_loaded_recorded_and_withdrawn(desk: Desk) -> None:
    methods = StationMethods(desk)
    assert methods.check(EXAMPLE) == ()
    assert methods.load("水井.toml", EXAMPLE) == KEY
    form = offered(methods)[KEY]
    with desk.uow(desk.viewer) as uow:
        made = open_activity(OpenActivity(form, TODAY, {"where": "村口老井"}), uow)
        put_entry(PutEntry(form, made, "finds", {"what": "井栏松动", "by": "2026-12-01"}), uow)
        uow.commit()
    [row] = desk.queries.activities(desk.viewer, "patrol", "")
    assert (row.form, row.title, row.due) == (KEY, "村口老井", "2026-12-01")
    [shown] = [r for r in methods.all() if r.key == KEY]
    assert (shown.own, shown.offered, shown.cases, shown.title) == (True, True, 1, "云桥村水井值日")
    assert [r.title for r in methods.published() if r.kind == "activity"] == ["云桥村水井值日"]
    methods.withdraw(KEY, "改用镇里的")
    assert KEY not in offered(methods)
    assert KEY not in {r.key for r in methods.all()}
    kept = methods.form(KEY)
    assert kept is not None, "what was recorded by it stays readable"
    with desk.uow(desk.viewer) as uow:
        put_entry(PutEntry(kept, made, "finds", {"what": "井绳断了"}), uow)
        uow.commit()
    with refused("R-418"):
        methods.withdraw(KEY, "再停一次")


def test_a_changed_file_needs_a_greater_version(desk: Desk) -> None:
    methods = StationMethods(desk)
    methods.load("a.toml", EXAMPLE)
    with refused("R-417"):
        methods.load("a.toml", EXAMPLE)
    with refused("R-417"):
        methods.load("b.toml", EXAMPLE.replace("version = 1", "version = 0").replace("well_day", "new_day"))
    methods.load("a.toml", EXAMPLE.replace("version = 1", "version = 2").replace("水井值日", "水井轮值"))
    assert offered(methods)[KEY].title == "云桥村水井轮值"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('sort = "patrol"', 'sort = "party"'), "第4行"),
        (('name = "where"', 'name = "nowhere"'), "第7行"),
        (("week:1", "week:9"), "第8行"),
        (("required = true", "requird = true"), "第12行"),
        (('due = "by"', 'due = "what"'), "第16行"),
        (('kind = "date"', 'kind = "choice"'), "第21行"),
        (("version = 1", "version = "), "第2行"),
    ],
    ids=["sort", "name", "rhythm", "spelling", "due", "choices", "no TOML"],
)
def test_every_fault_is_named_with_its_line(desk: Desk, change: tuple[str, str], said: str) -> None:
    assert change[0] in EXAMPLE
    text = EXAMPLE.replace(*change, 1)
    methods = StationMethods(desk)
    assert said in {f"第{fault.line}行" for fault in methods.check(text)}
    with refused("R-421") as told:
        methods.load("自拟.toml", text)
    assert said in told.value.told()
    assert KEY not in offered(methods)


def test_it_is_there_at_the_next_start_however_long_the_file(station: Station) -> None:
    desk = station.open()
    StationMethods(desk).load("长.toml", EXAMPLE + "# " + "长" * 3000 + "\n")
    station.close()
    assert KEY in offered(StationMethods(station.open()))


def test_only_who_may_change_settings_loads_one(desk: Desk) -> None:
    viewer = desk.viewer
    other = type(viewer)("u9", "别人", ("mediator",))
    with desk.uow(other) as uow, refused("R-203"):
        load_form(LoadMethod("a.toml", EXAMPLE), lambda _text, _source: pytest.fail("was read"), uow)


def test_the_terminal_loads_lists_and_withdraws_it(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))
    file = tmp_path / "水井.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    common = ["--data", str(station.folder)]
    assert main(["method", "load", *common, str(file)]) == 0
    assert KEY in capsys.readouterr().out
    assert main(["method", "list", *common]) == 0
    assert f"● {KEY} v1  云桥村水井值日" in capsys.readouterr().out
    assert main(["method", "withdraw", *common, KEY, "--reason", "不用了"]) == 0
    capsys.readouterr()
    assert main(["method", "list", *common]) == 0
    assert KEY not in capsys.readouterr().out
