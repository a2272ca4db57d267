"""The codes a person reads, and the judgements that need no file: where a run connects, whether counts agree."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import msgspec
import pytest

from desktop.domain.bundle_codes import BUNDLE_CODES, BundleRefused
from desktop.domain.manifest import Range, check_totals, content_digest, encode_manifest, judge_range, read_manifest
from desktop.domain.receipts import EpochRoot, SanityCounts
from exports.bundles.situations import need_space, refused_by_medium
from tests import bundle_kit as kit

HELD = {1: "01" * 32, 2: "02" * 32, 3: "03" * 32}


def test_twenty_codes_each_with_a_sentence_and_a_step() -> None:
    assert list(BUNDLE_CODES) == [f"E{n:02d}" for n in range(1, 21)]
    for code in BUNDLE_CODES.values():
        told = BundleRefused(code.code, "detail of the journal").told()
        assert re.fullmatch(r"[^a-zA-Z]+。.*。（E\d\d）", told), told
        assert "detail" not in told
        assert ("现有数据没有改动" in told) is not code.kept
    sentences = [(c.sentence, c.way_out) for c in BUNDLE_CODES.values()]
    assert len({s for s, _ in sentences}) == 20


def test_the_log_gets_the_detail_and_no_chinese() -> None:
    assert str(BundleRefused("E09", "blob: 5 > 4")) == "E09 limits exceeded: blob: 5 > 4"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Range("ab" * 16, 1, 3, "", "03" * 32), "E17"),
        (Range("ab" * 16, 2, 3, "01" * 32, "03" * 32), "E17"),
        (Range("ab" * 16, 1, 5, "", "05" * 32), ""),
        (Range("ab" * 16, 4, 6, "03" * 32, "06" * 32), ""),
        (Range("ab" * 16, 5, 6, "04" * 32, "06" * 32), "E11"),
        (Range("ab" * 16, 4, 6, "0f" * 32, "06" * 32), "E12"),
        (Range("ab" * 16, 1, 3, "", "0f" * 32), "E12"),
        (Range("ab" * 16, 3, 4, "0f" * 32, "04" * 32), "E12"),
    ],
)
def test_where_a_run_connects(run: Range, expected: str) -> None:
    assert judge_range(run, 3, lambda seq: HELD.get(seq, "")) == expected


def test_nothing_held_takes_a_beginning_and_waits_for_the_rest() -> None:
    assert judge_range(Range("ab" * 16, 1, 3, "", "03" * 32), 0, lambda _: "") == ""
    assert judge_range(Range("ab" * 16, 2, 3, "01" * 32, "03" * 32), 0, lambda _: "") == "E11"


def test_counts_that_differ_are_named() -> None:
    root = EpochRoot("ab" * 16, 3, "0d" * 32)
    promised = SanityCounts(events=3, cases=2, open_duties=1, blobs=0, roots=(root,))
    check_totals(promised, promised)
    with pytest.raises(BundleRefused, match="E13") as refused:
        check_totals(promised, msgspec.structs.replace(promised, cases=1, roots=()))
    assert refused.value.detail == "differs in cases, roots"


def test_a_manifest_is_read_back() -> None:
    side = kit.new_side()
    manifest = kit.draft_of(side, kit.chain(3), blobs=[b"x"]).manifest
    assert read_manifest(encode_manifest(manifest)) == manifest


def test_the_content_digest_is_what_sha256sum_says(tmp_path: Path) -> None:
    import hashlib
    import subprocess

    made = kit.draft_of(kit.new_side(), kit.chain(3), blobs=[b"x", b"y"])
    for name, data in made.contents:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    names = [name for name, _ in made.contents]
    listing = subprocess.run(["sha256sum", *names], cwd=tmp_path, capture_output=True, check=True).stdout
    assert hashlib.sha256(listing).hexdigest() == content_digest(made.manifest)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "E14"), (errno.EDQUOT, "E14"), (errno.EROFS, "E16"), (errno.EACCES, "E16"), (errno.EPERM, "E16"),
     (errno.EIO, "E15"), (errno.ENODEV, "E15"), (errno.ENOENT, "E15")],
)  # fmt: skip
def test_what_the_medium_says(number: int, code: str) -> None:
    assert refused_by_medium(OSError(number, "x")).code == code


def test_space_that_suffices_is_no_matter() -> None:
    need_space(5, 5)
    with pytest.raises(BundleRefused, match="E14") as refused:
        need_space(1_500_000, 1_400_000)
    assert "需要 2 MB，可用 1 MB" in refused.value.told()
