"""The faces: coverage, fallback, refusal, unpacking, and subsets that an independent reader opens."""

from __future__ import annotations

import hashlib
import io
import lzma
import zlib
from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from desktop.domain.errors import RuleViolation, Situation
from desktop.services.seams import SystemFs
from exports.documents.typeset.fontset import CHAINS, FontSet, ensure_unpacked, manifest
from exports.documents.typeset.pdf_objects import to_unicode
from exports.documents.typeset.subset import cut
from tests.contract.document_cases import fonts

RARE = "㛃䶮𬭎𪚥𬸪𫍯𠅤𡋾鿍"


def test_postscript_names_are_of_our_own_and_unique() -> None:
    names = [row.postscript for row in manifest().values()]
    assert len(set(names)) == len(names)
    assert all(name.startswith("FQ") for name in names)


@pytest.mark.parametrize("role", list(CHAINS))
def test_every_role_shows_rare_names_forms_and_boxes(role: str) -> None:
    for char in RARE + "玥喆堃镕珺翀□☑①㎡℃〔〕（）“”‘’—…·〇":
        assert fonts().find(role, char).has(ord(char))  # type: ignore[arg-type]


def test_quotation_marks_and_the_middle_dot_of_names_take_a_whole_cell_in_the_body_faces() -> None:
    for char in "“”‘’·，。、；：？！（）":
        assert fonts().widths["fang"][char] == 1.0
    for char in "“”‘’":
        assert fonts().widths["kai"][char] == 1.0


def test_the_standard_characters_are_in_the_body_face_or_its_fill() -> None:
    keys = {fonts().find("fang", chr(code)).key for code in range(0x4E00, 0x9FA6)}
    assert keys <= {"fang", "fangfill", "song"}
    assert {fonts().find("fang", char).key for char in "玥喆堃镕珺翀"} == {"fangfill"}


def test_the_rare_planes_end_in_the_last_faces() -> None:
    assert fonts().find("fang", "𪚥").key == "rare1"
    assert fonts().find("fang", "𠀁").key in {"rare1", "rare2"}
    assert fonts().find("fang", "\U00020023").key == "rare2"


@pytest.mark.parametrize("char", ["😀", "ཀ", "\U0003134b"])
def test_a_character_of_no_face_is_refused_by_name(char: str) -> None:
    with pytest.raises(RuleViolation) as fault:
        fonts().find("fang", char)
    assert fault.value.code == "R-501"
    assert char in fault.value.message
    assert f"U+{ord(char):04X}" in fault.value.message


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\u2066", "\x07", "\ufeff", "\ue000", "\u00ad", "\u2028"])
def test_what_nobody_would_see_is_refused(char: str) -> None:
    with pytest.raises(RuleViolation) as fault:
        fonts().find("fang", char)
    assert fault.value.code == "R-502"
    assert f"U+{ord(char):04X}" in fault.value.message


@pytest.mark.parametrize(("key", "text"), [("fang", "人民调解协议书1a，"), ("rare1", "𪚥𡋾"), ("rare2", "\U00020023")])
def test_a_subset_is_a_font_with_the_same_outlines(key: str, text: str) -> None:
    face = fonts().face(key)
    codes = [ord(char) for char in text]
    program = cut(face, codes)
    data = zlib.decompress(program.packed)
    assert len(data) == program.length
    font = TTFont(io.BytesIO(data), checkChecksums=2)
    row = manifest()[key]
    whole = TTFont(io.BytesIO(ensure_unpacked(SystemFs(), fonts()._folder, key, row).read_bytes()), lazy=True)
    names, cmap = font.getGlyphOrder(), whole.getBestCmap()
    assert len(names) == len(codes) + 1
    for name, code in zip(names[1:], codes, strict=True):
        ours, theirs = font["glyf"][name], whole["glyf"][cmap[code]]
        assert ours.getCoordinates(font["glyf"])[0] == theirs.getCoordinates(whole["glyf"])[0]
        assert font["hmtx"][name] == whole["hmtx"][cmap[code]]


def test_the_map_back_to_text_writes_pairs_above_the_first_plane() -> None:
    codes = [0x4E00, 0x2A6A5, *range(0x5000, 0x5000 + 150)]
    text = to_unicode(codes).decode()
    assert "<0001> <4E00>" in text
    assert "<0002> <D869DEA5>" in text
    assert [line for line in text.splitlines() if line.endswith("beginbfchar")] == ["100 beginbfchar", "52 beginbfchar"]
    assert "<0000> <" not in text.replace("<0000> <FFFF>", "")


def test_what_is_vendored_is_what_the_manifest_says_with_its_licence() -> None:
    folder = resources.files("exports.documents").joinpath("fonts")
    assert {entry.name.split(".")[0] for entry in folder.iterdir() if entry.name.endswith(".xz")} == set(manifest())
    licences = "".join(entry.name for entry in folder.joinpath("LICENSES").iterdir())
    for key, row in manifest().items():
        data = lzma.decompress(folder.joinpath(f"{key}.ttf.xz").read_bytes())
        assert (len(data), hashlib.sha256(data).hexdigest()) == (row.bytes, row.sha256)
        assert f"{key}-" in licences


def test_unpacking_happens_once_and_mends_a_torn_file(tmp_path: Path) -> None:
    row = manifest()["fangfill"]
    path = ensure_unpacked(SystemFs(), tmp_path, "fangfill", row)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    assert ensure_unpacked(SystemFs(), tmp_path, "fangfill", row) == path
    assert path.read_bytes() == whole
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(Situation) as trouble:
        FontSet(SystemFs(), blocked / "fonts").face("fangfill")
    assert trouble.value.code == "S-501"


def test_a_damaged_vendored_font_is_told(tmp_path: Path) -> None:
    row = manifest()["fangfill"]._replace(sha256="0" * 64)
    with pytest.raises(Situation) as trouble:
        ensure_unpacked(SystemFs(), tmp_path, "fangfill", row)
    assert trouble.value.code == "S-502"
    assert list(tmp_path.iterdir()) == []
