"""The station's month on a real station: figures from real acts, as paper, workbook and JSON; nobody is named."""

from __future__ import annotations

import io
import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf.pdfa
import pytest
from python_calamine import CalamineWorkbook

from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.case_events import CaseClosed
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter
from desktop.domain.station_month import MonthReport, Revision
from desktop.domain.viewer import Viewer
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.follow_up import PerformDuty, perform_duty
from desktop.usecases.hold_session import hold_session
from desktop.usecases.month_files import closed_in_month
from desktop.usecases.report_month import ReportMonth, note_report, report_month
from desktop.usecases.settle_quickly import settle_quickly
from exports.reports.month import month_pdf, month_xlsx
from tests.db.station_kit import PASSPHRASE, TODAY, Station, agreement, quick, register, session

NOVEMBER = ReportMonth("2026-11")


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """One matter agreed on and partly paid, one settled by word, one only registered."""
    case = register(desk)
    register(desk, category="10")
    with desk.uow(desk.viewer) as uow:
        hold_session(session(case), uow)
        conclude_agreement(agreement(case), uow)
        duty = uow.case(case.case_id).agreements[0].duties[0]
        perform_duty(PerformDuty(case.case_id, duty.id, duty.parts[0].id, TODAY, 40_000), uow)
        settle_quickly(quick(), uow, desk.papers)
        uow.commit()
    return desk


def month(desk: Desk, ask: ReportMonth = NOVEMBER) -> MonthReport:
    return report_month(ask, desk.queries, desk.viewer, TODAY)


def lines(made: MonthReport, title: str) -> dict[str, tuple[int, ...]]:
    return {line.label: line.figures for block in made.blocks if block.title.startswith(title) for line in block.lines}


def test_the_month_counts_what_was_done(busy: Desk) -> None:
    made = month(busy)
    assert lines(made, "总体")["登记（件）"] == (3,)
    assert lines(made, "总体")["调解成功（件）"] == (2,)
    assert lines(made, "人民调解（按纠纷类型）")["合计"] == (3, 2, 1, 1, 0, 300_000, 40_000)
    assert month(busy, ReportMonth("2026-10")).silent


def test_who_has_no_right_to_statistics_gets_none(busy: Desk) -> None:
    with pytest.raises(RuleViolation, match=r"^R-203 "):
        report_month(NOVEMBER, busy.queries, Viewer("u", "网格员", ("grid_worker",)), TODAY)


def test_the_paper_is_an_archive_file_with_places_to_sign(busy: Desk, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    path.write_bytes(month_pdf(month(busy), busy.papers.fonts, busy.doors.clock.now()))
    assert pikepdf.pdfa.validate_written(path, "2b").passed
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    text = "".join(read.stdout.decode().split())
    period = "（2026年11月1日至2026年11月30日）"
    for words in ("云桥村人民调解委员会工作统计表", period, "填表人（签名）：", "负责人（签名）："):
        assert words in text
    assert "3,000.00" in text
    assert "周桂兰" not in text


def test_a_silent_month_is_reported_on_one_page(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "month.pdf"
    path.write_bytes(month_pdf(month(desk), desk.papers.fonts, desk.doors.clock.now()))
    read = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
    assert "零报" in read
    assert read.count("\f") == 1


def test_the_workbook_holds_numbers_not_texts(busy: Desk) -> None:
    data = month_xlsx(month(busy), busy.doors.clock.now())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    whole = next(row for row in rows if row[0] == "合计")
    assert whole[1:8] == [3.0, 2.0, 1.0, 1.0, 0.0, 3000.0, 400.0]


def test_the_command_writes_paper_workbook_and_json(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = station.open()
    register(desk)
    station.close()
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))
    common = [
        "report",
        "month",
        "--data",
        str(station.folder),
        "--period",
        "2026-11",
        "--now",
        "2026-11-20T10:00:00+08:00",
    ]
    for name, mark in (("m.pdf", b"%PDF-"), ("m.xlsx", b"PK")):
        assert main([*common, "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes().startswith(mark)
    assert main([*common, "--cut-off", "20", "--out", str(tmp_path / "m.json")]) == 0
    made = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert (made["since"], made["until"]) == ("2026-10-21", "2026-11-20")
    capsys.readouterr()
    assert main([*common, "--out", str(tmp_path / "m.doc")]) == 1
    assert "R-452" in capsys.readouterr().err
    assert main(["report", "persons", *common[2:], "--out", str(tmp_path / "p.pdf")]) == 1
    assert "R-452" in capsys.readouterr().err


# ---- what was reported, and what late work changes ----
def hand_in(desk: Desk, on: str) -> MonthReport:
    """Report November on a day; the report as it was made."""
    made = report_month(NOVEMBER, desk.queries, desk.viewer, on)
    with desk.uow(desk.viewer) as uow:
        note_report(made, uow)
        uow.commit()
    return made


def test_a_month_that_late_work_changed_says_so(busy: Desk, tmp_path: Path) -> None:
    """Scenario 40: a visible revision, not a silent change; on the paper and in the workbook too."""
    assert hand_in(busy, "2026-12-03").revision == Revision()
    assert hand_in(busy, "2026-12-04").revision == Revision(("2026-12-03",))
    register(busy, summary="补登的一件")
    made = hand_in(busy, "2028-05-20")
    assert made.revision.last == "2026-12-03"
    told = [change.told for change in made.revision.changed]
    assert told[:2] == ["登记（件） 3 → 4", "其中：矛盾纠纷（件） 3 → 4"]
    path = tmp_path / "month.pdf"
    path.write_bytes(month_pdf(made, busy.papers.fonts, busy.doors.clock.now()))
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
    assert "重报（第2次）：2026年12月3日报出后，以下数字有变动。登记（件） 3 → 4；" in text.replace("\n", "")
    book = month_xlsx(made, busy.doors.clock.now())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert any(str(cell).startswith("重报（第2次）") for row in rows for cell in row)
    assert month(busy).revision == Revision(("2026-12-03", "2028-05-20"))
    lines_ = busy.queries.journal(busy.viewer, JournalFilter(act="report"))
    assert [row.line.act for row in lines_] == ["report.revised", "report.made", "report.made"]


def test_a_look_into_a_month_that_is_not_over_is_no_report(busy: Desk) -> None:
    hand_in(busy, TODAY)
    register(busy)
    assert month(busy).revision == Revision()


def test_a_month_does_not_hang_on_the_clock_with_which_it_was_written(station: Station) -> None:
    """I14: closed on a day that a person wrote, while the computer stood in 1970."""
    with station.open() as desk:
        case = register(desk, received_at="2026-09-01T09:00:00+08:00")
        with desk.uow(desk.viewer) as uow:
            hold_session(session(case), uow)
            conclude_agreement(agreement(case), uow)
            uow.commit()
        before = month(desk)
        station.clock.jump(timedelta(days=-20_000))
        with desk.uow(desk.viewer) as uow:
            uow.record(case.case_id, CaseClosed("2026-11-25", "settled", "履行完毕"))
            uow.commit()
        assert lines(month(desk), "总体")["办结（件）"] == (1,)
        assert lines(before, "总体")["办结（件）"] == (0,)
        assert closed_in_month("2026-11", desk.queries, desk.viewer) == (case.case_id,)
        assert closed_in_month("2026-10", desk.queries, desk.viewer) == ()
