"""Document templates of the county: sent down, used from their day on, taken back; a faulty one harms nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from db.reference import published_states
from desktop.bootstrap.publishing import publish, withdraw
from desktop.bootstrap.station import Desk
from desktop.bootstrap.templates import StationTemplates
from desktop.domain.canonical import sha256
from desktop.domain.case import DocumentState
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.paper_code import BlankCode
from desktop.domain.station_events import Published
from desktop.services.helper import Helper
from desktop.usecases.make_paper import PaperMade, PreparePaper, issue_paper, prepare_paper
from desktop.usecases.match_scan import match_code
from desktop.usecases.print_blank import PrintBlank, print_blank
from tests.db.county_kit import fill
from tests.db.test_county_acts import Ring, state

KEY = "mediation_application"
SHIPPED = (files("exports.documents") / "types" / f"{KEY}.toml").read_text("utf-8")
OURS = "依照《人民调解法》自愿申请"
SECOND = SHIPPED.replace("version = 1", "version = 2", 1).replace("申请人自愿申请人民调解", f"申请人{OURS}", 1)
NOTE = """
key = "county_note"
number = 901
version = 1
title = "温馨提示"
layout = "notice"
copies = "1"
retention = "短期"
basis = "县里2026年通知"
dossier = { order = 99, need = "may" }

[[block]]
kind = "title"
text = "温馨提示"

[[block]]
kind = "paragraph"
text = "%s"
"""
ENDLESS = "{%% for a in %s %%}{%% for b in %s %%}{%% endfor %%}{%% endfor %%}"


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def refused(code: str) -> Any:
    return pytest.raises(RuleViolation, match=f"^{code} ")


def make(desk: Desk, case: str, kind: str = KEY, *, frozen: bool = True) -> PaperMade:
    with desk.uow(desk.viewer) as uow:
        made = prepare_paper(PreparePaper(case, kind), uow, desk.papers)
        if frozen and made.draft:
            issue_paper(case, made.document, uow)
        uow.commit()
    return made


def paper(desk: Desk, case: str, made: PaperMade) -> DocumentState:
    found = state(desk, case).document(made.document)
    assert found is not None
    return found


def words(desk: Desk, case: str, made: PaperMade) -> str:
    with desk.uow(desk.viewer) as uow:
        return uow.get_blob(paper(desk, case, made).facts_hash).decode()


def send_unchecked(desk: Desk, key: str, text: str, version: int) -> None:
    """As a county with an older or broken program would."""
    with desk.uow(desk.viewer) as uow:
        published = Published("template", key, version, "2026-01-01", sha256(text.encode()).hex(), text)
        uow.record(f"template/{key}", published)
        uow.commit()


def test_papers_are_made_with_the_countys_version_and_old_ones_keep_theirs(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    old = make(ring.a, case)
    publish(ring.county, "申请书.toml", SECOND)
    assert ring.a.papers.info(KEY).version == 0
    ring.down()
    assert (ring.a.papers.info(KEY).county, ring.a.papers.info(KEY).version) == (True, 2)
    new = make(ring.a, case)
    assert [paper(ring.a, case, m).type_version for m in (old, new)] == [1, 2]
    assert paper(ring.a, case, old).template_hash != paper(ring.a, case, new).template_hash
    assert [OURS in words(ring.a, case, m) for m in (old, new)] == [False, True]
    ring.carry()
    withdraw(ring.county, "template", KEY, 2, "措辞要改")
    ring.down()
    assert ring.a.papers.info(KEY).county is False
    assert paper(ring.a, case, make(ring.a, case)).type_version == 1
    assert paper(ring.a, case, new).type_version == 2
    with ring.a.uow(ring.a.viewer) as uow:
        assert uow.get_blob(paper(ring.a, case, new).pdf_hash) == new.pdf


def test_a_version_is_used_from_its_day_on(ring: Ring) -> None:
    publish(ring.county, "a.toml", SECOND)
    publish(ring.county, "a.toml", SECOND.replace("version = 2", "version = 3"), "2026-12-01")
    ring.down()
    assert ring.a.papers.info(KEY).version == 2
    with ring.a.reader.connect() as connection:
        versions = published_states(connection, "template")[0].versions
    assert [v.effective_from for v in versions] == ["2026-11-20", "2026-12-01"]


def test_a_type_of_the_county_alone_is_made_scanned_and_taken_back(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    publish(ring.county, "提示.toml", NOTE % "{{ parties[0].name }}，您好。{{ committee.name }}")
    ring.down()
    info = ring.a.papers.info("county_note")
    assert (info.title, info.group, info.offered) == ("温馨提示", "county", True)
    assert ring.a.papers.missing("county_note", ring.a.queries.case_view(ring.a.viewer, case)) == ()
    made = make(ring.a, case, "county_note")
    assert made.pdf.startswith(b"%PDF")
    assert "曾小一，您好。" in words(ring.a, case, made)
    with ring.a.uow(ring.a.viewer) as uow:
        assert print_blank(PrintBlank("county_note"), uow, ring.a.papers).startswith(b"%PDF")
    found = match_code(BlankCode(901, case).text, ring.a.queries, ring.a.viewer, ring.a.papers)
    assert (found.fate, found.form and found.form.type_title) == ("form", "温馨提示")
    withdraw(ring.county, "template", "county_note", 1, "不用了")
    ring.down()
    assert not ring.a.papers.info("county_note").offered
    assert {d.type_title for d in ring.a.queries.documents(ring.a.viewer, case)} == {"温馨提示"}
    with refused("R-402"):
        make(ring.a, case, "county_note")


@pytest.mark.expects_log_warnings
def test_a_faulty_or_endless_template_is_left_out_and_told(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    many = "[" + ",".join(["1"] * 30_000) + "]"
    send_unchecked(ring.county, KEY, SECOND.replace("reg.summary }}", "reg.sumary }}"), 2)
    send_unchecked(ring.county, "county_note", NOTE % (ENDLESS % (many, many)), 1)
    publish(ring.county, "提示.toml", (NOTE % "好").replace("county_note", "county_other").replace("901", "902"))
    ring.a.templates.apart = Helper(patience=0.1)
    told = ring.down()[0].remarks
    assert len(told) == 2
    line = SECOND.splitlines().index('text = "{{ reg.summary }}"') + 1
    assert f"“{KEY}”第2版不能用，仍用原来的：第{line}行" in told[1]
    assert "停不下来" in told[0]
    assert paper(ring.a, case, make(ring.a, case)).type_version == 1
    assert "county_note" not in {info.key for info in ring.a.papers.types()}
    assert ring.a.papers.info("county_other").offered, "what is in order came in the same bundle and is used"
    assert ring.down()[0].remarks == (), "told once"
    again = StationTemplates(ring.a.store, ring.a.reader, Helper(["nothing that starts"]))
    assert again.keys() == ("county_other",), "the verdicts are kept, nothing is run anew"


@pytest.mark.expects_log_warnings
def test_one_that_ends_with_the_sample_and_not_with_a_case_is_stopped_once(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    many = "[" + ",".join(["1"] * 30_000) + "]"
    only_here = "{%% if title != '' and parties[0].name == '曾小一' %%}" + ENDLESS % (many, many) + "{%% endif %%}"
    publish(ring.county, "提示.toml", NOTE % (only_here.replace("%%", "%") + "您好"))
    ring.down()
    ring.a.templates.apart.close()
    ring.a.templates.apart = Helper(patience=0.1)
    with pytest.raises(Situation, match=r"^S-517 "):
        make(ring.a, case, "county_note")
    ring.a.templates.apart = Helper(["nothing that starts"])
    with refused("R-402"):
        make(ring.a, case, "county_note")
    view = ring.a.queries.case_view(ring.a.viewer, case)
    ((_path, name),) = ring.a.papers.missing("county_note", view)
    assert "停不下来" in name, "the page of the case opens all the same"
    assert make(ring.a, case).pdf.startswith(b"%PDF")


def test_what_the_law_wants_stays_and_faults_are_named_by_line(ring: Ring) -> None:
    agreement = (files("exports.documents") / "types" / "mediation_agreement.toml").read_text("utf-8")
    agreement = agreement.replace("version = 1", "version = 2", 1)
    for text, code, said in (
        (SHIPPED, "R-636", "第1版"),
        (SECOND.replace("reg.summary }}", "reg.sumary }}"), "R-635", "没有这个内容：sumary"),
        (agreement.replace('text = "{{ agreement.dispute }}"', 'text = "略"'), "R-635", "纠纷主要事实"),
        (agreement.replace("签名、盖章或者按指印", "签名"), "R-635", "人民调解法第二十九条"),
        (agreement.replace('label = "记录人（签名）："', 'label = "见证人："'), "R-635", "缺少签名处：记录人"),
        (agreement.replace("number = 108", "number = 109"), "R-635", "种类号是108"),
        ((NOTE % "好").replace("901", "108"), "R-635", "已经是《人民调解协议书》的"),
    ):
        with refused(code) as fault:
            publish(ring.county, "x.toml", text)
        assert said in fault.value.message
    publish(ring.county, "提示.toml", NOTE % "好")
    with refused("R-637"):
        publish(ring.county, "提示.toml", (NOTE % "好").replace("county_note", "county_other"))
    publish(ring.county, "协议.toml", agreement.replace("经调解，自愿达成", "经本会主持调解，各方自愿达成"))


def test_until_its_file_has_come_the_version_before_it_is_used(ring: Ring) -> None:
    long = SECOND + "#" * 5000
    publish(ring.county, "申请书.toml", long)
    ring.down()
    assert ring.a.papers.info(KEY).version == 2
    ring.a.store.fs.unlink(ring.a.store.blobs.path(sha256(long.encode()).hex()))
    ring.a.templates.refresh()
    assert ring.a.papers.info(KEY).version == 0
    (case,) = fill(ring.a, 1)
    assert paper(ring.a, case, make(ring.a, case)).type_version == 1
