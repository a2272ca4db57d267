"""A ledger taken in, looked at first, taken back in one step; all on a real station."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from db.digest import digest, rebuild
from desktop.bootstrap.station import Desk
from desktop.domain.case import CaseState
from desktop.domain.errors import Cancelled, RuleViolation
from desktop.domain.read_models import CaseFilter
from desktop.domain.table import Table
from desktop.domain.viewer import Viewer
from desktop.reference.table_map_file import table_map
from desktop.usecases.correct_case import ChangeCase, change_case
from desktop.usecases.import_table import BATCH, ImportResult, ImportTable, TableReport, check_table, import_table
from desktop.usecases.undo_batch import UndoBatch, UndoBatchResult, batches, undo_batch
from tests.db.station_kit import Station, register
from tests.table_kit import GOOD, LEDGER, Row, changed, table

MAP = table_map("mediation_ledger")
OTHER = changed(
    GOOD, 申请人="王五", 申请人证件号码="", 申请人电话="13800005678", 被申请人="赵六", 纠纷简要情况="鸡吃了菜",
    调解结果="", 协议形式="", 达成协议日期="", 协议主要内容="", 协议涉及金额="", 履行情况="",
)  # fmt: skip


def sheet(*rows: Row) -> Table:
    return table([LEDGER, *rows])


def look(desk: Desk, *rows: Row) -> TableReport:
    with desk.uow(desk.viewer) as uow:
        return check_table(ImportTable(sheet(*rows), MAP), uow)


def take(desk: Desk, *rows: Row, **how: Any) -> ImportResult:
    with desk.uow(desk.viewer) as uow:
        result = import_table(ImportTable(sheet(*rows), MAP, **how), uow)
        uow.commit()
    return result


def undo(desk: Desk, batch: str) -> UndoBatchResult:
    with desk.uow(desk.viewer) as uow:
        result = undo_batch(UndoBatch(batch), uow)
        uow.commit()
    return result


def case(desk: Desk, case_id: str) -> CaseState:
    return desk.queries.case_view(desk.viewer, case_id).state


def ids(desk: Desk) -> list[str]:
    return list(desk.queries.case_ids(desk.viewer, CaseFilter()))


def test_a_look_writes_nothing(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        before = digest(connection)
    report = look(desk, GOOD, OTHER, changed(GOOD, 申请人=""))
    assert [(row.row, row.verdict) for row in report.rows] == [(2, "new"), (3, "new"), (4, "fault")]
    assert ids(desk) == []
    with desk.store.transaction() as connection:
        assert digest(connection) == before


def test_rows_become_cases_with_real_events(desk: Desk) -> None:
    result = take(desk, GOOD, OTHER)
    finished, waiting = (case(desk, i) for i in result.cases)
    assert (finished.reg.summary, finished.reg.category) == ("楼上漏水，天花板受损", "02")
    assert finished.agreement is not None
    assert finished.agreement.duties[0].amount == 300000
    assert finished.closed is not None
    assert (finished.closed.outcome, finished.open_parts()) == ("settled", ())
    assert (waiting.closed, waiting.agreement, waiting.reg.facts[BATCH]) == (None, None, result.batch)
    assert [h.type for h in desk.queries.case_history(desk.viewer, finished.id)] == [
        "case.closed", "agreement.concluded", "case.opened"
    ]  # fmt: skip
    assert {finished.reg.number, waiting.reg.number} == {"（2026）云桥人调字第1号", "（2026）云桥人调字第2号"}
    assert result.people == 4


def test_faults_stop_the_whole_table_unless_told(desk: Desk) -> None:
    bad = changed(OTHER, 纠纷类型="吵架")
    with pytest.raises(RuleViolation) as caught:
        take(desk, GOOD, bad)
    assert caught.value.code == "R-705"
    assert "第3行H列“纠纷类型”" in caught.value.message
    assert ids(desk) == []
    result = take(desk, GOOD, bad, only_good=True)
    assert (len(result.cases), result.report.count("fault")) == (1, 1)


def test_the_same_table_twice_brings_nothing_twice(desk: Desk) -> None:
    take(desk, GOOD, changed(OTHER, 案件编号="（2025）云桥人调字第7号"))
    again = take(desk, GOOD, changed(OTHER, 案件编号="（2025）云桥人调字第7号"))
    assert (again.cases, again.batch, again.report.count("known")) == ((), "", 2)
    assert all(row.case_id in ids(desk) for row in again.report.rows)


def test_rows_that_repeat_within_the_table_are_faults(desk: Desk) -> None:
    report = look(desk, GOOD, GOOD, changed(OTHER, 案件编号="7"), changed(GOOD, 案件编号="7"))
    assert [row.verdict for row in report.rows] == ["new", "fault", "new", "fault"]
    assert [f.code for f in report.faults] == ["R-716", "R-716"]
    assert "第2行" in report.faults[0].message


def test_a_person_is_one_person(desk: Desk) -> None:
    """By number, or by name and telephone; in the register and within the table; a name alone is nobody."""
    known = register(desk)  # 周桂兰 13800001234, 许志强 without telephone
    before = case(desk, known.case_id)
    second = changed(GOOD, 申请人证件号码="", 纠纷简要情况="又漏水")
    report = look(desk, second)
    assert any("同名同电话" in warning for warning in report.rows[0].warnings)
    assert not any("周桂兰" in warning for warning in report.rows[0].warnings)
    result = take(desk, second, changed(OTHER, 受理日期="2026-03-03"), changed(OTHER, 受理日期="2026-03-04"))
    first, other, third = (case(desk, i) for i in result.cases)
    assert first.reg.parties[0].record == before.reg.parties[0].record
    assert first.reg.parties[1].record != before.reg.parties[1].record
    assert other.reg.parties[0].record == third.reg.parties[0].record
    assert other.reg.parties[1].record != third.reg.parties[1].record


def test_a_number_with_another_name_is_another_person_and_told(desk: Desk) -> None:
    take(desk, GOOD)
    report = look(desk, changed(GOOD, 申请人="周桂芳"))
    assert any("姓名不同" in warning for warning in report.rows[0].warnings)
    assert report.rows[0].verdict == "new"


def test_numbers_of_the_ledger_are_kept_and_counted_on(desk: Desk) -> None:
    old = changed(GOOD, 案件编号="(2026)云桥人调字第57号")
    foreign = changed(OTHER, 案件编号="桥调2019-3")
    result = take(desk, changed(OTHER, 受理日期="2026-03-09"), old, foreign)
    numbers = {case(desk, i).reg.number for i in result.cases}
    assert numbers == {"（2026）云桥人调字第57号", "桥调2019-3", "（2026）云桥人调字第58号"}
    assert register(desk).number == "（2026）云桥人调字第59号"


def test_an_import_is_taken_back_in_one_step(desk: Desk) -> None:
    kept = register(desk)
    result = take(desk, GOOD, OTHER)
    with desk.uow(desk.viewer) as uow:
        assert [(b.id, b.cases) for b in batches(uow)] == [(result.batch, 2)]
    done = undo(desk, result.batch)
    assert set(done.withdrawn) == set(result.cases)
    assert done.kept == ()
    assert ids(desk) == [kept.case_id]
    assert desk.queries.search(desk.viewer, "鸡吃了菜") == ()
    assert desk.queries.search(desk.viewer, "王五") == ()
    with pytest.raises(RuleViolation) as caught:
        undo(desk, result.batch)
    assert caught.value.code == "R-706"


def test_numbers_of_a_withdrawn_case_are_not_given_again(station: Station) -> None:
    desk = station.open()
    result = take(desk, GOOD, OTHER)
    undo(desk, result.batch)
    assert register(desk).number == "（2026）云桥人调字第3号"
    station.close()
    assert register(station.open()).number == "（2026）云桥人调字第4号"


def test_what_was_touched_or_exported_stays_and_is_named(desk: Desk) -> None:
    result = take(desk, GOOD, OTHER, changed(OTHER, 受理日期="2026-03-09"))
    with desk.uow(desk.viewer) as uow:
        change_case(ChangeCase(result.cases[1], {"place": "村口"}), uow)
        uow.commit()
    done = undo(desk, result.batch)
    assert [(k.case_id, k.reason) for k in done.kept] == [(result.cases[1], "导入后又办过")]
    assert ids(desk) == [result.cases[1]]
    with pytest.raises(RuleViolation) as caught:
        undo(desk, result.batch)
    assert caught.value.code == "R-707"


def test_what_stands_in_a_bundle_is_not_taken_back(desk: Desk) -> None:
    result = take(desk, GOOD, OTHER)
    with desk.store.transaction() as connection:
        epoch = connection.exec_driver_sql("SELECT id FROM log_epoch").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO local_outbox VALUES ('b1', 'x.fqb', '2026-11-20', 'd', ?, 1, 1000, 1000, 'sealed', '')",
            (epoch,),
        )
        connection.commit()
    with pytest.raises(RuleViolation) as caught:
        undo(desk, result.batch)
    assert (caught.value.code, "已经导出" in caught.value.message) == ("R-707", True)
    assert set(ids(desk)) == set(result.cases)


def test_an_undone_import_can_be_taken_in_again(desk: Desk) -> None:
    undo(desk, take(desk, GOOD, OTHER).batch)
    again = take(desk, GOOD, OTHER)
    assert len(again.cases) == 2
    assert again.people == 2  # those with a number or a telephone are found again, the two others are new


def test_live_rows_and_a_rebuild_agree_after_import_and_undo(desk: Desk) -> None:
    undo(desk, take(desk, GOOD).batch)
    take(desk, GOOD, OTHER)
    with desk.store.transaction() as connection:
        live = digest(connection)
        rebuild(connection)
        assert digest(connection) == live


def test_a_cancelled_import_leaves_nothing(desk: Desk) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with desk.uow(desk.viewer) as uow, pytest.raises(Cancelled):
        import_table(ImportTable(sheet(GOOD, OTHER, changed(OTHER, 受理日期="2026-03-09")), MAP), uow, stop)
    assert ids(desk) == []
    assert register(desk).number == "（2026）云桥人调字第1号"


def test_thousands_are_written_in_slices_and_found_at_once(desk: Desk) -> None:
    """More events than a transaction keeps in memory; numbers are searchable before the index is made."""
    many = [
        changed(OTHER, 申请人=f"王{chr(0x4E00 + n)}", 申请人电话=f"1380000{n:04d}", 纠纷简要情况=f"第{n}件")
        for n in range(900)
    ]
    result = take(desk, *many)
    assert len(ids(desk)) == 900
    assert len({case(desk, i).reg.serial for i in result.cases[:50]}) == 50
    assert take(desk, *many).report.count("known") == 900
    while desk.refresh_cache():
        pass
    assert desk.queries.search(desk.viewer, "第899件") != ()
    assert len(undo(desk, result.batch).withdrawn) == 900
    assert ids(desk) == []


def test_rights_are_asked(desk: Desk) -> None:
    reader = Viewer("x", "查阅员", ("archivist",))
    with desk.uow(reader) as uow, pytest.raises(RuleViolation) as caught:
        import_table(ImportTable(sheet(GOOD), MAP), uow)
    assert caught.value.code == "R-203"
    grid = Viewer("y", "网格员", ("grid_worker",))
    with desk.uow(grid) as uow, pytest.raises(RuleViolation) as caught:
        import_table(ImportTable(sheet(GOOD), MAP), uow)
    assert caught.value.code == "R-203"  # the row is closed, and a grid worker closes nothing
    with desk.uow(grid) as uow:
        assert len(import_table(ImportTable(sheet(OTHER), MAP), uow).cases) == 1


def test_the_journal_names_the_batch_and_nobody(desk: Desk) -> None:
    result = take(desk, GOOD)
    undo(desk, result.batch)
    with desk.store.transaction() as connection:
        lines = connection.exec_driver_sql("SELECT act, subject, note FROM local_journal WHERE act LIKE 'table%'").all()
    assert [tuple(line) for line in lines] == [
        ("table.imported", result.batch, "1"),
        ("table.undone", result.batch, "1"),
    ]
    assert result.batch.startswith("mediation_ledger.20261120T090000.")
    assert datetime.strptime(result.batch.split(".")[1], "%Y%m%dT%H%M%S").year == 2026
