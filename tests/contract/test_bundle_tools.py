"""The commands printed in docs/bundle-format.md open a real bundle, and what they show is what the manifest says."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from desktop.domain.manifest import Manifest, encode_manifest
from desktop.domain.receipts import Receipt
from desktop.services.age_stream import AgeKey, AgeReader, age_file, public_of
from desktop.services.seams import SystemFs
from exports.bundles.enrolment import make_introduction
from exports.bundles.installation_keys import public_key_file
from exports.bundles.limits import SEGMENT_LINES, Limits
from exports.bundles.tar_frame import MTIME
from exports.bundles.writer import BundleFile
from tests import bundle_kit as kit

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bundle-format.md").read_text("utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EVENTS, BLOBS = kit.chain(7), [b"picture" * 5000, b"", "附件".encode()]


@pytest.fixture(scope="module")
def side() -> kit.Side:
    return kit.new_side()


@pytest.fixture(scope="module")
def file(side: kit.Side, tmp_path_factory: pytest.TempPathFactory) -> BundleFile:
    introduction = make_introduction(b"s" * 32, kit.INSTALLATION, side.station)
    (file,) = kit.write(side, tmp_path_factory.mktemp("b"), EVENTS, BLOBS, introduction=introduction)
    return file


def run(script: str, folder: Path, **variables: str) -> str:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **variables}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("who", ["operation", "escrow"])
def test_the_printed_commands_open_a_bundle(side: kit.Side, file: BundleFile, tmp_path: Path, who: str) -> None:
    identity = tmp_path / "identity.txt"
    identity.write_text((side.county.age.identity if who == "operation" else side.escrow.identity) + "\n")
    out = tmp_path / "out"
    out.mkdir()
    assert len(COMMANDS) == 3
    said = run(
        "".join(COMMANDS), tmp_path, BUNDLE=str(file.path), SENDER_KEY=side.station.sign_key,
        IDENTITY=str(identity), OUT=str(out),
    )  # fmt: skip
    assert f"to={kit.COUNTY} key={side.station.sign_key}" in said
    digest, content, first = (line.split()[0] for line in said.splitlines()[-3:])
    assert digest == file.digest
    assert content == file.manifest.content_digest
    assert first == EVENTS[0].hash.hex() == EVENTS[1].header.prev
    assert (out / "content" / "manifest.json").read_bytes() == encode_manifest(file.manifest)
    assert [(out / "content" / "blobs" / b.hash).read_bytes() for b in file.manifest.blobs] == BLOBS
    lines = (out / "content" / "events" / "00001.jsonl").read_text().splitlines()
    assert [json.loads(line)["header"]["seq"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]


def test_tar_finds_nothing_odd(file: BundleFile, tmp_path: Path) -> None:
    listing = run('tar -tvf "$BUNDLE"', tmp_path, BUNDLE=str(file.path), TZ="UTC")
    assert [line.split()[-1] for line in listing.splitlines()] == [
        "bundle.age", "bundle.age.minisig", "introduction.json",
    ]  # fmt: skip
    assert listing.count("-rw-r--r-- 0/0") == 3
    assert listing.count("2026-01-01") == 3


def test_minisign_refuses_another_key(side: kit.Side, file: BundleFile, tmp_path: Path) -> None:
    run('tar -xf "$BUNDLE"', tmp_path, BUNDLE=str(file.path))
    (tmp_path / "right.pub").write_bytes(public_key_file(side.station.sign_key))
    (tmp_path / "wrong.pub").write_bytes(public_key_file(side.stranger.sign_key))
    codes = [
        subprocess.run(
            ["minisign", "-V", "-p", f"{key}.pub", "-m", "bundle.age"], cwd=tmp_path, capture_output=True, check=False
        ).returncode
        for key in ("right", "wrong")
    ]
    assert codes == [0, 1]


@pytest.mark.parametrize("size", [0, 1, 65536, 200_000])
def test_files_of_the_age_command_are_read(side: kit.Side, tmp_path: Path, size: int) -> None:
    data = bytes(n % 256 for n in range(size))
    (tmp_path / "plain").write_bytes(data)
    run('age -r "$TO" -r "$ALSO" -o sealed plain', tmp_path, TO=side.escrow.recipient, ALSO=side.county.age.recipient)
    for identity in (side.escrow.identity, side.county.age.identity):
        with SystemFs().open_read(tmp_path / "sealed") as sealed:
            assert AgeReader(sealed, [AgeKey.read(identity)]).read() == data


@pytest.mark.parametrize("size", [0, 1, 65536, 200_000])
def test_the_age_command_reads_our_files(side: kit.Side, tmp_path: Path, size: int) -> None:
    data = bytes(n % 256 for n in range(size))
    keys = map(public_of, side.recipients)
    (tmp_path / "sealed").write_bytes(b"".join(age_file([data], keys)))
    for identity in (side.escrow.identity, side.county.age.identity):
        (tmp_path / "identity").write_text(identity + "\n")
        run("age -d -i identity sealed > plain", tmp_path)
        assert (tmp_path / "plain").read_bytes() == data
        (tmp_path / "plain").unlink()


def test_the_page_names_what_the_code_has() -> None:
    """Fields, limits and numbers of the page are those of the code."""
    table = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE))))
    assert table == {*Manifest.__struct_fields__, *Receipt.__struct_fields__}
    limits = Limits()
    for words in (
        f"segment {SEGMENT_LINES:,} lines and {limits.segment >> 20} MiB",
        f"file {limits.file >> 30} GiB, manifest {limits.manifest >> 20} MiB, {limits.files} receipts",
        f"{limits.events // 10**6} million events",
        f"line {limits.line >> 20} MiB",
        f"{limits.blobs:,} blobs of {limits.blob >> 30} GiB, in all {limits.total >> 30} GiB",
        f"at most {limits.ratio:,} times bundle.age, or {limits.ratio_floor >> 20} MiB",
        f"nest at most {limits.depth} deep",
        f"time {MTIME}",
    ):
        assert words in " ".join(PAGE.split()), words
