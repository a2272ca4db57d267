"""From the text of a procedure file to its structs, with the line of every fault. Must not read files.

Only spelling is judged here: what TOML says, which keys there are, of which type. Whether the method makes sense is
judged by procedure_check.py; how a local method joins its base by procedure_base.py.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

import msgspec
from msgspec import Struct

from desktop.domain.procedure import (
    Amend,
    Closing,
    Escalation,
    Field,
    Figure,
    Gate,
    Guard,
    Limit,
    Notice,
    Paper,
    Parameter,
    Procedure,
    Step,
    Tighten,
)
from desktop.domain.toml_lines import Path, find_lines, line_of

Plain = dict[str, Any]
_SECTIONS: Final[dict[str, type[Struct]]] = {
    "step": Step, "limit": Limit, "gate": Gate, "closing": Closing, "notice": Notice, "escalation": Escalation,
    "figure": Figure, "parameter": Parameter, "amend": Amend, "tighten": Tighten,
}  # fmt: skip
_PARTS: Final[dict[str, type[Struct]]] = {"field": Field, "guard": Guard, "paper": Paper}
_SLOT: Final = re.compile(r"\$\{([a-z0-9_-]+)\}")
_AT: Final = re.compile(r" - at `\$(.*)`$")
_STEP_IN_PATH: Final = re.compile(r"\.([A-Za-z_]+)|\[(\d+)\]")
_COMPUTED: Final = ("hash", "origin")


class Fault(Struct, frozen=True, order=True):
    """Something wrong in a file: the line, counted from 1, and one plain sentence."""

    line: int
    message: str


class Draft(Struct, frozen=True):
    """A file as read: the procedure as far as it could be understood, the lines, the faults found so far."""

    procedure: Procedure | None
    lines: dict[Path, int]
    faults: tuple[Fault, ...]


def read_procedure(text: str) -> Draft:
    """Read a procedure file; `procedure` is None when it cannot be understood at all."""
    lines = find_lines(text)
    plain, faults = read_toml(text)
    if faults:
        return Draft(None, lines, tuple(faults))
    faults = [
        Fault(line_of(lines, (name,)), f"“{name}”由程序计算，不能写在文件里") for name in _COMPUTED if name in plain
    ]
    plain = _substituted(plain, lines, faults)
    kept = _checked_items(_normal(plain), lines, faults)
    procedure = convert_item(kept, Procedure, (), lines, faults)
    return Draft(procedure if isinstance(procedure, Procedure) else None, lines, tuple(sorted(faults)))


def read_toml(text: str) -> tuple[Plain, list[Fault]]:
    """What a TOML text says; nothing and one fault when it is none."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where[1]) if where else max(1, len(text.splitlines()))
        return {}, [Fault(line, f"不是合法的 TOML 文本：{error}")]


def _substituted(plain: Plain, lines: dict[Path, int], faults: list[Fault]) -> Plain:
    """Put the values of parameters where `${key}` stands; a text that is nothing else takes the value's own type."""
    raw = plain.get("parameter", [])
    values = {p["key"]: p["value"] for p in raw if isinstance(p, dict) and "key" in p and "value" in p}

    def swap(value: Any, path: Path) -> Any:
        if isinstance(value, str) and "${" in value:
            names = _SLOT.findall(value)
            for name in names:
                if name not in values:
                    faults.append(Fault(line_of(lines, path), f"没有名为“{name}”的参数"))
                    return value
            if value == f"${{{names[0]}}}" if names else False:
                return values[names[0]]
            return _SLOT.sub(lambda m: _words(values[m[1]]), value)
        if isinstance(value, dict):
            return {key: swap(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [swap(item, (*path, i)) for i, item in enumerate(value)]
        return value

    return {key: value if key == "parameter" else swap(value, (key,)) for key, value in plain.items()}


def _words(value: Any) -> str:
    return "、".join(str(v) for v in value) if isinstance(value, list) else str(value)


def _normal(plain: Plain) -> Plain:
    """Short spellings written out: `next = "x"`, `done_by = "x"`, `until = "x"`; a step without key names stays so."""
    steps = [_normal_step(s) if isinstance(s, dict) else s for s in _items(plain, "step")]
    limits = [_listed(x, "until") if isinstance(x, dict) else x for x in _items(plain, "limit")]
    tightens = [_listed(x, "until") if isinstance(x, dict) else x for x in _items(plain, "tighten")]
    plain = {**plain, **({"tighten": tightens} if tightens else {})}
    return {**plain, **({"step": steps} if steps else {}), **({"limit": limits} if limits else {})}


def _items(plain: Plain, name: str) -> list[Any]:
    value = plain.get(name, [])
    return value if isinstance(value, list) else [value]


def _listed(item: Plain, *names: str) -> Plain:
    return {k: [v] if k in names and not isinstance(v, list) else v for k, v in item.items()}


def _normal_step(step: Plain) -> Plain:
    step = _listed(step, "done_by", "next", "also", "either", "waits")
    if step.get("end"):
        step.setdefault("done_by", ["case.closed"])
    for name in ("next", "also"):
        if name in step:
            step[name] = [{"to": e} if isinstance(e, str) else e for e in step[name]]
    return step


def _checked_items(plain: Plain, lines: dict[Path, int], faults: list[Fault]) -> Plain:
    """Convert every item for itself, so that one bad item does not hide the next; bad ones are left out."""
    kept = {k: v for k, v in plain.items() if k not in _SECTIONS and k not in _COMPUTED}
    for name, kind in _SECTIONS.items():
        good = []
        for i, item in enumerate(_items(plain, name)):
            path: Path = (name, i)
            whole = _checked_parts(item, path, lines, faults) if isinstance(item, dict) else item
            if convert_item(whole, kind, path, lines, faults) is not None:
                good.append(whole)
        if good:
            kept[name] = good
    return kept


def _checked_parts(item: Plain, path: Path, lines: dict[Path, int], faults: list[Fault]) -> Plain:
    out = dict(item)
    for part, kind in _PARTS.items():
        if isinstance(item.get(part), list):
            out[part] = [
                one
                for j, one in enumerate(item[part])
                if convert_item(one, kind, (*path, part, j), lines, faults) is not None
            ]
    return out


def convert_item(
    value: Any, kind: type[Struct], path: Path, lines: dict[Path, int], faults: list[Fault]
) -> Struct | None:
    """The item at `path` of a file as `kind`; None, and one fault more with its line, when it is spelled wrongly."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        where = _AT.search(str(error))
        inner: Path = tuple(m[1] if m[1] else int(m[2]) for m in _STEP_IN_PATH.finditer(where[1])) if where else ()
        named = re.search(r"unknown field `([^`]+)`", str(error))
        at = (*path, *inner, *((named[1],) if named else ()))
        faults.append(Fault(line_of(lines, at), _chinese(_AT.sub("", str(error)), inner)))
        return None


def _chinese(message: str, path: Path) -> str:
    names = re.findall(r"`([^`]+)`", message)
    where = f"“{path[-1]}”" if path else "此处"
    if message.startswith("Object missing required field"):
        return f"缺少“{names[0]}”"
    if message.startswith("Object contains unknown field"):
        return f"不认识“{names[0]}”，请核对拼写"
    if message.startswith("Invalid enum value"):
        value = re.search(r"'([^']*)'", message)
        return f"{where}的值“{value[1] if value else ''}”不在允许的范围内"
    if message.startswith("Expected"):
        return f"{where}的类型不对：应为 {names[0]}，实为 {names[-1]}"
    return f"{where}：{message}"
