"""Every code a user can read out has one meaning and stands once in docs/errors.md."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict

import pytest

from tests.arch.source import PRODUCT, ROOT, Source, dotted, snippet, sources

CODE = re.compile(r"^(?:[RS]-\d{3}|E\d{2})$")
ROW = re.compile(r"^\| *((?:[RS]-\d{3}|E\d{2})) *\|(.*)\|(.*)\|\s*$", re.MULTILINE)
CLASSES = {"RuleViolation": "R", "Situation": "SE"}  # a refused bundle is a situation with an E code


def used_codes(source: Source) -> dict[str, str]:
    """Code -> where it first stands in the file."""
    found: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
            found.setdefault(node.value, f"{source.path}:{node.lineno}")
    return found


def documented(text: str) -> list[str]:
    """Codes of the table rows, with repetitions; a row without words on both sides is no entry."""
    return [row[1] for row in ROW.finditer(text) if row[2].strip() and row[3].strip()]


def kind_faults(source: Source) -> list[str]:
    """A rule with a situation's code, or the other way round."""
    return [
        source.fault(call, f"{code} is no code of {kind}")
        for call, kind, code, _ in _raised(source)
        if code[0] not in CLASSES.get(kind, code[0])
    ]


def meaning_faults(found: tuple[Source, ...]) -> list[str]:
    """R- and S- codes that say different things in different files. (E codes take their words from one table.)"""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for source in found:
        for _, _, code, message in _raised(source):
            if not code.startswith("E"):
                said[code][source.path].add(message)
    return [
        f"{code} means different things in {', '.join(sorted(files))}"
        for code, files in said.items()
        if len(files) > 1 and len(set.union(*files.values())) > 1
    ]


def _raised(source: Source) -> list[tuple[ast.Call, str, str, str]]:
    """(call, what is called, code, message) of every call whose first argument is a code."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            code = node.args[0].value
            if isinstance(code, str) and CODE.match(code):
                found.append((node, dotted(node.func).split(".")[-1], code, _first_words(node.args[1:2])))
    return found


def _first_words(message: list[ast.expr]) -> str:
    """The first text written in the message's expression: the sentence, whatever is put into its gaps."""
    texts = [n for m in message for n in ast.walk(m) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return str(min(texts, key=lambda n: (n.lineno, n.col_offset)).value) if texts else ""


def test_every_code_stands_once_in_the_book_of_errors() -> None:
    book = documented((ROOT / "docs/errors.md").read_text("utf-8"))
    assert [code for code, times in Counter(book).items() if times > 1] == []
    used = {code: where for source in sources(*PRODUCT) for code, where in used_codes(source).items()}
    assert {code: where for code, where in used.items() if code not in book} == {}


def test_every_code_has_one_meaning() -> None:
    found = sources(*PRODUCT)
    assert meaning_faults(found) == []
    assert [fault for source in found for fault in kind_faults(source)] == []


def test_codes_and_rows_are_found() -> None:
    source = snippet("db/a.py", "raise Situation('S-201', '磁盘已满')\nif error.code == 'E03': pass\n'S-2011'")
    assert set(used_codes(source)) == {"S-201", "E03"}
    assert documented("| code | when | do |\n|---|---|---|\n| S-201 | full | free |\n| R-101 | | |\n") == ["S-201"]


@pytest.mark.parametrize("text", ["RuleViolation('S-201', 'x')", "errors.Situation('R-101', 'x')"])
def test_a_wrong_kind_is_seen(text: str) -> None:
    assert len(kind_faults(snippet("db/a.py", text))) == 1


def test_two_meanings_are_seen() -> None:
    one, other = snippet("db/a.py", "fault('R-101', 'x')"), snippet("db/b.py", "RuleViolation('R-101', 'y')")
    assert meaning_faults((one, other))
    assert meaning_faults((one, snippet("db/b.py", "RuleViolation('R-101', 'x')"))) == []
    assert meaning_faults((one, snippet("db/a2.py", "if e.code == 'R-101': ..."))) == []
    gap, other_gap = "fault('R-9', tr('填{}').format(a))", "fault('R-9', tr('填{}').format(tr('b')))"
    both = snippet("ui/a.py", gap.replace("R-9", "R-901")), snippet("ui/b.py", other_gap.replace("R-9", "R-901"))
    assert meaning_faults(both) == []
