"""The envelope: one spelling, promises that hold, unknown things kept and not read, chains without bodies."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import case_events as ce
from desktop.domain.canonical import content_hash, encode
from desktop.domain.events import (
    EVENT_TYPES,
    Event,
    encode_payload,
    event_type,
    order_key,
    payload_of,
    read_event,
    read_header,
    seal,
)
from tests.builders import CASE, Author, case_opened, changed, session

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(plain)
def test_canonical_form_is_plain_sorted_json(value: Any) -> None:
    raw = encode(value)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert json.loads(raw) == value
    if not any(ord(c) > 0xFFFF for c in again):  # Python sorts keys by code point, as UTF-8 bytes do
        assert raw == again.encode()


@given(plain)
def test_canonical_form_of_canonical_form_is_itself(value: Any) -> None:
    raw = encode(value)
    assert encode(msgspec.Raw(raw)) == raw
    assert content_hash(value) == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {"a": [1, {"b": 0.5}]},
        "\ud800",
        {"\udfff": 1},
        ["ok", "\ud83d"],
        {1: "a"},
        b"bytes",
        {"a", "b"},
        msgspec.Raw(b"1.5"),
        msgspec.Raw(b"[1, 2]"),
        msgspec.Raw(b'{"b":1,"a":2}'),
        msgspec.Raw(b'"\\u00e9"'),
        msgspec.Raw(b"["),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_single_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="no canonical form"):
        encode(value)


def test_a_float_hidden_in_facts_is_refused() -> None:
    facts: Any = {"面积": 12.5}
    with pytest.raises(ValueError, match="float"):
        encode_payload(case_opened(facts=facts))


def _event() -> Event:
    return Author("a").open_case()


@pytest.mark.parametrize(
    "spell",
    [
        lambda raw: raw.replace(b",", b", ", 1),
        lambda raw: b" " + raw,
        lambda raw: json.dumps(dict(reversed(json.loads(raw).items())), separators=(",", ":")).encode(),
        lambda raw: raw.replace(b'"mediator"', b'"\\u006dediator"'),
        lambda raw: raw.replace(b'"v":1', b'"v":1.0'),
        lambda raw: raw[:-1] + b',"x":1}',
        lambda raw: raw.replace(b'"seq":1,', b'"seq":1,"seq":1,'),
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b'"seq":1', b'"seq":"1"'),
        lambda raw: raw.replace(b"mediator", b"mediat\xff\xfe"),
        lambda raw: b"[]",
    ],
)
def test_a_header_in_a_second_spelling_is_refused(spell: Any) -> None:
    raw = _event().raw
    assert read_header(raw)
    assert spell(raw) != raw
    with pytest.raises(ValueError, match="header"):
        read_header(spell(raw))


def test_an_envelope_of_a_later_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        read_header(_event().raw.replace(b'"v":1', b'"v":2'))


def test_a_payload_that_was_not_promised_is_refused() -> None:
    event = _event()
    assert event.payload is not None
    assert read_event(event.raw, event.salt, event.payload, "present") == event
    for salt, payload in (
        (event.salt, event.payload.replace("漏水".encode(), "失火".encode())),
        (bytes(16), event.payload),
        (event.salt, event.payload + b" "),
    ):
        with pytest.raises(ValueError, match="payload"):
            read_event(event.raw, salt, payload, "present")


def test_the_hash_covers_every_field_of_the_header() -> None:
    event = _event()
    empty = msgspec.structs.replace(event.header, payload_hash="")
    seen = {event.hash}
    for field in empty.__struct_fields__:
        value = getattr(empty, field)
        other: Any = value + 1 if isinstance(value, int) else ("f" * 64,) if isinstance(value, tuple) else value + "x"
        if field == "payload_hash":
            seen.add(seal(empty, event.payload or b"", bytes(16)).hash)
        elif field == "data_class":
            seen.add(seal(msgspec.structs.replace(empty, data_class="P2"), event.payload or b"", event.salt).hash)
        else:
            seen.add(seal(msgspec.structs.replace(empty, **{field: other}), event.payload or b"", event.salt).hash)
    assert len(seen) == 1 + len(empty.__struct_fields__)


@pytest.mark.parametrize("state", ["withheld", "sealed", "disposed"])
def test_an_absent_body_leaves_the_header_readable(state: Any) -> None:
    event = _event()
    bare = read_event(event.raw, b"", None, state)
    assert (bare.hash, bare.header, bare.body_state) == (event.hash, event.header, state)
    assert payload_of(bare) is None


def test_a_chain_of_headers_verifies_without_any_body() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, session())
    author.record(CASE, changed(summary=("旧", "新")))
    before = ""
    for event in author.chain:
        bare = read_event(event.raw, b"", None, "withheld")
        assert bare.header.prev == before
        before = bare.hash.hex()


def test_unknown_types_newer_versions_and_strange_kinds_are_kept_and_not_read() -> None:
    event = _event()
    empty = msgspec.structs.replace(event.header, payload_hash="")
    assert event.payload is not None
    for field, value in (("type", "case.invented"), ("type_version", 2), ("aggregate", "person")):
        stranger = seal(msgspec.structs.replace(empty, **{field: value}), event.payload, event.salt)
        again = read_event(stranger.raw, stranger.salt, stranger.payload, "present")
        assert again == stranger
        assert payload_of(again) is None


@pytest.mark.parametrize("payload", [b"{}", b'{"of":1}', b"[]", b"no json", b"", b'{"of":"\xff"}'])
def test_a_payload_that_its_type_cannot_read_is_not_read(payload: bytes) -> None:
    author = Author("a")
    author.open_case()
    event = author.record(CASE, ce.Undone("0" * 64))
    broken = seal(msgspec.structs.replace(event.header, payload_hash=""), payload, event.salt)
    assert payload_of(broken) is None


def test_a_payload_with_fields_of_later_programs_is_read() -> None:
    author = Author("a")
    author.open_case()
    event = author.record(CASE, ce.Undone("0" * 64))
    later = seal(msgspec.structs.replace(event.header, payload_hash=""), b'{"of":"00","why":"x"}', event.salt)
    assert payload_of(later) == ce.Undone("00")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):

        @event_type("case.opened", "case")
        class Other(msgspec.Struct, frozen=True):
            """Another meaning of a known name."""

    assert EVENT_TYPES["case.opened"].payload is ce.CaseOpened


def test_order_is_by_owner_version_then_tick_then_hash() -> None:
    author = Author("a")
    first = author.open_case()
    second = author.record(CASE, session())
    granted = author.record(CASE, session("s2"), owner_version=2, tick=1)
    twin = author.record(CASE, session("s3"), tick=second.header.tick)
    assert sorted([granted, twin, second, first], key=order_key) == [
        first, *sorted([second, twin], key=lambda e: e.hash), granted
    ]  # fmt: skip
