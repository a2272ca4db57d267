"""Words agree: README and Makefile name the same tasks; every key has its Chinese term once in the glossary."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from desktop.reference import load_keys
from desktop.reference.registry import Kind
from tests.arch.source import ROOT

README_LINES = 120
TASK = re.compile(r"^([a-z]+):.*## (.+)$", re.MULTILINE)
README_ROW = re.compile(r"^\| `make ([a-z]+)` \| (.+?) \|$", re.MULTILINE)
GLOSSARY_ROW = re.compile(r"^\| `([a-z0-9_.]+|S|P[123])` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def tasks(makefile: str) -> list[tuple[str, str]]:
    """Tasks of a Makefile with their one-line help."""
    return TASK.findall(makefile)


def glossary(text: str) -> list[tuple[str, str, str]]:
    """(English name, Chinese term, source) of every row."""
    return GLOSSARY_ROW.findall(text)


def glossary_faults(rows: list[tuple[str, str, str]], keys: list[tuple[str, str]]) -> list[str]:
    """Rows that are missing, doubled or say another term; a missing row is shown as it should be written."""
    counted = Counter(english for english, _, _ in rows)
    terms = {english: chinese for english, chinese, _ in rows}
    found = [f"{english} stands {times} times" for english, times in counted.items() if times > 1]
    for key, title in keys:
        if key not in terms:
            found.append(f"missing: | `{key}` | {title} | <law article or source> |")
        elif terms[key] != title:
            found.append(f"{key}: {terms[key]} in the glossary, {title} in the key")
    return found


def test_readme_and_makefile_name_the_same_tasks() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert README_ROW.findall(readme) == tasks((ROOT / "Makefile").read_text("utf-8"))
    assert readme.count("\n") <= README_LINES


def test_readme_names_documents_that_exist() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))
    ours = [link for link in links if not link.startswith("http") and not link.startswith("docs/images/")]
    assert [link for link in ours if not (ROOT / link).exists()] == []


def test_every_key_has_its_term_once() -> None:
    keys = [(key.key, key.title) for kind in get_args(Kind) for key in load_keys(kind)]
    rows = glossary((ROOT / "docs/glossary.md").read_text("utf-8"))
    assert glossary_faults(rows, keys) == []


def test_faults_of_words_are_seen() -> None:
    assert tasks("help: ## list\n\ninternal:\n\techo\ntest: lint ## all\n") == [("help", "list"), ("test", "all")]
    rows = glossary("| `agreement` | 协议 | Art. 28 |\n| `agreement` | 合同 | x |\n| `P1` | 重要 | y |\n")
    assert len(rows) == 3
    assert len(glossary_faults(rows, [("agreement", "协议"), ("P1", "次要"), ("duty", "履行义务")])) == 4
    assert glossary_faults(rows[1:], [("P1", "重要")]) == []
