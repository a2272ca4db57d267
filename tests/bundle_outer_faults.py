"""Bundles with exactly one thing wrong outside the compressed content; rows are (name, code, what, bytes)."""

from __future__ import annotations

import base64
import tarfile
from collections.abc import Callable, Iterator

import pyrage
from minisign import SecretKey

from desktop.domain.manifest import encode_manifest
from exports.bundles.enrolment import make_introduction
from exports.bundles.tar_frame import AGE_NAME, END, header
from tests import bundle_kit as kit

Row = tuple[str, str, str, bytes]

EVIL: tuple[tuple[str, str, bytes], ...] = (
    ("up", "../../etc/passwd", tarfile.REGTYPE),
    ("absolute", "/etc/passwd", tarfile.REGTYPE),
    ("drive", "C:\\Windows\\x", tarfile.REGTYPE),
    ("share", "\\\\server\\share\\x", tarfile.REGTYPE),
    ("device-name", "CON", tarfile.REGTYPE),
    ("trailing-dot", "blobs/" + "a" * 64 + ".", tarfile.REGTYPE),
    ("case-twin", "EVENTS/00001.JSONL", tarfile.REGTYPE),
    ("inside-up", "events/../00001.jsonl", tarfile.REGTYPE),
    ("accent", "e\u0301vents/00001.jsonl", tarfile.REGTYPE),
    ("long", "n" * 99, tarfile.REGTYPE),
    ("symlink", "events/00001.jsonl", tarfile.SYMTYPE),
    ("hardlink", "events/00001.jsonl", tarfile.LNKTYPE),
    ("device", "events/00001.jsonl", tarfile.CHRTYPE),
    ("folder", "events", tarfile.DIRTYPE),
    ("gnu-long-name", "././@LongLink", tarfile.GNUTYPE_LONGNAME),
    ("pax", "PaxHeaders/x", tarfile.XHDTYPE),
)


def evil_header(name: str, kind: bytes, size: int) -> bytes:
    made = tarfile.TarInfo(name)
    made.type, made.size, made.linkname = kind, size, "/etc/passwd"
    return made.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")[:512]


def frames(side: kit.Side) -> Iterator[Row]:
    """What carrying and tampering do to the file as a whole."""
    whole = kit.forge(kit.draft_of(side, kit.chain(5), blobs=[b"attachment"]))
    size = int(whole[124:135], 8)
    age_end, tail = 512 + size, kit.entry(AGE_NAME, whole[512 : 512 + size])
    rest = whole[len(tail) :]
    cuts = (0, 1, 511, 512, 700, age_end // 2, age_end - 1, age_end, len(tail), len(tail) + 600, len(whole) - 1024)
    for n, cut in enumerate((*cuts, len(whole) - 1)):
        yield f"cut-{n:02d}", "E01", f"ends after {cut} bytes of {len(whole)}", whole[:cut]
    yield "trailing-byte", "E06", "one byte follows the end", whole + b"\x00"
    yield "trailing-blocks", "E06", "padded to 10240 bytes, as tar does", whole + bytes(-len(whole) % 10240 or 10240)
    yield "glued", "E06", "two bundles in one file", whole + whole
    yield "byte-order-mark", "E06", "a byte order mark in front", b"\xef\xbb\xbf" + whole
    yield "line-ends", "E06", "line ends changed on the way", whole.replace(b"\n", b"\r\n")
    yield "not-a-bundle", "E06", "a text file", "不是数据包\n".encode() * 100
    yield "zip", "E06", "a zip archive", b"PK\x05\x06" + bytes(600)
    yield "no-age", "E06", "the signature stands first", rest[: -len(END)] + tail + END
    yield "age-twice", "E06", "bundle.age stands twice", tail + tail + rest
    yield "padding", "E06", "padding is not zero", tail[:-1] + b"\x01" + rest
    mode = header(AGE_NAME, size).replace(b"0000644", b"0000755")
    yield "header-checksum", "E06", "checksum of the header is wrong", mode + whole[512:]
    other = tarfile.TarInfo(AGE_NAME)
    other.size, other.mtime, other.uname = size, 1, "root"
    yield "header-spelling", "E06", "owner and time in the header", other.tobuf(tarfile.USTAR_FORMAT) + whole[512:]
    for name, path, kind in EVIL:
        yield f"outer-{name}", "E10", f"outer entry {path[:30]!r}", evil_header(path, kind, size) + whole[512:]


class _Whole:
    """A good bundle, taken apart."""

    def __init__(self, side: kit.Side) -> None:
        whole = kit.forge(kit.draft_of(side, kit.chain(5)))
        self.size = int(whole[124:135], 8)
        self.age = whole[512 : 512 + self.size]
        self.tail = whole[len(kit.entry(AGE_NAME, self.age)) :]
        self.signature = self.tail[512 : 512 + int(self.tail[124:135], 8)]
        self.lines = self.signature.split(b"\n")

    def signed(self, signature: bytes) -> bytes:
        return kit.outer(self.age, signature)


def envelopes(side: kit.Side) -> Iterator[Row]:
    """Signature, the words beside it, introduction, encryption."""
    good = _Whole(side)
    for name, at in (("age-header", 60), ("age-payload", good.size // 2), ("age-end", good.size - 1)):
        changed = good.age[:at] + bytes([good.age[at] ^ 1]) + good.age[at + 1 :]
        yield f"bit-{name}", "E05", f"one bit changed: {name}", kit.outer(changed, good.signature)
    for line, name in ((1, "signature"), (2, "trusted-comment"), (3, "global-signature")):
        yield f"changed-{name}", "E05", f"{name} changed", good.signed(_one_letter_else(good.lines, line))
    yield from _spellings(side, good)
    yield "no-signature", "E05", "not signed", kit.entry(AGE_NAME, good.age) + END
    yield "other-signature", "E05", "signature of another bundle", kit.entry(AGE_NAME, good.age) + _Whole(side).tail
    yield from _words(side)
    introduced = make_introduction(b"\x07" * 32, kit.INSTALLATION, side.station)
    added = kit.outer(good.age, good.signature, introduced)
    yield "introduction-added", "E05", "an introduction the signature does not name", added
    made = kit.draft_of(side, kit.chain(5))
    made.comment = lambda text: text.replace("introduction=-", "introduction=" + "0" * 64)
    yield "introduction-removed", "E05", "the introduction was taken away", kit.forge(made)
    yield from _sealed(side)


def _one_letter_else(lines: list[bytes], which: int) -> bytes:
    line = lines[which]
    at = len(line) // 2
    other = b"A" if line[at : at + 1] != b"A" else b"B"
    return b"\n".join([*lines[:which], line[:at] + other + line[at + 1 :], *lines[which + 1 :]])


def _spellings(side: kit.Side, good: _Whole) -> Iterator[Row]:
    """The same signature in another spelling, or of another kind."""
    comment = good.signature.replace(b"fengqiao bundle", b"another bundle")
    yield "untrusted-comment", "E05", "the comment nobody signs is another", good.signed(comment)
    last = base64.b64encode(base64.b64decode(good.lines[1])[-2:])
    spare = last[:2] + bytes([last[2] + 1]) + b"="  # the two lowest bits of the last digit mean nothing
    twisted = good.signature.replace(good.lines[1], good.lines[1][:-4] + spare)
    yield "spare-bits", "E05", "unused bits of base64 are set", good.signed(twisted)
    yield "crlf-signature", "E05", "line ends of the signature", good.signed(good.signature.replace(b"\n", b"\r\n"))
    legacy = SecretKey.from_base64(side.station.sign_secret).sign(
        good.age,
        prehash=False,
        untrusted_comment="fengqiao bundle signature",
        trusted_comment=good.lines[2].removeprefix(b"trusted comment: ").decode(),
    )
    yield "legacy-signature", "E05", "signed without the hash first", good.signed(bytes(legacy) + b"\n")


def _words(side: kit.Side) -> Iterator[Row]:
    """The trusted comment and the manifest must say the same; the comment's form is fixed."""
    for name, code, old, new in (
        ("comment-newer", "E07", "fqb1 ", "fqb2 "),
        ("comment-older", "E08", "fqb1 ", "fqb0 "),
        ("comment-form", "E06", " to=", "  to="),
        ("comment-station", "E05", "from=ST01", "from=ST02"),
        ("comment-key", "E05", f"key={side.station.sign_key}", f"key={side.stranger.sign_key}"),
    ):
        made = kit.draft_of(side, kit.chain(5))
        made.comment = _replacing(old, new)
        yield name, code, f"trusted comment says {new.strip()[:12]!r}", kit.forge(made)
    made = kit.draft_of(side, kit.chain(5))
    made.manifest_raw = kit.with_field(made.manifest, "to", "county:990002")
    yield "manifest-address", "E05", "manifest is for another address than the signature", kit.forge(made)
    made.manifest_raw = encode_manifest(kit.of_key(made.manifest, side.stranger.sign_key))
    yield "manifest-key", "E05", "manifest names another key than the one that signed", kit.forge(made)


def _replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def _sealed(side: kit.Side) -> Iterator[Row]:
    """The age file was wrong before it was signed."""
    letter = pyrage.encrypt(b"not a zstd stream", [pyrage.x25519.Recipient.from_str(r) for r in side.recipients])
    changes: tuple[tuple[str, str, Callable[[bytes], bytes]], ...] = (
        ("not-zstd", "the content is not zstd", lambda age: letter),
        ("not-age", "the age file is a text", lambda age: b"plain text\n" * 50),
        ("age-changed", "a chunk was changed before signing", lambda age: age[:-1] + bytes([age[-1] ^ 1])),
        ("age-cut", "the age file was cut before signing", lambda age: age[:-30]),
        ("age-trailing", "bytes follow in the age file", lambda age: age + b"x"),
    )
    for name, what, change in changes:
        made = kit.draft_of(side, kit.chain(5))
        made.sealed = change
        yield name, "E06", what, kit.forge(made)
