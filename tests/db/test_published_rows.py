"""The list of what was published says what holds, what will, what was taken back and what cannot be used, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap.published import published_rows
from desktop.bootstrap.publishing import publish, withdraw
from desktop.cli import main
from tests.db.county_kit import PASSPHRASE
from tests.db.test_county_acts import Ring
from tests.db.test_publish import HOLIDAYS, METHOD
from tests.db.test_published_codes import TYPES
from tests.db.test_published_templates import KEY, SECOND, send_unchecked


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def test_every_kind_and_state_is_listed(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(ring.county, "a.toml", SECOND)
    publish(ring.county, "a.toml", SECOND.replace("version = 2", "version = 3"), "2026-12-01")
    send_unchecked(ring.county, KEY, SECOND.replace("version = 2", "version = 4").replace("reg.summary }}", "no }}"), 4)
    publish(ring.county, "b.toml", TYPES)
    publish(ring.county, "c.toml", HOLIDAYS.format("", 25, 26))
    publish(ring.county, "c.toml", HOLIDAYS.format("", 27, 27))
    publish(ring.county, "d.toml", METHOD.replace("version = 0", "version = 3", 1))
    publish(ring.b, "c.toml", HOLIDAYS.format("", 27, 27))
    withdraw(ring.county, "procedure", "people_mediation", 3, "先不用")
    ring.carry()
    rows = published_rows(ring.a)
    said = {(r.kind, r.version): (r.title, r.state) for r in rows}
    assert said == {
        ("template", 4): ("人民调解申请书", "refused"),
        ("template", 3): ("人民调解申请书", "later"),
        ("template", 2): ("人民调解申请书", "in_force"),
        ("codes", 1): ("纠纷类型", "in_force"),
        ("holidays", 2): ("2026年", "in_force"),
        ("holidays", 1): ("2026年", "before"),
        ("procedure", 3): ("人民调解", "withdrawn"),
    }
    assert all(r.county for r in rows)
    assert "没有这个内容：no" in rows[0].detail
    assert [r.detail for r in rows if r.kind == "codes"] == ["增加：养犬纠纷　不再用：环境污染纠纷"]
    assert {(r.kind, r.state, r.county) for r in published_rows(ring.b) if r.kind == "holidays"} == {
        ("holidays", "in_force", True), ("holidays", "before", True), ("holidays", "before", False),
    }  # fmt: skip
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    folder = ring.a.folder
    ring.a.close()
    capsys.readouterr()
    assert main(["published", "--data", str(folder), "--json", "--user", "u"]) == 0
    assert {r["state"] for r in json.loads(capsys.readouterr().out)} == {s for _title, s in said.values()}
