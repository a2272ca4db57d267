"""Table maps (表格对照表): how the columns of another system's table stand for fields here, one file both ways.

Read from TOML and judged whole: every fault with its line, so that its author can mend it without a programmer. The
format is told in docs/table-maps.md. A map holds no code; what a field means is known by the use cases.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.procedure_text import Fault
from desktop.domain.toml_lines import Path, find_lines, line_of
from desktop.reference.table_map import Column, TableMap
from desktop.reference.table_map_check import judge


class TableMapFaults(RuleViolation):
    """R-701: a table map has faults; `faults` names each with its line."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        told = "；".join(f"第{f.line}行：{f.message}" for f in faults[:5])
        more = f"……共 {len(faults)} 处" if len(faults) > 5 else ""
        super().__init__(
            "R-701", f"对照表“{name}”有错误。{told}{more}。", field="map", way_out="请按行号改正后再载入。"
        )
        self.faults = faults


def parse_table_map(text: str, name: str) -> TableMap:
    """A table map from its text. Raises TableMapFaults (R-701) with every fault and its line."""
    lines = find_lines(text)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where[1]) if where else max(1, len(text.splitlines()))
        raise TableMapFaults(name, (Fault(line, f"不是合法的 TOML 文本：{error}"),)) from error
    faults: list[Fault] = []
    table_map = _read(plain, lines, faults)
    if table_map is not None:
        faults += judge(table_map, lines)
    if table_map is None or faults:
        raise TableMapFaults(name, tuple(sorted(set(faults))) or (Fault(1, "没有内容"),))
    return table_map


def _read(plain: dict[str, Any], lines: dict[Path, int], faults: list[Fault]) -> TableMap | None:
    raw = plain.get("column", [])
    if not isinstance(raw, list) or not raw:
        faults.append(Fault(line_of(lines, ("column",)), "没有一列：至少要有一个 [[column]]"))
        raw = []
    columns = [found for i, one in enumerate(raw) if (found := _convert(one, Column, ("column", i), lines, faults))]
    head = _convert({**plain, "column": []}, TableMap, (), lines, faults)
    if not isinstance(head, TableMap) or len(columns) < len(raw) or not raw:
        return None
    return msgspec.structs.replace(head, column=tuple(columns))


def _convert(value: Any, kind: type[Struct], path: Path, lines: dict[Path, int], faults: list[Fault]) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        names = re.findall(r"`([^`$]+)`", message)
        inner = re.findall(r"\.([a-z_]+)", message.rpartition(" - at ")[2]) if " - at " in message else []
        if "missing required field" in message:
            told = f"缺少“{names[0]}”"
        elif "unknown field" in message:
            inner, told = names[:1], f"不认识“{names[0]}”，请核对拼写"
        else:
            told = f"“{inner[0] if inner else '此处'}”的值不对：{message.rpartition(' - at ')[0] or message}"
        faults.append(Fault(line_of(lines, (*path, *inner)), told))
        return None


@cache
def table_map_names() -> tuple[str, ...]:
    """Keys of the maps that ship, sorted."""
    folder = files("desktop.reference") / "table_maps"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def table_map(key: str) -> TableMap:
    """A map that ships. Raises RuleViolation R-709 when there is none of this key."""
    if key not in table_map_names():
        raise RuleViolation(
            "R-709",
            f"没有名为“{key}”的对照表。",
            field="map",
            way_out=f"随程序带来的有：{'、'.join(table_map_names())}；也可以指定自己的对照表文件。",
        )
    text = (files("desktop.reference") / "table_maps" / f"{key}.toml").read_text("utf-8")
    return parse_table_map(text, f"{key}.toml")
