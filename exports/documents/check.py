"""Finds every fault of a template file and the line it stands on, before the file is used; must not run a template.

The fields a template names are held against the structs of the case view, so that a misspelt field is found when the
file is loaded and not when somebody prints.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from jinja2 import nodes
from msgspec import Struct, inspect

from desktop.domain.case_events import AgreementConcluded, CaseOpened, VisitRecorded
from desktop.domain.case_view import CaseView
from desktop.domain.list_view import ListView
from desktop.domain.toml_lines import Path, find_lines, line_of
from exports.documents.document_type import DocumentType, built_type, built_types
from exports.documents.lawful import left_out
from exports.documents.sandbox import Unsafe, parse, parse_expression

ANY = inspect.AnyType()
_EXPRESSIONS = frozenset({"when", "each", "path"})
_PLAIN = frozenset(
    {"key", "title", "layout", "copies", "kind", "style", "seal", "number_word", "retention", "basis", "need", "about"}
)
_SORTS = {"str": "文字", "int": "数字", "bool": "true或false", "array": "列表", "object": "一组栏目", "float": "小数"}
_LIST_FILTERS = frozenset({"selectattr", "rejectattr", "list"})
_ITEM_FILTERS = frozenset({"first", "last"})


class Fault(NamedTuple):
    """One fault of a template file: the line (from 1) and what is wrong, in plain words."""

    line: int
    message: str


def check_template(text: str) -> list[Fault]:
    """All faults of a document type file, in the order of their lines; an empty list means it can be used."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        return [Fault(int(found[1]) if found else text.count("\n") + 1, f"文件格式有误：{error}")]
    lines = find_lines(text)
    faults = list(_shape(plain, lines))
    faults += _Texts(lines).check(plain)
    if not faults:
        first = line_of(lines, ("key",))
        faults = [Fault(first, message) for message in _among_others(msgspec.convert(plain, DocumentType))]
    return sorted(set(faults))


def _among_others(kind: DocumentType) -> Iterator[str]:
    """What is wrong with a type beside those that ship: what it replaces must not lose what the law wants in it."""
    shipped = built_type(kind.key)
    if shipped is not None:
        yield from left_out(kind, shipped)
        return
    for other in built_types().values():
        if other.number == kind.number:
            yield f"种类号{kind.number}已经是《{other.title}》的；新的文书请用900以后的号"


def _shape(plain: Any, lines: dict[Path, int]) -> Iterator[Fault]:
    """Unknown blocks and fields, values of the wrong kind: the first one of each block."""
    try:
        msgspec.convert(plain, DocumentType)
    except msgspec.ValidationError as error:
        yield _said(str(error), lines)
        blocks = plain.get("block", [])
        whole = {**plain, "block": [{"kind": "page_break"}]}
        for i, block in enumerate(blocks if isinstance(blocks, list) else []):
            try:
                msgspec.convert({**whole, "block": [block]}, DocumentType)
            except msgspec.ValidationError as inner:
                yield _said(str(inner).replace("$.block[0]", f"$.block[{i}]"), lines)


def _said(message: str, lines: dict[Path, int]) -> Fault:
    where = re.search(r"`\$([^`]*)`", message)
    steps = re.findall(r"\.([A-Za-z_]+)|\[(\d+)\]", where[1] if where else "")
    path: Path = tuple(name or int(index) for name, index in steps)
    unknown = re.search(r"unknown field `(\w+)`", message)
    if unknown:
        return Fault(line_of(lines, (*path, unknown[1])), f"没有这个栏目：{unknown[1]}")
    kind = re.search(r"Invalid value '(\w+)'", message)
    if kind and path and path[-1] == "kind":
        return Fault(line_of(lines, path), f"没有这种段落：{kind[1]}")
    kinds = re.search(r"Expected `(\w+)[^`]*`, got `(\w+)", message)
    if kinds and kinds[1] in _SORTS:
        return Fault(line_of(lines, path), f"这里应写{_SORTS[kinds[1]]}，写成了{_SORTS.get(kinds[2], kinds[2])}")
    missing = re.search(r"missing required field `(\w+)`", message)
    if missing:
        return Fault(line_of(lines, path), f"缺少栏目：{missing[1]}")
    return Fault(line_of(lines, path), f"内容不对：{message}")


class _Texts:
    """Walks all texts and expressions of a file with the names that are known at each place."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self._lines = lines
        self._faults: list[Fault] = []

    def check(self, plain: Mapping[str, Any]) -> list[Fault]:
        self._table(plain, (), root_names(about=str(plain.get("about", "case"))))
        return self._faults

    def _table(self, table: Mapping[str, Any], path: Path, names: dict[str, Any]) -> None:
        if isinstance(each := table.get("each"), str) and each:
            listed = self._text(each, (*path, "each"), names, expression=True)
            names = {**names, "item": _item(listed), "n": ANY}
        for key, value in table.items():
            here = (*path, key)
            if isinstance(value, str) and key not in _PLAIN and key != "each":
                self._text(value, here, names, expression=key in _EXPRESSIONS)
            elif isinstance(value, dict):
                self._table(value, here, names)
            elif isinstance(value, list):
                for i, inner in enumerate(value):
                    if isinstance(inner, dict):
                        self._table(inner, (*here, i), names)
                    elif isinstance(inner, str):
                        self._text(inner, here, names)

    def _text(self, text: str, path: Path, names: dict[str, Any], *, expression: bool = False) -> Any:
        """Checks one text; gives the type of an expression."""
        first = line_of(self._lines, path)
        if not text:
            return ANY
        try:
            tree = parse_expression(text) if expression else parse(text)
        except Unsafe as error:
            self._faults.append(Fault(first + error.line - 1, str(error)))
            return ANY
        walker = _Walker(first, self._faults)
        return walker.body(tree, names)


class _Walker:
    """Follows names and fields through one syntax tree."""

    def __init__(self, first_line: int, faults: list[Fault]) -> None:
        self._first = first_line
        self._faults = faults

    def body(self, node: nodes.Node, names: dict[str, Any]) -> Any:
        """Walks statements; gives the type of the last expression."""
        found: Any = ANY
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.For):
                inner = {**names, "loop": ANY}
                if isinstance(child.target, nodes.Name):
                    inner[child.target.name] = _item(self.type_of(child.iter, names))
                for part in (*child.body, *child.else_):
                    self.body(nodes.Template([part]), inner)
            elif isinstance(child, nodes.Expr):
                found = self.type_of(child, names)
            else:
                found = self.body(child, names)
        return found

    def type_of(self, node: nodes.Node, names: dict[str, Any]) -> Any:
        """The type of an expression as far as it is known; reports names and fields that are not there."""
        if isinstance(node, nodes.Name):
            if node.name not in names:
                self._report(node, f"没有这个内容：{node.name}")
            return names.get(node.name, ANY)
        if isinstance(node, nodes.Getattr):
            return self._field(node, self.type_of(node.node, names), node.attr)
        if isinstance(node, nodes.Getitem):
            self.type_of(node.arg, names)
            return _item(self.type_of(node.node, names))
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, self.type_of(node.node, names), names)
        for child in node.iter_child_nodes():
            self.type_of(child, names)
        return ANY

    def _filtered(self, node: nodes.Filter, given: Any, names: dict[str, Any]) -> Any:
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.type_of(argument, names)
        named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        if node.name in {"selectattr", "rejectattr"}:
            named += node.args[:1]
        for constant in named:
            if isinstance(constant, nodes.Const):
                self._field(node, _item(given), str(constant.value).split(".")[0])
        if node.name in _LIST_FILTERS:
            return given
        return _item(given) if node.name in _ITEM_FILTERS else ANY

    def _field(self, node: nodes.Node, owner: Any, name: str) -> Any:
        if not isinstance(owner, inspect.StructType):
            return ANY
        for field in owner.fields:
            if field.encode_name == name:
                return _plain_type(field.type)
        self._report(node, f"{owner.cls.__name__} 没有这个内容：{name}")
        return ANY

    def _report(self, node: nodes.Node, message: str) -> None:
        self._faults.append(Fault(self._first + node.lineno - 1, message))


def root_names(*, about: str = "case") -> dict[str, Any]:
    """Every name a template can begin with, and its type (see `compose.facts_of`)."""
    if about == "list":
        known = _plain_type(inspect.type_info(ListView))
        return {**{field.encode_name: _plain_type(field.type) for field in known.fields}, "copies": ANY}
    view = _plain_type(inspect.type_info(CaseView))
    names = {field.encode_name: _plain_type(field.type) for field in view.fields}
    names["reg"] = _struct(CaseOpened)
    names["agreement"] = _struct(AgreementConcluded)
    names["visit"] = _struct(VisitRecorded)
    return {
        **names,
        **dict.fromkeys(
            ("labels", "copies", "names", "performance", "agreement_number", "open_parts", "made", "made_on"), ANY
        ),
    }


def _struct(kind: type[Struct]) -> Any:
    return _plain_type(inspect.type_info(kind))


def _plain_type(given: Any) -> Any:
    """A type without its None and its constraints; anything not known is anything."""
    if isinstance(given, inspect.Metadata):
        return _plain_type(given.type)
    if isinstance(given, inspect.UnionType):
        rest = [kind for kind in given.types if not isinstance(kind, inspect.NoneType)]
        return _plain_type(rest[0]) if len(rest) == 1 else ANY
    return given


def _item(given: Any) -> Any:
    if isinstance(given, inspect.VarTupleType | inspect.ListType):
        return _plain_type(given.item_type)
    return ANY
