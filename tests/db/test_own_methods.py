"""A method that a user made from the ten documented lines: loaded, run to its end, withdrawn; no code is touched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.bootstrap.methods import StationMethods
from desktop.bootstrap.station import Desk
from desktop.bootstrap.workplace import StationReference
from desktop.cli import main
from desktop.domain.errors import RuleViolation
from desktop.usecases.follow_up import CloseCase, DoStep, close_case, do_step
from tests.db.station_kit import PASSPHRASE, TODAY, Station, register

TEXT = re.search(r"```toml\n(.+?)```", Path("docs/procedures.md").read_text(encoding="utf-8"), re.S)
assert TEXT is not None
EXAMPLE = TEXT[1]
KEY = "990101001.yunqiao_meet_first"


def refused(code: str) -> Any:
    """The use case must refuse with this code."""
    return pytest.raises(RuleViolation, match=code)


def reference(methods: StationMethods) -> StationReference:
    return StationReference(methods, methods.places, "990101", lambda _name: ())


def _faults(desk: Desk, text: str) -> str:
    with pytest.raises(RuleViolation) as caught:
        StationMethods(desk).load("自拟.toml", text)
    assert caught.value.code == "R-401"
    return caught.value.told()


def test_the_documented_example_is_loaded_run_and_withdrawn(desk: Desk) -> None:
    methods = StationMethods(desk)
    assert methods.check(EXAMPLE) == ()
    assert methods.load("云桥.toml", EXAMPLE) == KEY
    assert (KEY, "云桥镇先见面再调解") in reference(methods).procedures("dispute")
    case = register(desk, procedure=KEY)
    procedure, now = desk.queries.case_plan(desk.viewer, case.case_id)
    assert (procedure.key, procedure.version) == (KEY, 1)
    assert now.next is not None
    assert (now.next.step, now.next.due) == ("meet", TODAY)
    with desk.uow(desk.viewer) as uow:
        do_step(DoStep(case.case_id, "meet", TODAY, {}), uow)
        uow.commit()
    methods.withdraw(KEY, "改用县里的")
    assert KEY not in {key for key, _title in reference(methods).procedures("dispute")}
    with refused("R-357"):
        register(desk, procedure=KEY)
    with desk.uow(desk.viewer) as uow:  # the case goes on by the version it began with
        do_step(DoStep(case.case_id, "withdraw", TODAY, {"reason": "双方自行和好"}), uow)
        close_case(CloseCase(case.case_id, TODAY, "withdrawn"), uow)
        uow.commit()


def test_a_second_version_must_be_newer_and_leaves_running_cases_alone(desk: Desk) -> None:
    methods = StationMethods(desk)
    methods.load("a.toml", EXAMPLE)
    first = register(desk, procedure=KEY)
    with refused("R-417"):
        methods.load("a.toml", EXAMPLE)
    methods.load("a.toml", EXAMPLE.replace("version = 1", "version = 2").replace("一天内见面", "当天见面"))
    second = register(desk, procedure=KEY)
    titles = []
    for case in (first, second):
        task = desk.queries.case_plan(desk.viewer, case.case_id)[1].next
        titles.append(task.title if task else "")
    assert titles == ["一天内见面", "当天见面"]


def test_a_file_above_four_kilobytes_is_kept_as_a_blob(station: Station) -> None:
    desk = station.open()
    long = EXAMPLE + "# " + "长" * 3000 + "\n"
    StationMethods(desk).load("长.toml", long)
    case = register(desk, procedure=KEY)
    station.close()
    again = station.open()
    assert again.queries.case_plan(again.viewer, case.case_id)[0].title == "云桥镇先见面再调解"


def test_withdrawing_asks_for_a_reason_and_only_what_was_loaded_here(desk: Desk) -> None:
    methods = StationMethods(desk)
    with refused("R-418"):
        methods.withdraw("people_mediation", "不用了")
    methods.load("a.toml", EXAMPLE)
    with refused("R-419"):
        methods.withdraw(KEY, " ")
    methods.withdraw(KEY, "不用了")
    with refused("R-418"):
        methods.withdraw(KEY, "不用了")


def test_a_method_of_another_place_is_offered_once_it_is_chosen(desk: Desk) -> None:
    methods = StationMethods(desk)
    before = {key for key, _title in reference(methods).procedures("petition")}
    assert "ninghai_three_merges" not in before
    methods.choose(("ninghai_three_merges",))
    assert {key for key, _t in reference(methods).procedures("petition")} == before | {"ninghai_three_merges"}
    assert "ninghai_three_merges" in {r.key for r in StationMethods(desk).all() if r.offered}
    methods.choose(())
    assert {key for key, _title in reference(methods).procedures("petition")} == before
    with refused("R-357"):
        methods.choose(("no_such_method",))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("length = 1", "length = -1"), "第16行"),
        (('roles = ["mediator"]', 'roles = ["sheriff"]'), "第10行"),
        (('based_on = "people_mediation@0"', 'based_on = "people_mediation@9"'), "第5行"),
        (('in = "intake"', 'in = "nowhere"'), "第7行"),
        (('title = "一天内见面"', 'title = "一天内见面"\nnext = "meet"'), "meet"),
        (('roles = ["mediator"]', 'roles = ["mediator"]\n[[step.paper]]\ntype = "no_such_paper"'), "第12行"),
    ],
    ids=["negative limit", "missing role", "unknown base", "unknown slot", "loop without exit", "unknown document"],
)
def test_every_fault_is_named_with_its_line(desk: Desk, change: tuple[str, str], said: str) -> None:
    assert change[0] in EXAMPLE
    told = _faults(desk, EXAMPLE.replace(*change))
    assert said in told, told


def test_a_profile_looser_than_national_law_is_refused(desk: Desk) -> None:
    loose = EXAMPLE.replace("people_mediation@0", "petition_handling@0").replace(
        "[[step]]", '[[tighten]]\nlimit = "conclude"\nlength = 90\n[[step]]', 1
    )
    assert "不得长于规定的 60" in _faults(desk, loose)


def test_the_command_line_does_the_same(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))
    file = tmp_path / "云桥.toml"
    file.write_text(EXAMPLE, encoding="utf-8")

    def run(*arguments: str) -> Any:
        assert main(["method", *arguments, "--data", str(station.folder), "--json"]) == 0
        return msgspec.json.decode(capsys.readouterr().out)

    assert run("load", str(file)) == {"key": KEY}
    assert [r["offered"] for r in run("list") if r["own"]] == [True]
    run("withdraw", KEY, "--reason", "试完了")
    assert [r for r in run("list") if r["own"]] == []
    file.write_text(EXAMPLE.replace("length = 1", "length = -1"), encoding="utf-8")
    assert main(["method", "load", str(file), "--data", str(station.folder)]) == 1
    assert "第16行" in capsys.readouterr().err
