"""Cases on the command line: a list of one kind, a limit made longer, one that may not stand still."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.cli import main
from tests.db.station_kit import PASSPHRASE, Station

NOW = ("--now", "2026-11-20T09:00:00+08:00")


def run(station: Station, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    """Exit code, and the JSON answer or what was told."""
    code = main([*arguments, "--data", str(station.folder), "--json", *NOW])
    told = capsys.readouterr()
    return code, told.err if code else msgspec.json.decode(told.out)


def test_a_limit_is_changed_with_reason_and_approver(
    station: Station, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.db.station_kit import register

    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))
    with station.open() as desk:
        number = register(desk).number
    station.close()
    assert [row["number"] for row in _rows(run(station, capsys, "case", "list", "--filter", "kind=dispute"))] == [
        number
    ]
    assert _rows(run(station, capsys, "case", "list", "--filter", "kind=petition,enquiry")) == []
    why = ("--reason", "双方同意", "--approver", "双方")
    code, _told = run(station, capsys, "case", "limit", number, "mediation", "--until", "2027-01-20", *why)
    assert code == 0
    code, told = run(station, capsys, "case", "limit", number, "mediation", "--start", "2026-11-20", *why)
    assert code == 1
    assert "R-177" in told
    with station.open() as desk:
        state = desk.queries.case_view(desk.viewer, desk.queries.case_by_number(desk.viewer, number)).state
    assert [x.until for x in state.extensions] == ["2027-01-20"]


def _rows(answer: tuple[int, Any]) -> list[dict[str, Any]]:
    code, found = answer
    assert code == 0
    return list(found if isinstance(found, list) else found["facts"])
