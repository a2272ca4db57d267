"""A command finds what an earlier one took in: nobody else catches up where there is no window."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from tests.db.county_kit import PASSPHRASE, STATIONS, bundles, fill, make_county, make_station


def test_what_an_inbox_brought_is_found_by_the_next_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make_county(tmp_path) as county, make_station(county, tmp_path, STATIONS[0]) as station:
        fill(station, 2)
        bundles(station, tmp_path / "stick")
    secret = tmp_path / "word"
    secret.write_text(PASSPHRASE)
    at = ["--data", str(tmp_path / "county"), "--password-file", str(secret)]
    assert main(["county", "inbox", *at, "--from", str(tmp_path / "stick")]) == 0
    capsys.readouterr()
    assert main(["search", *at, "曾小一"]) == 0
    assert "曾小一" in capsys.readouterr().out
