"""How large a table from outside may be, and the words for files that cannot be read. Must not read anything."""

from __future__ import annotations

from desktop.domain.errors import Situation

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_UNPACKED = 500 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 256
MOST_CELLS = 3_000_000

_SAFE = "没有导入任何内容。"


def damaged(name: str, *, password: bool = False) -> Situation:
    """S-701: nothing of the file can be read."""
    why = "加了打开密码" if password else "打不开，可能已损坏或没有保存完"
    way = "请在表格软件里去掉密码再保存一次。" if password else "请用表格软件打开它，另存为 .xlsx 后再导入。"
    return Situation("S-701", f"表格“{name}”{why}。", safe=_SAFE, way_out=way)


def too_large(name: str, what: str) -> Situation:
    """S-702: beyond a limit of this module."""
    return Situation("S-702", f"表格“{name}”太大：{what}。", safe=_SAFE, way_out="请分成几个小一些的表格，分别导入。")


def unknown_encoding(name: str, why: str) -> Situation:
    """S-703: the bytes are text in no encoding that is read here."""
    way = "请用表格软件打开，另存为 .xlsx，或者“CSV UTF-8”。"
    return Situation("S-703", f"表格“{name}”的文字编码认不出：{why}。", safe=_SAFE, way_out=way)


def unknown_kind(name: str, what: str) -> Situation:
    """S-704: not a table at all, or of a kind that is not read here."""
    way = "请用表格软件打开，另存为 .xlsx 后再导入。"
    return Situation("S-704", f"“{name}”{what}，不能直接导入。", safe=_SAFE, way_out=way)
