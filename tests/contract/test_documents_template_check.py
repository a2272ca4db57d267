"""The template checker names fault and line; the sandbox lets nothing out and nothing grow."""

from __future__ import annotations

from importlib import resources

import pytest

from desktop.domain.errors import RuleViolation
from exports.documents.check import check_template
from exports.documents.document_type import parse_type
from exports.documents.sandbox import MAX_OUTPUT, Unsafe, evaluate, parse, render

TEXT = resources.files("exports.documents").joinpath("types/mediation_agreement.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("good", "bad", "line_has", "message"),
    [
        ("{{ agreement.dispute }}", "{{ agreement.dispuet }}", "dispuet", "没有这个内容：dispuet"),
        ("{{ agreement.dispute }}", "{{ agrement.dispute }}", "agrement", "没有这个内容：agrement"),
        ('kind = "seal"', 'kind = "stamp"', "stamp", "没有这种段落：stamp"),
        ('style = "second"', 'styel = "second"', "styel", "没有这个栏目：styel"),
        ('version = 1', 'verison = 1', "verison", "没有这个栏目：verison"),
        ("{{ committee.name }}", "{{ committee.name|upper }}", "upper", "没有名为 upper 的过滤器"),
        ("{{ committee.name }}", "{{ committee.name }", "committee.name }", "模板语法有误"),
        ("{{ agreement.breach }}", "{{ agreement.breach.upper() }}", "upper()", "模板中不能使用 Call"),
        ("{{ agreement.breach }}", "{% set x = 1 %}", "set x", "模板中不能使用 Assign"),
        ("{{ agreement.breach }}", "{{ 'a' * 9 }}", "'a' * 9", "模板中不能使用 Mul"),
        ("{{ agreement.breach }}", "{% include 'x' %}", "include", "模板中不能使用 Include"),
        ('path = "item.name"', 'path = "item.nmae"', "nmae", "没有这个内容：nmae"),
        ('each = "duties"', 'each = "dutys"', "dutys", "没有这个内容：dutys"),
        ("{{ item }}", "{{ itme }}", "itme", "没有这个内容：itme"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(good: str, bad: str, line_has: str, message: str) -> None:
    text = TEXT.replace(good, bad, 1)
    assert text != TEXT
    faults = check_template(text)
    assert [line_has in text.splitlines()[fault.line - 1] for fault in faults if message in fault.message] == [True]


def test_all_faults_are_found_at_once() -> None:
    text = TEXT.replace("agreement.dispute }}", "agreement.dispuet }}").replace(
        "committee.name }}", "committee.nmae }}"
    )
    text = text.replace('kind = "seal"', 'kind = "stamp"').replace('style = "second"', 'styel = "second"')
    assert len(check_template(text)) >= 4


def test_a_broken_file_is_one_fault_with_its_line() -> None:
    faults = check_template('key = "x"\ntitle = [\n')
    assert len(faults) == 1
    assert faults[0].message.startswith("文件格式有误")
    assert 2 <= faults[0].line <= 3


def test_a_wrong_attribute_in_a_filter_is_found() -> None:
    text = TEXT.replace("{{ agreement.breach }}", "{{ agreement.mediators|map(attribute='nmae')|join('、') }}")
    assert [fault.message for fault in check_template(text)] == ["Staff 没有这个内容：nmae"]


def test_loops_know_what_they_walk() -> None:
    text = TEXT.replace("{{ agreement.breach }}", "{% for d in agreement.duties %}{{ d.parts[0].duo }}{% endfor %}")
    assert [fault.message for fault in check_template(text)] == ["Part 没有这个内容：duo"]


def test_a_file_that_cannot_be_used_is_refused_by_code() -> None:
    with pytest.raises(RuleViolation) as fault:
        parse_type(TEXT.replace('kind = "seal"', 'kind = "stamp"'))
    assert fault.value.code == "R-504"


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.__class__ }}",
        "{{ x['__class__'] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ n.real }}",
        "{{ x.keys }}",
        "{% for a in rows %}{{ loop.__init__ }}{% endfor %}",
        "{{ nothing }}",
        "{{ x.nothing }}",
        "{{ n + x }}",
    ],
)
def test_data_gives_no_way_to_python(text: str) -> None:
    with pytest.raises(RuleViolation) as fault:
        render(text, {"x": {"a": 1}, "n": 1, "rows": [1]})
    assert fault.value.code == "R-503"


@pytest.mark.parametrize(
    "text",
    [
        "{{ range(9) }}",
        "{% macro m() %}{% endmacro %}",
        "{{ x|format(1) }}",
        "{{ 2 ** 9 }}",
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in x recursive %}{% endfor %}",
        "{% raw %}{{ x }}",
        "{{ x is sameas 1 }}",
    ],
)
def test_nothing_that_runs_long_or_grows_is_in_the_language(text: str) -> None:
    with pytest.raises(Unsafe):
        parse(text)


def test_a_text_beyond_all_measure_is_stopped() -> None:
    with pytest.raises(RuleViolation) as fault:
        render("{% for a in x %}{{ a }}{% endfor %}", {"x": ["字" * 50_000] * (MAX_OUTPUT // 50_000 + 2)})
    assert fault.value.code == "R-503"


def test_lines_are_cleaned_and_data_stays_as_typed() -> None:
    assert render("{{ a }}", {"a": " 一\r\n\r\n\t二 \n<b>&{{ x }} "}) == "一\n　二\n<b>&{{ x }}"
    assert evaluate("a == 'x' and not b", {"a": "x", "b": ()}) is True


def test_a_loop_may_ask_for_its_place() -> None:
    assert (
        render("{% for a in x %}{{ loop.index }}{% if not loop.last %}，{% endif %}{% endfor %}", {"x": "ab"}) == "1，2"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ '2026-04-09'|day }}", "2026年4月9日"),
        ("{{ '2026-04-09T09:05:00+08:00'|moment }}", "2026年4月9日9时05分"),
        ("{{ ''|day }}", ""),
        ("{{ 168032|sum }}", "1,680.32元（大写：人民币壹仟陆佰捌拾元叁角贰分）"),
        ("{{ 105|cn }}{{ 12|cn }}{{ 20|cn }}{{ 210|cn }}", "一百零五十二二十二百一十"),
        ("{{ '付清。'|bare }}", "付清"),
    ],
)
def test_filters_write_as_the_trade_does(text: str, said: str) -> None:
    assert render(text, {}) == said
