"""Tables on the command line: out with the state of each row, the platform's answers back, an import undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.cli import main
from tests.db.station_kit import PASSPHRASE, Station
from tests.table_kit import GOOD, LEDGER, changed

MAP = "mediation_ledger"
Run = Callable[..., Any]


@pytest.fixture
def run(station: Station, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the station; its JSON answer, or what it told where it refused."""
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))

    def call(*arguments: str, refused: bool = False) -> Any:
        now = ("--now", "2026-11-20T09:00:00+08:00")
        code = main([*arguments, "--data", str(station.folder), "--json", *now])
        told = capsys.readouterr()
        assert code == int(refused), told.err
        return told.err if refused else msgspec.json.decode(told.out)

    return call


def ledger(path: Path) -> str:
    rows = [LEDGER, GOOD, changed(GOOD, 申请人="王五", 申请人证件号码="", 纠纷简要情况="鸡吃了菜")]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    return str(path)


def test_rows_go_out_once_and_their_state_is_told(run: Run, tmp_path: Path) -> None:
    batch = run("import-table", ledger(tmp_path / "台账.csv"), "--map", MAP)["batch"]
    period = ("--map", MAP, "--period", "2026")
    assert {row["state"] for row in run("table-rows", *period)} == {"unreported"}
    out = tmp_path / "上报.xlsx"
    told = run("export-table", *period, "--out", str(out))
    assert (told["rows"], told["left_out"]) == (2, 0)
    assert told["personal"]
    assert out.read_bytes().startswith(b"PK")
    assert {row["state"] for row in run("table-rows", *period)} == {"reported"}
    again = run("export-table", *period, "--out", str(tmp_path / "b.csv"))
    assert (again["rows"], again["left_out"]) == (0, 2)
    assert run("export-table", *period, "--out", str(tmp_path / "c.csv"), "--all")["rows"] == 2
    assert [b["id"] for b in run("undo-table")] == [batch]
    assert len(run("undo-table", batch)["withdrawn"]) == 2
    assert run("undo-table") == []


def test_the_platforms_number_comes_back(run: Run, tmp_path: Path) -> None:
    run("import-table", ledger(tmp_path / "台账.csv"), "--map", MAP)
    own = Path("desktop/reference/table_maps/mediation_ledger.toml").read_text(encoding="utf-8")
    wanted = '[[column]]\ntitle = "平台编号"\nfield = "platform.number"\n'
    states = 'title = "状态"\nfield = "platform.state"\n'
    reasons = 'title = "原因"\nfield = "platform.reason"\n'
    text = f"{own}\n{wanted}[[column]]\n{states}[[column]]\n{reasons}"
    text = text if "\nsystem" in text else text.replace("kind =", 'system = "national_petition"\nkind =', 1)
    file = tmp_path / "map.toml"
    file.write_text(text, encoding="utf-8")
    period = ("--map", str(file), "--period", "2026")
    numbers = [row["number"] for row in run("table-rows", *period)]
    answers = tmp_path / "回执.csv"
    answers.write_text(
        f"编号,平台编号,状态,原因\n{numbers[0]},PT-001,已报,\n{numbers[1]},,退回,缺证件号码\n", encoding="utf-8"
    )
    assert run("take-answers", str(answers), "--map", str(file))["numbered"] == 1
    found = {row["number"]: (row["state"], row["platform_number"], row["reason"]) for row in run("table-rows", *period)}
    assert found == {numbers[0]: ("reported", "PT-001", ""), numbers[1]: ("returned", "", "缺证件号码")}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export-table", "--map", "no_such_map", "--period", "2026", "--out", "x.xlsx"), "R-709"),
        (("export-table", "--map", MAP, "--period", "去年", "--out", "x.xlsx"), "R-710"),
        (("undo-table", "no.such.batch"), "R-706"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, arguments: tuple[str, ...], code: str) -> None:
    assert code in run(*arguments, refused=True)
