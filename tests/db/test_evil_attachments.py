"""Attachments that mean harm are stored and hashed as they came, and nothing of them is read or run (scenario 17).

Showing a picture of one is the helper child's work, with its own bounds: tests/unit/test_helper.py.
"""

from __future__ import annotations

import builtins
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from db.verify import check_database
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import ChosenFiles
from desktop.domain.canonical import sha256
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.progress import silent
from desktop.services.seams import SystemFs
from desktop.usecases.attach_file import LARGEST, AttachFile, attach_file
from tests.db.station_kit import register
from tests.faults import FaultFs, fault_runs


def _bomb() -> bytes:
    """A zip of a gigabyte of zeros in a megabyte."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as entry:
        for _ in range(64):
            entry.write(bytes(1 << 20))
    return file.getvalue()


EVIL = {
    "picture bomb": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\x00\x00\x00",
    "pdf that runs": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.launchURL\\('http://x'\\))>>>>endobj\n%%EOF",
    "zip bomb": _bomb(),
    "program": b"MZ\x90\x00" + bytes(400),
    "wrong type": b"this is no jpeg",
    "place in exif": b"\xff\xd8\xff\xe1\x00\x16Exif\x00\x00II*\x00\x08\x00\x00\x00GPSLatitude 30.27",
    "macros": b"PK\x03\x04" + b"xl/vbaProject.bin" * 20,
    "one byte": b"\x00",
}
NAMES = ("../../etc/passwd", "C:\\Windows\\x.exe", "现场.jpg.exe", "CON", "字" * 5000, "=cmd()", "<b>粗</b>")


@pytest.mark.parametrize("kind", sorted(EVIL))
def test_it_comes_out_as_it_went_in(desk: Desk, tmp_path: Path, kind: str) -> None:
    data = EVIL[kind]
    case = register(desk).case_id
    with desk.uow(desk.viewer) as uow:
        attach_file(AttachFile(case, "现场照片.jpg", "photo", "image/jpeg", data), uow)
        uow.commit()
    stored = desk.queries.case_view(desk.viewer, case).state.attachments[0]
    assert (stored.size, stored.content_hash) == (len(data), sha256(data).hex())
    assert desk.queries.attachment(desk.viewer, case, stored.content_hash) == data
    assert run_backup(desk, tmp_path / "stick").missing == 0
    checked = check_database(desk.reader, silent)
    assert [name for name, found in checked.items() if found.findings] == []


def test_nothing_is_started_or_opened_beside_the_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No process and no decoder is asked while evil files are taken in and given out."""

    def refuse(*_args: Any, **_more: Any) -> Any:
        raise AssertionError("something was started for an attachment")

    loaded: list[str] = []
    real: Callable[..., Any] = builtins.__import__

    def watch(name: str, *args: Any, **more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] in {"PIL", "pikepdf", "pypdfium2", "zipfile", "openpyxl"}:
            loaded.append(name)
        return real(name, *args, **more)

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(builtins, "__import__", watch)
    case = register(desk).case_id
    for data in EVIL.values():
        with desk.uow(desk.viewer) as uow:
            attach_file(AttachFile(case, "x", "file", "application/octet-stream", data), uow)
            uow.commit()
    for stored in desk.queries.case_view(desk.viewer, case).state.attachments:
        desk.queries.attachment(desk.viewer, case, stored.content_hash)
    assert loaded == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_words_and_never_a_path(desk: Desk, name: str) -> None:
    before = {path for path in desk.folder.parent.rglob("*") if path.is_file() and "blobs" not in path.parts}
    case = register(desk).case_id
    with desk.uow(desk.viewer) as uow:
        attach_file(AttachFile(case, name, "file", "text/plain", b"x" * 9000), uow)
        uow.commit()
    stored = desk.queries.case_view(desk.viewer, case).state.attachments[0]
    assert stored.name == name.strip()[:120]
    after = {path for path in desk.folder.parent.rglob("*") if path.is_file() and "blobs" not in path.parts}
    assert after == before
    for path in (desk.folder / "blobs").rglob("*.age"):
        assert path.parent.parent == desk.folder / "blobs"


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_nothing_and_too_much_are_refused(desk: Desk, size: int) -> None:
    case = register(desk).case_id
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-371"):
        attach_file(AttachFile(case, "x", "file", "text/plain", bytes(size)), uow)


@pytest.mark.parametrize("size", [0, LARGEST + 1])
def test_nothing_and_too_much_leave_nothing_when_they_are_found_while_reading(desk: Desk, size: int) -> None:
    case = register(desk).case_id
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-371"):
        attach_file(AttachFile(case, "x", "file", "text/plain", BytesIO(bytes(size))), uow)
    assert [path for path in (desk.folder / "blobs").rglob("*") if path.is_file()] == []


def test_a_file_is_stored_while_it_is_read(desk: Desk, tmp_path: Path) -> None:
    case = register(desk).case_id
    data = b"%PDF-1.7 " + bytes(range(256)) * 5000
    (tmp_path / "x.pdf").write_bytes(data)
    with ChosenFiles(SystemFs()).open(tmp_path / "x.pdf", LARGEST) as file, desk.uow(desk.viewer) as uow:
        assert file.head == data[: len(file.head)]
        attach_file(AttachFile(case, "x.pdf", "scan", "application/pdf", file), uow)
        uow.commit()
    stored = desk.queries.case_view(desk.viewer, case).state.attachments[0]
    assert (stored.size, stored.content_hash) == (len(data), sha256(data).hex())
    out = tmp_path / "out.pdf"
    ChosenFiles(SystemFs()).write(out, desk.queries.attachment_file(desk.viewer, case, stored.content_hash).pieces())
    assert out.read_bytes() == data


def test_a_stick_that_fails_while_it_is_read_is_told(desk: Desk, tmp_path: Path) -> None:
    case = register(desk).case_id
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(1_000_000))
    with pytest.raises(Situation, match="S-902"), ChosenFiles(SystemFs()).open(path, 999_999):
        pass
    files: list[str] = []

    def attach(fs: FaultFs) -> None:
        with ChosenFiles(fs).open(path, LARGEST) as file, desk.uow(desk.viewer) as uow:
            attach_file(AttachFile(case, "x", "file", "text/plain", file), uow)

    for fs, raised in fault_runs("device_gone", attach):
        assert fs.hit is (isinstance(raised, Situation) and raised.code == "S-903")
        files += [path.name for path in (desk.folder / "blobs").rglob("*") if path.is_file() and fs.hit]
    assert files == []


def test_a_name_with_control_characters_is_refused(desk: Desk) -> None:
    case = register(desk).case_id
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-601"):
        attach_file(AttachFile(case, "a\x00b", "file", "text/plain", b"x"), uow)
