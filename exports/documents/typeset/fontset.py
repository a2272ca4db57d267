"""The vendored fonts: unpacks and opens them when needed, finds a face for every character.

Must not fake a style: no face is slanted, emboldened or replaced silently. A character that no face has is refused
before anything is printed (`RuleViolation` R-501), as is one that cannot be seen (R-502).
"""

from __future__ import annotations

import hashlib
import lzma
import mmap
import os
import sys
import tomllib
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from desktop.domain.errors import RuleViolation, Situation
from desktop.services.seams import Fs, write_whole
from exports.documents.typeset.face import Face

Role = Literal["fang", "kai", "hei", "title", "song"]

# Body, second level, first level, title, page numbers (GB/T 9704-2012, 7); each is followed by the faces that fill it.
CHAINS: dict[Role, tuple[str, ...]] = {
    "fang": ("fang", "fangfill", "song", "rare1", "rare2"),
    "kai": ("kai", "fangfill", "song", "rare1", "rare2"),
    "hei": ("hei", "fangfill", "song", "rare1", "rare2"),
    "title": ("title", "song", "fangfill", "rare1", "rare2"),
    "song": ("song", "fangfill", "rare1", "rare2"),
}
# Planes 2 and 3 hold Han only; Python's tables are older than the newest of them.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FOLDER = "exports.documents"


class FontFile(NamedTuple):
    """One row of the manifest: PostScript name, size and SHA-256 of the unpacked file."""

    postscript: str
    bytes: int
    sha256: str


def manifest() -> dict[str, FontFile]:
    """What is vendored, by file name without ending."""
    text = resources.files(_FOLDER).joinpath("fonts/manifest.toml").read_text(encoding="utf-8")
    return {key: FontFile(**row) for key, row in tomllib.loads(text).items()}


def default_cache_folder() -> Path:
    """Where the platform keeps files a program can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "fengqiao-desk" / "fonts"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "fengqiao-desk" / "fonts"


def ensure_unpacked(fs: Fs, folder: Path, key: str, row: FontFile) -> Path:
    """Unpacks one font into `folder` unless it is there: up to half a second the first time, nothing later.

    The file is written beside its name and renamed, and is named by its hash, so that two programs may do this at
    once and an older program's file is never mistaken for ours.

    Raises:
        Situation: S-501, the folder cannot be written; S-502, the vendored font is damaged.
    """
    path = folder / f"{key}-{row.sha256[:16]}.ttf"
    try:
        if not (fs.exists(path) and fs.size(path) == row.bytes):
            fs.mkdir(folder)
            write_whole(fs, path, _verified(key, row))
    except OSError as error:
        raise Situation(
            "S-501", "字库无法展开到本机。", safe="案件数据没有改动。", way_out="请检查磁盘空间后再试。"
        ) from error
    return path


def _verified(key: str, row: FontFile) -> bytes:
    packed = resources.files(_FOLDER).joinpath(f"fonts/{key}.ttf.xz").read_bytes()
    try:
        data = lzma.decompress(packed)
    except lzma.LZMAError:
        data = b""
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Situation(
            "S-502", f"随程序提供的字库 {key} 已损坏。", safe="案件数据没有改动。", way_out="请重新安装程序。"
        )
    return data


class FontSet:
    """Faces by role, opened on first need and kept for the life of the process.

    Attributes:
        widths: role -> {character: width in em}; looking up a character nobody has raises `RuleViolation`.
    """

    def __init__(self, fs: Fs, folder: Path) -> None:
        self._fs = fs
        self._folder = folder
        self._files = manifest()
        self._faces: dict[str, Face] = {}
        self._found: dict[tuple[Role, str], Face] = {}
        self.widths: dict[Role, dict[str, float]] = {role: _Widths(self, role) for role in CHAINS}

    def face(self, key: str) -> Face:
        """One face by its file name, memory-mapped."""
        if key not in self._faces:
            row = self._files[key]
            with self._fs.open_read(ensure_unpacked(self._fs, self._folder, key, row)) as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._faces[key] = Face(key, row.postscript, data)
        return self._faces[key]

    def find(self, role: Role, char: str) -> Face:
        """The first face of the role's chain that shows `char`.

        Raises:
            RuleViolation: R-501 no face has it; R-502 it is a control or direction mark that nobody would see.
        """
        face = self._found.get((role, char))
        if face is None:
            face = self._found[role, char] = self._search(role, char)
        return face

    def _search(self, role: Role, char: str) -> Face:
        code = ord(char)
        if (code < 0x20000 and unicodedata.category(char) in _UNSEEN) or code >= 0x40000:
            raise RuleViolation(
                "R-502",
                f"文字中有看不见的控制字符 U+{code:04X}，不能打印。",
                way_out="请删去该处文字后重新输入。",
            )
        for key in CHAINS[role]:
            if (face := self.face(key)).has(code):
                return face
        raise RuleViolation(
            "R-501",
            f"字库中没有“{char}”字（U+{code:04X}），不能打印。",
            way_out="请核对该字；确为此字的，请改用通行写法并在备注中说明。",
        )


class _Widths(dict[str, float]):
    """Widths of one role, filled as characters are met."""

    def __init__(self, fonts: FontSet, role: Role) -> None:
        super().__init__()
        self._fonts = fonts
        self._role = role

    def __missing__(self, char: str) -> float:
        width = self[char] = self._fonts.find(self._role, char).advance(ord(char))
        return width
