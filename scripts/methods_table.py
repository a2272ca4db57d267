"""Writes docs/methods.md: which file carries which of the 62 working methods, from the files themselves.

`python scripts/methods_table.py` writes the page, `--check` says whether it is fresh.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.domain.activity import SORTS, ActivityForm
from desktop.domain.procedure import Limit, Parameter, Procedure
from desktop.procedures import shipped
from desktop.reference import load_keys
from desktop.reference.activity_forms import activity_forms
from desktop.reference.registry import MethodKey

PAGE = Path(__file__).resolve().parent.parent / "docs" / "methods.md"
HEAD = """# Working methods

Made by `python scripts/methods_table.py` from `desktop/procedures/*.toml`, `desktop/reference/activities/*.toml` and
`desktop/reference/keys/methods.toml`.

`carried`: a case can be run to its end by the files named, or (活动) receptions, visits, deliberations, registers and
lessons are recorded by them. `open`: an audit, an index or a ranking of offices, not built yet. `left out`: not built,
with the reason. A slot is what the source leaves unsaid: a labelled field of the place's own (未说明，可自定), never
filled by guessing.
"""
NAMED_ONLY = "来源只列名称，没有做法和参数"
ORDER_ONLY = "来源的内容是惩处和名单；合法的部分（告知、法治教育、会商、帮扶）由“信访事项办理”和“六个关口”承担"
LEFT_OUT = {"002-10": NAMED_ONLY, "001-10": ORDER_ONLY}


def page() -> str:
    """The whole page."""
    files = shipped().values()
    methods = load_keys("methods")
    lines = [HEAD, "## National methods", "", "| file | title | source | limits |", "|---|---|---|---|"]
    lines += [_national(p) for p in files if p.national]
    counts = [_state(m) for m in methods]
    told = "，".join(f"{state} {counts.count(state)}" for state in ("carried", "open", "left out"))
    lines += ["", "## The 62 mechanisms of the source table", "", f"{len(methods)} rows: {told}.", ""]
    lines += ["| row | place | mechanism | state | files | parameters | slots | left out, or carried elsewhere |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    lines += [_row(method, list(files)) for method in methods]
    return "\n".join(lines) + "\n"


def _national(procedure: Procedure) -> str:
    limits = "；".join(f"{x.title} {x.rule or '本地'}" for x in _own_limits(procedure))
    return f"| `{procedure.key}` | {procedure.title} | {procedure.source} | {limits or '同基础办法'} |"


def _own_limits(procedure: Procedure) -> list[Limit]:
    under = shipped().get(procedure.based_on.partition("@")[0])
    known = {x.key for x in under.limits} if under else set()
    return [x for x in procedure.limits if x.key not in known]


def _own(procedure: Procedure) -> list[Parameter]:
    under = shipped().get(procedure.based_on.partition("@")[0])
    known = {p.key for p in under.parameters} if under else set()
    return [p for p in procedure.parameters if p.key not in known]


def _state(method: MethodKey) -> str:
    if method.row in LEFT_OUT:
        return "left out"
    carriers = (*shipped().values(), *activity_forms().values())
    return "carried" if any(method.row in p.rows for p in carriers) else "open"


def _activities(method: MethodKey) -> list[ActivityForm]:
    return [form for form in activity_forms().values() if method.row in form.rows]


def _row(method: MethodKey, files: list[Procedure]) -> str:
    carriers = [p for p in files if method.row in p.rows]
    lively = _activities(method)
    own = [p for c in carriers for p in _own(c)] + [p for form in lively for p in form.parameters]
    said = "；".join(f"{p.label}：{_value(p)}" for p in own if p.said != "unsaid")
    slots = "；".join(p.label for p in own if p.said == "unsaid") or "；".join(method.slots)
    out = [f"{part.part}：{part.reason}" for part in method.left_out]
    out += [p.open_parts for p in carriers if p.open_parts] + ([LEFT_OUT[method.row]] if method.row in LEFT_OUT else [])
    names = "、".join([f"`{p.key}`" for p in carriers] + [f"`{f.key}`（活动：{SORTS[f.sort]}）" for f in lively])
    cells = [method.row, method.place, method.title, _state(method), names, said, slots, "；".join(out)]
    return "| " + " | ".join(cell.replace("|", "／") for cell in cells) + " |"


def _value(parameter: Parameter) -> str:
    value = parameter.value
    return "、".join(value) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else "docs/methods.md is stale")
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.name}")
