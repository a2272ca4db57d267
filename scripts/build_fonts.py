"""Remakes the vendored fonts from the named packages, so that nobody has to trust the files; must not run at start-up.

Fetches four Debian packages, the Unicode data and two npm tarballs into a temporary folder, checks the source files
against the hashes below, converts CFF outlines to TrueType, cuts the subsets, gives every derived file a name of its
own (OFL reserved names; two files of one PostScript name would be one font to a PDF library) and writes `.ttf.xz`,
`manifest.toml` and the licence texts into `exports/documents/fonts`. Takes about four minutes; the same packages give
the same bytes.

Fonts under different licences stay in different files: glyphs of Fandol (GPL with font exception), Arphic and OFL
faces are never merged into one.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import io
import lzma
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).resolve().parents[1] / "exports" / "documents" / "fonts"
MAX_CURVE_ERROR = 1.0  # font units; no visible difference to the CFF original, files a quarter smaller than at 0.5

DEBIAN = {
    "texlive-lang-chinese": "2022.20230122-1",
    "fonts-lxgw-wenkai": "1.250+repack-1",
    "fonts-babelstone-han": "15.0.5-2",
    "fonts-hanazono": "20170904-2.1",
    "unicode-data": "15.0.0-1",
    "icc-profiles-free": "2.0.1+dfsg-1.1",
}
NPM = {"noto-sans-sc": "0.4.3", "noto-serif-sc": "0.4.3"}

SYMBOLS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x2000, 0x2070),
    *range(0x2100, 0x2400),
    *range(0x2460, 0x27C0),
    *range(0x3000, 0x3040),
    *range(0x3200, 0x3400),
    *range(0xFE30, 0xFE50),
    *range(0xFF00, 0xFFF0),
]

HALF_WIDTH_IN_KAI = {ord(c) for c in "“”‘’·"}  # Chinese quotation marks take a whole cell; the Song face has them


class Source(NamedTuple):
    """One upstream font file: where it lies in the fetched tree and what it must hash to."""

    path: str
    sha256: str


class Derived(NamedTuple):
    """One file we ship: its name, PostScript name, source, which code points it keeps, licence for the name table."""

    file: str
    postscript: str
    source: str
    keep: Callable[[set[int]], set[int]]
    licence: str


SOURCES = {
    "fandol-fang": Source(
        "**/FandolFang-Regular.otf", "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9"
    ),
    "wenkai": Source("**/LXGWWenKai-Regular.ttf", "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"),
    "wenkai-light": Source(
        "**/LXGWWenKai-Light.ttf", "e302f84a1967817f91fc4011de7c8c12489c41072a7f0605a1c7b1399352cb93"
    ),
    "sans": Source("**/NotoSansSC_400Regular.ttf", "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
    "serif": Source(
        "**/NotoSerifSC_400Regular.ttf", "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"
    ),
    "serif-bold": Source(
        "**/NotoSerifSC_700Bold.ttf", "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"
    ),
    "babelstone": Source("**/BabelStoneHan.ttf", "a2027ca3606907f6a628e9cd869605e3879beaaa38b37c7fec95b372130628c8"),
    "hanazono-b": Source("**/HanaMinB.ttf", "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c"),
}


def fetch(where: Path) -> None:
    """Downloads and unpacks the packages; nothing is installed. Raises CalledProcessError when one is not to be had."""
    for name, version in DEBIAN.items():
        subprocess.run(["apt-get", "download", "-q", f"{name}={version}"], cwd=where, check=True)
        deb = next(where.glob(f"{name}_*.deb"))
        subprocess.run(["dpkg", "-x", str(deb), str(where / name)], check=True)
    for name, version in NPM.items():
        subprocess.run(["npm", "pack", "--silent", f"@expo-google-fonts/{name}@{version}"], cwd=where, check=True)
        tarball = next(where.glob(f"expo-google-fonts-{name}-*.tgz"))
        (where / name).mkdir()
        subprocess.run(["tar", "xzf", str(tarball), "-C", str(where / name)], check=True)


def find(where: Path, key: str) -> Path:
    """The source file, checked against its hash; raises ValueError when upstream changed it."""
    source = SOURCES[key]
    path = next(where.glob(source.path))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise ValueError(f"{path.name}: sha256 is {found}, expected {source.sha256}")
    return path


def standard_characters(where: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013), from the kTGH field of the Unihan database."""
    text = bz2.decompress(next(where.glob("**/Unihan_OtherMappings.txt.bz2")).read_bytes()).decode()
    found = {int(code, 16) for code in re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", text, re.MULTILINE)}
    if len(found) != 8105:
        raise ValueError(f"通用规范汉字表 has 8105 characters, found {len(found)}")
    return found


def covered(font: TTFont) -> set[int]:
    """Code points with an outline of their own; a blank glyph counts only for spaces, a composite one never.

    The run-time cutter copies glyphs byte by byte, so composites (four accents of one face) are left to the next face.
    """
    if "glyf" not in font:
        return set(font.getBestCmap())
    glyf = font["glyf"]
    spaces = {0x20, 0xA0, 0x3000, *range(0x2000, 0x2010), 0x202F, 0x205F}
    return {u for u, name in font.getBestCmap().items() if u in spaces or glyf[name].numberOfContours > 0}


def to_truetype(font: TTFont) -> None:
    """Cubic CFF outlines become quadratic `glyf` ones in place; PDF fonts of type CIDFontType2 need those."""
    order, glyph_set, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, MAX_CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for tag in ("CFF ", "VORG", "GSUB", "GPOS", "GDEF", "BASE", "DSIG", "vhea", "vmtx"):
        if tag in font:
            del font[tag]
    glyf.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion, maxp.maxZones = 0x00010000, 1
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    maxp.compile(font)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, order
    metrics = font["hmtx"].metrics
    font["hmtx"].metrics = {
        name: (metrics[name][0], glyphs[name].xMin if glyphs[name].numberOfContours else 0) for name in order
    }
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, postscript: str, licence: str) -> None:
    """Gives the derived file its own names, regular style and no embedding restriction, keeps whose work it is."""
    table = font["name"]
    credit = table.getDebugName(0) or table.getDebugName(7) or ""
    table.names = []
    wanted = {0: credit, 1: postscript, 2: "Regular", 3: f"{postscript} 1", 4: postscript, 6: postscript, 13: licence}
    for name_id, text in wanted.items():
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].fsType = 0
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0


def add_ticked_box(font: TTFont) -> None:
    """Gives the font a ☑ made of its own □ and ✓: no free face has one that fits the text of forms."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    pen = TTGlyphPen(None)
    glyphs[cmap[ord("□")]].draw(pen)
    glyphs[cmap[ord("✓")]].draw(TransformPen(pen, (0.86, 0, 0, 0.86, 70, 40)))
    name = "ticked"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = font["hmtx"][cmap[ord("□")]]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2611] = name


def cut(font: TTFont, keep: Iterable[int]) -> None:
    """Leaves only the wanted code points; no layout tables, hints or glyph names (the composer uses none of them)."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.drop_tables += [
        "GSUB",
        "GPOS",
        "GDEF",
        "BASE",
        "DSIG",
        "vhea",
        "vmtx",
        "VORG",
        "STAT",
        "meta",
        "gasp",
        "FFTM",
    ]
    cutter = Subsetter(options)
    cutter.populate(unicodes=sorted(keep))
    cutter.subset(font)


def derive(path: Path, item: Derived, keep: set[int]) -> bytes:
    """The finished TrueType file."""
    font = TTFont(path, recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
    if item.file == "fangfill":
        add_ticked_box(font)
        keep = keep | {0x2611}
    rename(font, item.postscript, item.licence)
    cut(font, keep)
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def han(codes: set[int]) -> set[int]:
    """Ideographs only; the rare-character files must not shadow punctuation or radicals."""
    return {
        u for u in codes if 0x3400 <= u <= 0x9FFF or 0xFA0E <= u <= 0xFA29 or 0x20000 <= u <= 0x3FFFF or u == 0x3007
    }


def plan(where: Path) -> list[tuple[Derived, set[int]]]:
    """Every file to ship with the code points it keeps; the order is the order of the fallback chain."""
    standard = standard_characters(where) | set(SYMBOLS)
    has: dict[str, set[int]] = {}
    for key in SOURCES:
        has[key] = covered(TTFont(find(where, key), lazy=True))
    fang, serif = has["fandol-fang"] - {ord("□")}, has["serif"]  # □ must be of one size with its ticked brother
    ofl = "SIL Open Font License 1.1, https://openfontlicense.org"
    rare_one = han(has["babelstone"]) - serif
    rows = [
        Derived("fang", "FQFang", "fandol-fang", lambda u: u - {ord("□")}, "GPL-3.0 with font exception"),
        Derived("fangfill", "FQFangFill", "wenkai-light", lambda u: (standard & u) - fang, ofl),
        Derived("kai", "FQKai", "wenkai", lambda u: (standard & u) - HALF_WIDTH_IN_KAI, ofl),
        Derived("hei", "FQHei", "sans", lambda u: standard & u, ofl),
        Derived("title", "FQTitle", "serif-bold", lambda u: standard & u, ofl),
        Derived("song", "FQSong", "serif", lambda u: u, ofl),
        Derived("rare1", "FQRareOne", "babelstone", lambda _: rare_one, "Arphic Public License"),
        Derived("rare2", "FQRareTwo", "hanazono-b", lambda u: han(u) - serif - rare_one, ofl),
    ]
    return [(row, row.keep(has[row.source])) for row in rows]


def write_licences(where: Path, folder: Path) -> None:
    """Copies each licence text beside the fonts."""
    folder.mkdir(parents=True, exist_ok=True)
    fandol = gzip.decompress(next(where.glob("**/fonts/fandol/COPYING.gz")).read_bytes())
    fandol += b"\n\n" + next(where.glob("**/fonts/fandol/README")).read_bytes()
    (folder / "fang-Fandol-GPL3-font-exception.txt").write_bytes(fandol)
    for name, pattern in {
        "kai-fangfill-LXGWWenKai-OFL.txt": "fonts-lxgw-wenkai/**/copyright",
        "hei-NotoSansSC-OFL.txt": "noto-sans-sc/**/LICENSE_FONT",
        "title-song-NotoSerifSC-OFL.txt": "noto-serif-sc/**/LICENSE_FONT",
        "rare1-BabelStoneHan-Arphic.txt": "fonts-babelstone-han/**/copyright",
        "rare2-HanaMinB-OFL.txt": "fonts-hanazono/**/copyright",
        "sRGB-icc-profiles-free-zlib.txt": "icc-profiles-free/**/copyright",
    }.items():
        (folder / name).write_bytes(next(where.glob(pattern)).read_bytes())


def build(where: Path, target: Path) -> None:
    """Derives, packs and writes everything; `where` holds the unpacked packages."""
    target.mkdir(parents=True, exist_ok=True)
    manifest = ["# made by scripts/build_fonts.py; sha256 and bytes are those of the unpacked .ttf\n"]
    for item, keep in plan(where):
        data = derive(find(where, item.source), item, keep)
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        (target / f"{item.file}.ttf.xz").write_bytes(packed)
        digest = hashlib.sha256(data).hexdigest()
        manifest.append(f'[{item.file}]\npostscript = "{item.postscript}"\nbytes = {len(data)}\nsha256 = "{digest}"\n')
        print(f"{item.file}: {len(keep)} characters, {len(data) / 1e6:.1f} MB, xz {len(packed) / 1e6:.1f} MB")
    (target / "manifest.toml").write_text("\n".join(manifest), encoding="utf-8")
    (target / "sRGB.icc").write_bytes(next(where.glob("icc-profiles-free/**/sRGB.icc")).read_bytes())
    write_licences(where, target / "LICENSES")


def main() -> None:
    """Command line: `build_fonts.py [--packages DIR_WITH_UNPACKED_PACKAGES] [--target DIR]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="already fetched and unpacked packages")
    parser.add_argument("--target", type=Path, default=TARGET)
    given: Any = parser.parse_args()
    if given.packages:
        build(given.packages, given.target)
        return
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        build(Path(folder), given.target)


if __name__ == "__main__":
    main()
