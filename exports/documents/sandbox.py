"""Runs the small expressions and texts of document templates, and nothing else; must not reach Python through data.

Templates may come from a county or a folder. They are Jinja2 in its immutable sandbox, and before that a list of what
their syntax may hold: names, fields, comparisons, our filters, `if` and two levels of `for`. No calls, no assignments,
no multiplication, no includes: nothing that could run long, grow large or reach a Python object. Data is never parsed
as a template, so `{{ }}` or `<b>` in a name is printed as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.domain import money
from desktop.domain.errors import RuleViolation
from desktop.domain.numerals import chinese

MAX_OUTPUT = 400_000  # characters of one rendered text
MAX_LOOPS = 2
_LOOP_NAMES = frozenset({"index", "first", "last", "length"})
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.If,
    nodes.For,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Concat,
    nodes.Tuple,
    nodes.List,
)


class Unsafe(ValueError):
    """A template holds something that templates may not hold; `line` counts from 1 within the text."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fields of data are dictionary keys, never Python attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b`: the key b of a, or index, first, last, length of a loop."""
        if isinstance(obj, LoopContext) and attribute in _LOOP_NAMES:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`a[b]`."""
        try:
            return obj[argument]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=str(argument))


def day_words(value: str) -> str:
    """ISO day or time → 2026年4月9日 (GB/T 9704-2012, 7.3.5.4: Arabic digits, no leading zeros); "" stays empty."""
    if not value:
        return ""
    day = date.fromisoformat(value[:10])
    return f"{day.year}年{day.month}月{day.day}日"


def month_day_words(value: str) -> str:
    """ISO day → 4月9日, for columns whose year stands in the head of the list; "" stays empty."""
    return day_words(value).partition("年")[2]


def clock_words(value: str) -> str:
    """ISO time → 9时05分; "" stays empty."""
    if not value:
        return ""
    moment = datetime.fromisoformat(value)
    return f"{moment.hour}时{moment.minute:02d}分"


def moment_words(value: str) -> str:
    """ISO time → 2026年4月9日9时05分."""
    return day_words(value) + (clock_words(value) if len(value) > 10 else "")


def bare(text: str) -> str:
    """A phrase without the mark at its end, to stand inside a sentence."""
    return text.strip(" 　\n").rstrip("。；，、;,.")


OWN_FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day_words,
    "month_day": month_day_words,
    "clock": clock_words,
    "moment": moment_words,
    "money": money.digits,
    "sum": money.written,
    "cn": chinese,
    "bare": bare,
}
FILTER_NAMES = frozenset(
    {*OWN_FILTERS, "join", "map", "selectattr", "rejectattr", "first", "last", "length", "list", "trim"}
)
TEST_NAMES = frozenset({"equalto", "ne", "in", "none", "defined", "undefined"})


def _environment() -> _Sandbox:
    env = _Sandbox(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
    env.globals.clear()
    env.filters.clear()
    env.filters.update({name: FILTERS[name] for name in FILTER_NAMES - OWN_FILTERS.keys()})
    env.filters.update(OWN_FILTERS)
    env.tests = {name: test for name, test in env.tests.items() if name in TEST_NAMES}
    return env


_ENV = _environment()


def parse(text: str) -> nodes.Template:
    """The syntax tree of a text template, checked.

    Raises:
        Unsafe: with the line, for syntax errors too.
    """
    try:
        tree = _ENV.parse(text)
    except TemplateError as error:
        raise Unsafe(f"模板语法有误：{error.message}", getattr(error, "lineno", 1) or 1) from error
    _check(tree, 0)
    return tree


def parse_expression(text: str) -> nodes.Template:
    """The syntax tree of an expression (`when`, `each`), checked."""
    return parse("{{ " + text + " }}")


def _check(node: nodes.Node, loops: int) -> None:
    if not isinstance(node, _ALLOWED):
        raise Unsafe(f"模板中不能使用 {type(node).__name__}", node.lineno)
    if isinstance(node, nodes.Filter) and node.name not in FILTER_NAMES:
        raise Unsafe(f"没有名为 {node.name} 的过滤器", node.lineno)
    if isinstance(node, nodes.Test) and node.name not in TEST_NAMES:
        raise Unsafe(f"没有名为 {node.name} 的判断", node.lineno)
    if isinstance(node, nodes.For):
        loops += 1
        if loops > MAX_LOOPS or node.recursive:
            raise Unsafe("循环不能超过两层", node.lineno)
    for child in node.iter_child_nodes():
        _check(child, loops)


@lru_cache(maxsize=4096)
def _template(text: str) -> Callable[..., Iterator[str]]:
    parse(text)
    return _ENV.from_string(text).generate


@lru_cache(maxsize=4096)
def _expression(text: str) -> Callable[..., Any]:
    parse_expression(text)
    compiled: Callable[..., Any] = _ENV.compile_expression(text, undefined_to_none=False)
    return compiled


def render(text: str, facts: Mapping[str, Any]) -> str:
    """A text with its facts put in; lines are trimmed and empty lines dropped.

    Raises:
        RuleViolation: R-503, a fact that the template needs is not there, or the text grows beyond all measure.
    """
    if "{" not in text:
        return text
    parts: list[str] = []
    size = 0
    try:
        for part in _template(text)(facts):
            parts.append(part)
            size += len(part)
            if size > MAX_OUTPUT:
                raise _unfit(text, "文字超过四十万字")
    except (TemplateError, TypeError, ValueError) as error:
        raise _unfit(text, f"内容不齐或写法不对（{error}）") from error
    lines = (line.strip(" ") for line in "".join(parts).replace("\r", "\n").replace("\t", "　").split("\n"))
    return "\n".join(line for line in lines if line)


def evaluate(text: str, facts: Mapping[str, Any]) -> Any:
    """The value of an expression; raises as `render`."""
    try:
        value = _expression(text)(facts)
        return None if isinstance(value, StrictUndefined) else value
    except (TemplateError, TypeError, ValueError) as error:
        raise _unfit(text, f"内容不齐或写法不对（{error}）") from error


def _unfit(text: str, reason: str) -> RuleViolation:
    near = text.strip().replace("\n", " ")[:40]
    return RuleViolation(
        "R-503",
        f"文书模板“{near}”无法套用：{reason}。",
        way_out="请先补齐缺少的内容；仍不行的，请把模板文件交给县里核对。",
    )
