"""Procedure files that must be refused, each fault with its line; and what a local file adds to its base."""

from __future__ import annotations

import pytest

from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import Known, ProcedureFaults, check_procedure, parse_procedure
from desktop.domain.toml_lines import find_lines, line_of
from desktop.procedures import base, known_names

HEAD = """key = "trial"
version = 1
title = "试办"
source = "测试"
kinds = ["enquiry"]
"""
OPEN = """[[step]]
key = "open"
title = "登记"
done_by = "case.opened"
"""
CLOSE = """[[step]]
key = "close"
title = "办结"
end = "done"
"""


def faults(text: str, known: Known | None = None) -> list[tuple[int, str]]:
    return [(f.line, f.message) for f in check_procedure(text, known or known_names(), base)]


def test_a_plain_file_has_no_faults() -> None:
    assert faults(HEAD + OPEN + CLOSE) == []


def middle(body: str, first_line: str = "[[step]]") -> str:
    return f'{HEAD}{OPEN}{first_line}\nkey = "mid"\ntitle = "中间"\n{body}\n{CLOSE}'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("key = ", 1, "不是合法的 TOML"),
        (HEAD.replace('title = "试办"\n', "") + OPEN + CLOSE, 1, "缺少“title”"),
        (HEAD + 'colour = "red"\n' + OPEN + CLOSE, 6, "colour"),
        (HEAD.replace("version = 1", 'version = "1"') + OPEN + CLOSE, 2, "类型不对"),
        (HEAD.replace("version = 1", "version = -1") + OPEN + CLOSE, 2, "version 不能小于 0"),
        (HEAD.replace('"enquiry"', '"war"') + OPEN + CLOSE, 5, "war"),
        (HEAD + 'hash = "x"\n' + OPEN + CLOSE, 6, "由程序计算"),
        (HEAD, 1, "没有步骤"),
        (middle('next = "nowhere"'), 13, "nowhere"),
        (middle('roles = ["king"]'), 13, "没有角色“king”"),
        (middle('done_by = "stars.align"'), 13, "stars.align"),
        (middle('done_by = "document.issued:unknown_form"'), 13, "unknown_form"),
        (middle('done_by = "document.issued"'), 13, "document.issued"),
        (middle('[[step.paper]]\ntype = "unknown_form"'), 14, "unknown_form"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\nkind = "colour"'), 16, "colour"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\nkind = "choice"'), 13, "choices"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\nkind = "choice"\ntaxonomy = "none_such"'), 17, "none_such"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\nkind = "table"'), 13, "column"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\nkind = "number"\nmin = 5\nmax = 1'), 17, "下限"),
        (middle('[[step.field]]\nkey = "a"\nlabel = "甲"\n[[step.field]]\nkey = "a"\nlabel = "乙"'), 17, "写了两次"),
        (middle('next = [{ to = "close", when = { fact = "x", is = 1 } }]'), 10, "没有条件的去向"),
        (middle('next = [{ to = "close" }, { to = "mid" }]'), 10, "永远走不到"),
        (middle('next = [{ to = "mid", when = { fact = "strange", is = 1 } }, { to = "close" }]'), 10, "strange"),
        (middle('next = "mid"'), 10, "走不到结束"),
        (middle('next = "stop"'), 10, "不能停在"),
        (middle('need = "may"\nnext = [{ to = "mid", when = { fact = "case.quick", is = true } }, { to = "close" }]'),
         10, "没有出口的循环"),
        (middle('any_time = "beside"'), 10, "没有去向"),
        (middle('any_time = "follows"\nnext = "stop"'), 10, "走不到"),
        (middle('when = { fact = "done.nothing", is = true }'), 10, "步骤“nothing”不存在"),
        (middle('when = { fact = "last.open.colour", is = 1 }'), 10, "没有栏目“colour”"),
        (middle('when = { fact = "issued.unknown_form", is = true }'), 10, "unknown_form"),
        (middle('when = { fact = "case.colour", is = 1 }'), 10, "条件看不懂"),
        (middle('when = { fact = "case.kind" }'), 10, "一种比较"),
        (middle('when = { fact = "case.kind", is = "x", in = ["x"] }'), 10, "一种比较"),
        (middle('when = { fact = "case.kind", is = "x", all = [{ fact = "case.kind", is = "x" }] }'), 10, "单独用一个"),
        (HEAD + OPEN + CLOSE + OPEN, 15, "写了两次"),
        (HEAD + 'reopen = "nothing"\n' + OPEN + CLOSE, 6, "不存在"),
        (HEAD + 'rows = ["999-99"]\n' + OPEN + CLOSE, 6, "999-99"),
        (HEAD + OPEN + CLOSE.replace('end = "done"', 'end = "done"\nnext = "open"'), 10, "不能再有去向"),
        (HEAD + OPEN + CLOSE.replace('end = "done"', 'done_by = "case.closed"'), 13, "要写结果"),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_line(text: str, line: int, words: str) -> None:
    found = faults(text)
    assert any(at == line and words in message for at, message in found), found


LIMIT = '[[limit]]\nkey = "l"\ntitle = "期限"\nstart = "received"\nuntil = ["close"]\n'


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("length = -3", 19, "时长"),
        ("length = 3661", 19, "时长"),
        ("", 14, "要么有时长"),
        ('rule = "T99"', 19, "T99"),
        ('rule = "T5"\nlength = 61', 20, "不得长于"),
        ('rule = "T5"\nextend = 31', 20, "延长不得超过"),
        ('rule = "T7"\nextend = "agreed"', 20, "延长不得超过"),
        ("length = 3\nwarn = [-1]", 20, "提醒天数"),
        ('length = 3\nunit = "weeks"', 20, "weeks"),
        ('length = 3\nwhen = { fact = "x" }', 14, "条件看不懂"),
        ('day = "last.open.until"', 14, "没有栏目“until”"),
    ],
)
def test_faults_of_limits(body: str, line: int, words: str) -> None:
    found = faults(HEAD + OPEN + CLOSE + LIMIT + body)
    assert any(at == line and words in message for at, message in found), found


def test_limits_name_known_moments_only() -> None:
    text = HEAD + OPEN + CLOSE + LIMIT.replace("received", "full moon").replace('"close"', '"dawn"') + "length = 3\n"
    assert {line for line, _ in faults(text)} == {17, 18}


OTHERS = """
[[gate]]
document = "unknown_form"
needs = { fact = "done.open", is = true }
reason = "先登记"
[[closing]]
needs = { fact = "done.open", is = true }
reason = "先登记"
outcomes = ["nothing"]
[[escalation]]
limit = "none"
text = "逾期"
step = "none"
role = "none"
[[figure]]
key = "f"
title = "指标"
[[figure]]
key = "g"
title = "指标"
since = "open"
to = "nothing"
"""


def test_faults_of_all_other_parts_are_found_at_once() -> None:
    found = faults(HEAD + OPEN + CLOSE + OTHERS)
    assert [line for line, _ in found] == [16, 22, 24, 26, 27, 28, 31], found


def test_parameters_stand_for_values_and_words() -> None:
    text = (
        HEAD
        + '[[parameter]]\nkey = "days"\nlabel = "天数"\nvalue = 7\n'
        + '[[parameter]]\nkey = "names"\nlabel = "名称"\nvalue = ["甲", "乙"]\n'
        + OPEN.replace('"登记"', '"登记（${days}日内，${names}）"')
        + CLOSE
        + LIMIT
        + 'length = "${days}"\n'
    )
    procedure = parse_procedure(text, "test", known_names())
    assert procedure.steps[0].title == "登记（7日内，甲、乙）"
    assert procedure.limits[0].length == 7
    assert {(16, "没有名为“dais”的参数"), (27, "没有名为“dais”的参数")} <= set(
        faults(text.replace("${days}", "${dais}"))
    )


LOCAL = """key = "yunqiao_quick"
version = 1
title = "云桥快调"
source = "示范县云桥镇"
based_on = "people_mediation@0"
[[step]]
in = "intake"
key = "meet"
title = "一天内见面"
[[limit]]
key = "meet"
title = "见面"
start = "received"
until = ["meet"]
length = 1
"""


def local(extra: str = "") -> Procedure:
    return parse_procedure(LOCAL + extra, "test", known_names(), base)


def test_a_local_file_adds_to_its_base() -> None:
    method, national = local(), base("people_mediation@0")
    assert national is not None
    assert {s.key for s in method.steps} - {s.key for s in national.steps} == {"meet"}
    assert method.step("intake") is not None
    assert [e.to for s in method.steps if s.key in ("intake", "meet") for e in s.next] == ["meet", "notice"]
    assert {x.key for x in method.limits} == {x.key for x in national.limits} | {"meet"}
    assert method.kinds == ("dispute",)


def test_equal_content_has_equal_hash_wherever_it_was_read() -> None:
    again = parse_procedure("# 注释\n" + LOCAL, "other", known_names(), base)
    assert again.hash == local().hash
    assert local('\n[[notice]]\nwhen = { fact = "case.heads", min = 5 }\ntext = "集体"\n').hash != again.hash


@pytest.mark.parametrize(
    ("extra", "line", "words"),
    [
        ('[[tighten]]\nlimit = "confirmation"\nlength = 31\n', 18, "不得长于规定的 30"),
        ('[[tighten]]\nlimit = "confirmation"\nextend = 5\n', 18, "延长不得超过"),
        ('[[tighten]]\nlimit = "nothing"\nlength = 5\n', 17, "没有期限"),
        ('[[amend]]\nstep = "mediate"\nneed = "may"\n', 18, "不能放宽"),
        ('[[amend]]\nstep = "nothing"\n', 17, "没有步骤"),
        ('[[amend]]\nstep = "notice"\n[[amend.field]]\nkey = "way"\nlabel = "方式"\n', 16, "已有栏目"),
        ('[[step]]\nin = "nowhere"\nkey = "x"\ntitle = "x"\n', 17, "没有可放步骤的位置"),
        ('[[step]]\nkey = "x"\ntitle = "x"\n', 16, "要写明放在哪里"),
        ('[[step]]\nin = "intake"\nkey = "mediate"\ntitle = "x"\n', 16, "已经有了"),
        ('[[limit]]\nkey = "mediation"\ntitle = "x"\nstart = "received"\nlength = 90\n', 16, "已经有了"),
    ],
)
def test_a_local_file_cannot_loosen_or_break_its_base(extra: str, line: int, words: str) -> None:
    found = faults(LOCAL + extra)
    assert any(at == line and words in message for at, message in found), found


def test_a_shorter_limit_is_taken() -> None:
    method = local('[[tighten]]\nlimit = "mediation"\nlength = 20\nbasis = "云桥镇规定"\n')
    found = method.limit("mediation")
    assert found is not None
    assert (found.length, found.basis) == (20, "《人民调解工作若干规定》第三十三条；云桥镇规定")


def test_a_base_that_is_not_here_or_of_another_kind_is_refused() -> None:
    assert faults(LOCAL.replace("@0", "@9")) == [(5, "找不到所依据的办理规程“people_mediation@9”")]
    assert (5, "所依据的“人民调解”不适用于：petition") in faults(
        LOCAL.replace("based_on", 'kinds = ["petition"]\nbased_on')
    )


@pytest.mark.parametrize("kind", ["petition", "dispute"])
def test_petitions_and_disputes_stand_on_national_law(kind: str) -> None:
    found = faults(HEAD.replace("enquiry", kind) + OPEN + CLOSE)
    assert [line for line, _ in found] == [5]


def test_the_error_says_how_many_and_where() -> None:
    text = HEAD + OPEN + "".join(f'[[step]]\nkey = "s{i}"\ntitle = "步"\nroles = ["king"]\n' for i in range(7)) + CLOSE
    with pytest.raises(ProcedureFaults, match="R-401") as caught:
        parse_procedure(text, "坏文件", known_names())
    assert len(caught.value.faults) == 7
    assert "第13行" in caught.value.message


def test_lines_of_long_values() -> None:
    text = 'a = """\nb = 1\n"""\nc = [\n  1, # ]\n  "x]",\n]\n[[t]]\nd = {x = [1,\n2]}\n'
    text += "e = '''x'''\n[[t.u]]\nf = 1\n[[t]]\n[t.v]\ng=1\n"
    lines = find_lines(text)
    want = {
        ("a",): 1,
        ("c",): 4,
        ("t", 0): 8,
        ("t", 0, "d"): 9,
        ("t", 0, "e"): 11,
        ("t", 0, "u", 0, "f"): 13,
        ("t", 1): 14,
    }
    assert {path: lines[path] for path in want} == want
    assert ("b",) not in lines
    assert line_of(lines, ("t", 0, "u", 0, "f", "deep")) == 13
    assert line_of(lines, ("t", 1, "v", "g")) == 16
