"""What is seen of a file from outside (picture, PDF, table): plain values, nothing that runs. Must not open any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Final, Literal, NamedTuple

from msgspec import Meta, Struct

from desktop.domain.errors import Situation

Side = Annotated[int, Meta(gt=0, le=20_000)]


class Drawn(NamedTuple):
    """A file that nobody holds: its size in bytes, and how to read it, as often as asked."""

    size: int
    pieces: Callable[[], Iterator[bytes]]


Content = bytes | Drawn


class Opened(Struct, frozen=True):
    """A file that can be shown. `width` and `height` of the first page: pixels of a picture, points of a PDF."""

    kind: Literal["pdf", "picture"]
    pages: int
    width: int
    height: int


class Pixels(Struct, frozen=True):
    """One page as bare pixels, row after row without padding: `colours` bytes each, 1 grey or 3 red, green, blue.

    Bare, so that nobody who shows it has to decode anything a stranger wrote.
    """

    width: Side
    height: Side
    colours: Literal[1, 3]
    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) != self.width * self.height * self.colours:
            raise ValueError("pixels and size differ")


class Code(Struct, frozen=True):
    """A QR code found on a page (counted from 0)."""

    page: int
    text: str


class TextLine(Struct, frozen=True):
    """A printed line and where it stands: x, y of its four corners, from the beginning of the text clockwise.

    `sure`: how sure the reader is, in percent.
    """

    text: str
    corners: tuple[int, ...]
    sure: int


_BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
)


def media_type_of(data: bytes) -> str:
    """What a file says it is by its first bytes; its name proves nothing."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for begin, kind in _BEGINNINGS if data.startswith(begin)), "application/octet-stream")


def unknown_kind(what: str = "不是照片，也不是 PDF") -> Situation:
    """S-511: nothing that can be shown."""
    return Situation(
        "S-511",
        f"这个文件{what}，看不了内容。",
        safe="文件本身没有改动。",
        way_out="照片请用 JPG 或 PNG，扫描件请用 PDF；苹果手机的 HEIC 照片请先转成 JPG。",
    )


def damaged(*, password: bool = False) -> Situation:
    """S-512: the kind is known, the content cannot be read."""
    why = "加了打开密码" if password else "打不开，可能已损坏或没有传完"
    way = "请去掉密码再试。" if password else "请重新扫描、重新传一次。"
    return Situation("S-512", f"这个文件{why}。", safe="文件本身没有改动。", way_out=way)


def too_large(what: str) -> Situation:
    """S-513: beyond what is opened here, such as a small file that unfolds to gigabytes."""
    return Situation(
        "S-513", f"这个文件太大：{what}。", safe="文件本身没有改动。", way_out="请缩小照片，或分成几个文件。"
    )


def gave_up() -> Situation:
    """S-514: opening took too long, too much memory, or brought the reading process down."""
    return Situation(
        "S-514",
        "这个文件打开时出了问题（太费时间、太占内存或内容有毛病），已经停下不看。",
        safe="文件没有在这台电脑上运行，案件里的内容没有受影响。",
        way_out="请重新扫描一份；来路不明的文件请不要再打开。",
    )


def not_started() -> Situation:
    """S-515: the reading process does not start."""
    return Situation(
        "S-515",
        "看照片和扫描件的程序没有启动起来。",
        safe="文件和案件都没有改动。",
        way_out="请关掉一些别的程序再试；仍不行请重新启动电脑。",
    )


def not_installed() -> Situation:
    """S-516: the extra part for reading text off pictures is not there."""
    return Situation(
        "S-516",
        "这台电脑没有装认字组件，不能从照片里读字。",
        safe="照片没有改动。",
        way_out="请照着证件手工填写；要用这个功能，请管理员安装认字组件（ocr）。",
    )
