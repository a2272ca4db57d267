"""Bundles with exactly one thing wrong in the content, rightly sealed and signed; rows as in bundle_outer_faults."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence

import msgspec
from backports import zstd

from desktop.domain.events import Event, seal
from desktop.domain.manifest import BlobEntry, FileEntry, encode_manifest
from exports.bundles.event_lines import write_line
from exports.bundles.tar_frame import END, MANIFEST_NAME, header
from tests import bundle_kit as kit
from tests.bundle_outer_faults import EVIL, Row, evil_header

Change = Callable[[bytes], bytes]


def inners(side: kit.Side) -> Iterator[Row]:
    """The compressed tar."""
    segment = kit.draft_of(side, kit.chain(5)).contents[0][1]
    place, entry = header("events/00001.jsonl", len(segment)), kit.entry("events/00001.jsonl", segment)
    rows: list[tuple[str, str, str, Change]] = [
        ("inner-" + name, "E10", f"inner entry {path[:30]!r}", _swap(place, evil_header(path, kind, len(segment))))
        for name, path, kind in EVIL
    ]
    longer = kit.entry("events/00001.jsonl", segment + b"{}\n")
    uncalled = kit.entry(f"blobs/{kit.blob(b'x').hash}", b"x")
    rows += [
        ("entry-missing", "E06", "the events are missing", _swap(entry, b"")),
        ("entry-twice", "E06", "the events stand twice", _swap(entry, entry * 2)),
        ("entry-extra", "E06", "a blob that was not announced", lambda tar: tar[: -len(END)] + uncalled + END),
        ("manifest-second", "E06", "the manifest stands after the events", _manifest_last),
        ("inner-padding", "E06", "padding is not zero", _swap(entry, entry[:-1] + b"\x01")),
        ("inner-end", "E06", "the end is missing", lambda tar: tar[: -len(END)]),
        ("inner-trailing", "E06", "something follows the end", lambda tar: tar + bytes(512)),
        ("size-lie", "E06", "an entry is longer than announced", _swap(entry, longer)),
        ("segment-changed", "E06", "events are not those of the digest", _swap(b"mediator", b"mediatox")),
        ("manifest-huge", "E09", "a manifest of 8 GiB", lambda tar: header(MANIFEST_NAME, (8 << 30) - 1) + tar[512:]),
    ]
    for name, code, what, change in rows:
        made = kit.draft_of(side, kit.chain(5))
        made.inner = change
        yield name, code, what, kit.forge(made)
    yield from _blobs(side)
    yield from _zstd(side)


def _swap(old: bytes, new: bytes) -> Change:
    return lambda data: data.replace(old, new)


def _manifest_last(tar: bytes) -> bytes:
    end = 512 + int(tar[124:135], 8)
    end += -end % 512
    return tar[end : -len(END)] + tar[:end] + END


def _blobs(side: kit.Side) -> Iterator[Row]:
    data = b"attachment"
    entry = kit.entry(f"blobs/{kit.blob(data).hash}", data)
    made = kit.draft_of(side, kit.chain(5), blobs=[bytes(300_000)])
    made.packed = zstd.compress
    yield "blob-squeezed", "E09", "a blob that is compressed to almost nothing", kit.forge(made)
    for name, code, what, change in (
        ("blob-missing", "E18", "an announced blob is missing", _swap(entry, b"")),
        ("blob-changed", "E06", "a blob is not what its hash says", _swap(data, b"attachmenT")),
    ):
        made = kit.draft_of(side, kit.chain(5), blobs=[data])
        made.inner = change
        yield name, code, what, kit.forge(made)


def _zstd(side: kit.Side) -> Iterator[Row]:
    changes: tuple[tuple[str, str, str, Change], ...] = (
        ("zstd-cut", "E06", "the zstd stream is cut", lambda tar: zstd.compress(tar)[:-9]),
        ("zstd-trailing", "E06", "bytes follow the zstd stream", lambda tar: zstd.compress(tar) + b"junk"),
        ("zstd-window", "E09", "a zstd window of 128 MiB", _wide_window),
        ("zstd-bomb", "E06", "300 MB of zeros follow the end", lambda tar: zstd.compress(tar) + zeros(300)),
    )
    for name, code, what, change in changes:
        made = kit.draft_of(side, kit.chain(5))
        made.packed = change
        yield name, code, what, kit.forge(made)


def _wide_window(tar: bytes) -> bytes:
    options: dict[int, int] = {zstd.CompressionParameter.window_log: 27}
    packer = zstd.ZstdCompressor(options=options)
    return packer.compress(tar, packer.FLUSH_BLOCK) + packer.flush()


def zeros(megabytes: int) -> bytes:
    """A zstd frame of zeros: some kilobytes that unpack to very much."""
    packer = zstd.ZstdCompressor()
    piece = bytes(1 << 20)
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


def manifests(side: kit.Side) -> Iterator[Row]:
    """What the manifest says."""
    for name, code, field, value in (
        ("newer-reader", "E07", "min_reader", 2),
        ("unknown-feature", "E07", "features", ["tides"]),
        ("unknown-suite", "E07", "suite", "gm-1"),
        ("older-format", "E08", "format", 0),
        ("unknown-kind", "E06", "kind", "gossip"),
        ("no-bundle-id", "E06", "bundle_id", ""),
        ("content-digest", "E06", "content_digest", "0" * 64),
    ):
        made = kit.draft_of(side, kit.chain(5))
        made.manifest_raw = kit.with_field(made.manifest, field, value)
        yield name, code, f"manifest: {field} = {value!r}"[:60], kit.forge(made)
    spelled: tuple[tuple[str, str, str, Change], ...] = (
        ("manifest-spaces", "E06", "manifest is not canonical", lambda m: m.replace(b":", b": ", 1)),
        ("manifest-twice", "E06", "a key stands twice", _swap(b'"format":1', b'"format":1,"format":1')),
        ("manifest-deep", "E09", "nested 100,000 deep", lambda m: m[:-1] + b',"x":' + _nest(10**5) + b"}"),
        ("manifest-cut", "E06", "the manifest is not whole JSON", lambda m: m[:-1]),
        ("manifest-latin", "E06", "the manifest is not UTF-8", _swap(b'"note":""', b'"note":"\xe9"')),
    )
    for name, code, what, change in spelled:
        made = kit.draft_of(side, kit.chain(5))
        made.manifest_raw = change(encode_manifest(made.manifest))
        yield name, code, what, kit.forge(made)
    yield from _counts(side)
    yield from _too_much(side)


def _nest(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def _counts(side: kit.Side) -> Iterator[Row]:
    made = kit.draft_of(side, kit.chain(5))
    summary, run = made.manifest.events, made.manifest.ranges[0]
    changes: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("count-lie", "E13", {"events": msgspec.structs.replace(summary, count=6)}),
        ("range-longer", "E13", {"ranges": (msgspec.structs.replace(run, last_seq=6),)}),
        ("range-head", "E06", {"ranges": (msgspec.structs.replace(run, head_hash="0" * 64),)}),
        ("range-prev", "E06", {"ranges": (msgspec.structs.replace(run, prev_hash="0" * 64),)}),
        ("range-epoch", "E06", {"ranges": (msgspec.structs.replace(run, epoch="0" * 32),)}),
    )
    for name, code, change in changes:
        false = msgspec.structs.replace(made, manifest=kit.resaid(made.manifest, **change))
        yield name, code, f"what is announced is not what follows: {name}", kit.forge(false)
    segment = msgspec.structs.replace(summary.segments[0], lines=4)
    fewer = msgspec.structs.replace(summary, segments=(segment,), count=4)
    shorter = msgspec.structs.replace(run, last_seq=4)
    false = msgspec.structs.replace(made, manifest=kit.resaid(made.manifest, events=fewer, ranges=(shorter,)))
    yield "lines-lie", "E13", "a segment has more lines than declared", kit.forge(false)


def _too_much(side: kit.Side) -> Iterator[Row]:
    """Declared sizes beyond the limits; no such bytes follow."""
    made = kit.draft_of(side, kit.chain(5))
    for name, size, count in (("blob-huge", 5 << 30, 1), ("blob-ratio", 400 << 20, 1), ("total-huge", 1 << 30, 20)):
        blobs = tuple(BlobEntry(f"{n:064x}", size) for n in range(count))
        false = msgspec.structs.replace(made, manifest=kit.resaid(made.manifest, blobs=blobs))
        yield name, "E09", f"{count} blob(s) of {size >> 20} MiB declared", kit.forge(false)
    files = tuple(FileEntry(f"receipts/S{n}.json", 2, hashlib.sha256(b"{}").hexdigest()) for n in range(65))
    false = msgspec.structs.replace(made, manifest=kit.resaid(made.manifest, files=files))
    yield "files-many", "E09", "65 receipts declared", kit.forge(false)
    none = kit.draft(side, [], [], kind="county_down", files=[("receipts/ST01.json", b'{"a":1}')])
    yield "receipt-form", "E06", "a receipt that is none", kit.forge(none)


def events(side: kit.Side) -> Iterator[Row]:
    """The event lines, rightly wrapped."""
    good = kit.draft_of(side, kit.chain(3))
    one, two, three = segment = good.contents[0][1].splitlines(keepends=True)
    other = _lines_of(kit.chain(3, seed=5))[1]
    lost = b'{"body":{"absent":"lost"},"header":' + one[one.rindex(b'"header":') + 9 :]
    salt = one.index(b'"salt":"') + 8
    capital = one[:salt] + one[salt : salt + 32].upper() + one[salt + 32 :]
    rows: tuple[tuple[str, str, str, Sequence[bytes]], ...] = (
        ("line-spaces", "E06", "a space in a line", [one.replace(b'"header":', b'"header": '), two, three]),
        ("line-header", "E06", "a header that is not canonical", [one.replace(b'"actor":', b'"actor": '), two, three]),
        ("line-crlf", "E06", "line ends changed", [line.replace(b"\n", b"\r\n") for line in segment]),
        ("line-no-end", "E13", "the last newline is missing", [one, two, three[:-1]]),
        ("line-mark", "E06", "a byte order mark", [b"\xef\xbb\xbf" + one, two, three]),
        ("line-salt", "E06", "a salt in capitals", [capital, two, three]),
        ("line-body", "E06", "a body of an unknown kind", [one.replace(b'"payload":', b'"preload":'), two, three]),
        ("line-absent", "E06", "absent for a reason that does not exist", [lost, two, three]),
        ("line-payload", "E06", "a payload that was not hashed", [one.replace(b'"text":"', b'"text":"x'), two, three]),
        ("chain-swapped", "E06", "two events swapped", [two, one, three]),
        ("chain-doubled", "E06", "an event stands twice", [one, two, two]),
        ("chain-other", "E06", "an event of another chain", [one, other, three]),
    )
    for name, code, what, lines in rows:
        yield name, code, what, kit.forge(kit.draft(side, [b"".join(lines)], good.manifest.ranges))
    yield from _payloads(side)
    yield from _headers(side)


def _lines_of(chain: list[Event]) -> list[bytes]:
    return [write_line(e.raw, e.salt, e.payload, e.body_state) for e in chain]


def _payloads(side: kit.Side) -> Iterator[Row]:
    """Payloads hashed as they are. What only does not fit its type is stored and passed on, not understood."""
    sly = b'[{"a":' * 70 + b"1" + b"}]" * 70
    for name, code, payload in (
        ("spaces", "E06", b'{"id": "1","text":"x"}'),
        ("order", "E06", b'{"text":"x","id":"1"}'),
        ("twice", "E06", b'{"id":"1","text":"x","text":"y"}'),
        ("float", "E06", b'{"id":"1","size":1.5,"text":"x"}'),
        ("nan", "E06", b'{"id":"1","size":NaN,"text":"x"}'),
        ("surrogate", "E06", b'{"id":"1","text":"\\ud800"}'),
        ("overlong", "E06", b'{"id":"1","text":"\xc0\x80"}'),
        ("type", "ok", b'{"id":1,"text":"x"}'),
        ("missing", "ok", b'{"id":"1"}'),
        ("huge-number", "E09", b'{"id":"1","size":' + b"9" * 400 + b',"text":"x"}'),
        ("deep", "E09", b'{"id":"1","size":' + _nest(10**5) + b',"text":"x"}'),
        ("deep-sly", "E09", b'{"id":"1","size":' + sly + b',"text":"x"}'),
    ):
        made = kit.draft_of(side, [kit.event_of("comment.made", payload)])
        yield f"payload-{name}", code, f"payload: {name}", kit.forge(made)


def _headers(side: kit.Side) -> Iterator[Row]:
    for name, code, field, value in (
        ("envelope", "E07", "v", 2),
        ("tick", "E06", "tick", 2**60),
        ("type-version", "E06", "type_version", 0),
        ("time", "E06", "at", "2026-03-01T09:00:00"),
        ("frontier", "E06", "after", ("zz",)),
    ):
        odd = msgspec.structs.replace(kit.header_of(1, ""), **{field: value})
        event = seal(odd, b'{"id":"1","text":"x"}', os.urandom(16))
        yield f"header-{name}", code, f"header: {field}", kit.forge(kit.draft_of(side, [event]))
