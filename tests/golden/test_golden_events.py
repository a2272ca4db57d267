"""The bytes and hashes of events are frozen: today's program makes, reads and verifies the file of the first day."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.events import Event, payload_of, read_event
from scripts.golden_events import golden_events, line

LINES: list[dict[str, Any]] = [
    json.loads(text) for text in (Path(__file__).parent / "events.jsonl").read_text("ascii").splitlines()
]
ABSENT = {"withheld", "sealed", "disposed"}
by_name = pytest.mark.parametrize("stored", LINES, ids=lambda stored: str(stored["name"]))


def _read(stored: dict[str, Any]) -> Event:
    payload = None if stored["payload"] is None else stored["payload"].encode()
    return read_event(stored["header"].encode(), bytes.fromhex(stored["salt"]), payload, stored["state"])


def test_the_file_holds_what_must_stay_readable() -> None:
    assert len(LINES) >= 10
    assert len({stored["hash"] for stored in LINES}) == len(LINES)
    assert {stored["state"] for stored in LINES} == ABSENT | {"present"}
    assert len({json.loads(stored["header"])["type"] for stored in LINES}) >= 10


def test_the_program_still_makes_these_bytes() -> None:
    assert [line(name, event) for name, event in golden_events()] == LINES


@by_name
def test_the_program_still_reads_them(stored: dict[str, Any]) -> None:
    event = _read(stored)
    assert event.hash.hex() == stored["hash"]
    assert (payload_of(event) is None) == (stored["state"] in ABSENT)


@by_name
def test_anybody_can_verify_them_with_plain_json_and_sha256(stored: dict[str, Any]) -> None:
    header = json.loads(stored["header"])
    assert stored["header"] == _plain(header)
    assert hashlib.sha256(stored["header"].encode()).hexdigest() == stored["hash"]
    if stored["payload"] is not None:
        assert stored["payload"] == _plain(json.loads(stored["payload"]))
        promised = hashlib.sha256(bytes.fromhex(stored["salt"]) + stored["payload"].encode()).hexdigest()
        assert promised == header["payload_hash"]


def test_the_chains_hold_although_bodies_are_absent() -> None:
    heads: dict[str, tuple[str, int, int]] = {}
    for stored in LINES:
        header = _read(stored).header
        before, seq, tick = heads.get(header.epoch, ("", 0, 0))
        assert (header.prev, header.seq) == (before, seq + 1)
        assert header.tick > tick
        heads[header.epoch] = (stored["hash"], header.seq, header.tick)
    assert len(heads) == 2


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
