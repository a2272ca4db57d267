"""The anchor outside the database: saved whole, missing when it cannot be read, in the folder the platform gives."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.services.anchor import Anchor, Anchors, state_folder
from desktop.services.seams import SystemFs
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind

EPOCH = "e" * 32


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path / "state" / "anchors", SystemFs())
    assert anchors.load(EPOCH) is None
    for anchor in (Anchor(EPOCH, 3, "a" * 64), Anchor(EPOCH, 9, "b" * 64, {"人调字": 7}, "f" * 32)):
        anchors.save(anchor)
        assert anchors.load(EPOCH) == anchor
    assert anchors.load("f" * 32) is None


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"epoch":"x"}', b"\xff\xfe", b'{"epoch":"\xff","seq":1,"head":""}']
)
def test_an_unreadable_anchor_is_a_missing_one(tmp_path: Path, damage: bytes) -> None:
    anchors = Anchors(tmp_path, SystemFs())
    anchors.save(Anchor(EPOCH, 3, "a" * 64))
    (tmp_path / f"{EPOCH}.json").write_bytes(damage)
    assert anchors.load(EPOCH) is None


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_a_fault_leaves_an_older_anchor_or_the_new_one(tmp_path: Path, kind: Kind) -> None:
    old, new = Anchor(EPOCH, 3, "a" * 64), Anchor(EPOCH, 9, "b" * 64)
    for call in range(1, 50):
        Anchors(tmp_path, SystemFs()).save(old)
        fs = FaultFs(call, kind)
        try:
            Anchors(tmp_path, fs).save(new)
        except (OSError, Dead):
            assert fs.hit
        assert Anchors(tmp_path, SystemFs()).load(EPOCH) in (old, new)
        if not fs.hit:
            return
    pytest.fail("the fault never stopped")


def test_the_state_folder_is_where_the_platform_keeps_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_STATE", "/elsewhere")
    assert state_folder() == Path("/elsewhere")
    monkeypatch.delenv("FENGQIAO_STATE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert state_folder() == Path("/state/fengqiao")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_folder() == Path.home() / ".local/state/fengqiao"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert state_folder() == Path("/local/Fengqiao/state")
