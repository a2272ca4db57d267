"""Which places the window has, in the order of their keys; each is built when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from desktop.ops import Core
from ui.shell.screen import Screen
from ui.shell.ways import Ways


class Place(Struct, frozen=True):
    """A place of the window. `shortcut`: the key that goes there; `make`: imports and builds its screen; `at_county`:
    what it is called there, where that is something else."""

    key: str
    title: str
    drawing: str
    shortcut: str
    make: Callable[[Core, Ways], Screen]
    at_county: str = ""


def _workbench(core: Core, ways: Ways) -> Screen:
    from ui.screens.workbench.workbench import Workbench

    return Workbench(core, ways)


def _intake(core: Core, ways: Ways) -> Screen:
    from ui.screens.intake.intake import Intake

    return Intake(core, ways)


def _cases(core: Core, ways: Ways) -> Screen:
    from ui.screens.cases.case_list import CaseList

    return CaseList(core, ways)


def _petitions(core: Core, ways: Ways) -> Screen:
    from ui.screens.petitions.petition_list import PetitionList

    return PetitionList(core, ways)


def _schedule(core: Core, ways: Ways) -> Screen:
    from ui.screens.schedule.schedule import Schedule

    return Schedule(core, ways)


def _papers(core: Core, ways: Ways) -> Screen:
    from ui.screens.papers.paper_list import PaperList

    return PaperList(core, ways)


def _sync(core: Core, ways: Ways) -> Screen:
    if core.county is not None:
        from ui.screens.county.stations import Stations

        return Stations(core, ways, core.county)
    from ui.screens.sync.sync_page import SyncPage

    return SyncPage(core, ways)


def _statistics(core: Core, ways: Ways) -> Screen:
    from ui.screens.statistics.statistics import Statistics

    return Statistics(core, ways)


def _settings(core: Core, ways: Ways) -> Screen:
    from ui.screens.settings.settings import Settings

    return Settings(core, ways)


def _quick(core: Core, ways: Ways) -> Screen:
    from ui.screens.quick.quick import QuickSettlement

    return QuickSettlement(core, ways)


def _case(core: Core, ways: Ways) -> Screen:
    from ui.screens.case.case_page import CasePage

    return CasePage(core, ways)


def _lists(core: Core, ways: Ways) -> Screen:
    from ui.screens.papers.lists import Lists

    return Lists(core, ways)


def _month_files(core: Core, ways: Ways) -> Screen:
    from ui.screens.papers.month_files import MonthFiles

    return MonthFiles(core, ways)


def _copying(core: Core, ways: Ways) -> Screen:
    from ui.screens.papers.copying import Copying

    return Copying(core, ways)


def _body(core: Core, ways: Ways) -> Screen:
    from ui.screens.settings.body import Body

    return Body(core, ways)


def _published(core: Core, ways: Ways) -> Screen:
    from ui.screens.published.published import Published

    return Published(core, ways)


def _users(core: Core, ways: Ways) -> Screen:
    from ui.screens.users.users import Users

    return Users(core, ways)


def _journal(core: Core, ways: Ways) -> Screen:
    from ui.screens.journal.journal import Journal

    return Journal(core, ways)


def _crowd(core: Core, ways: Ways) -> Screen:
    from ui.screens.crowd.crowd import Crowd

    return Crowd(core, ways)


def _activities(core: Core, ways: Ways) -> Screen:
    from ui.screens.activities.activities import Activities

    return Activities(core, ways)


def _activity(core: Core, ways: Ways) -> Screen:
    from ui.screens.activities.activity_page import ActivityPage

    return ActivityPage(core, ways)


def _methods(core: Core, ways: Ways) -> Screen:
    from ui.screens.methods.methods import Methods

    return Methods(core, ways)


def _backups(core: Core, ways: Ways) -> Screen:
    from ui.screens.safe.backups import Backups

    return Backups(core, ways)


def _sealed(core: Core, ways: Ways) -> Screen:
    from ui.screens.sealed.sealed import Sealed

    return Sealed(core, ways)


def _manual(core: Core, ways: Ways) -> Screen:
    from ui.screens.manual.manual import ManualScreen

    return ManualScreen(core, ways)


PLACES: Final = (
    Place("workbench", "工作台", "home", "F1", _workbench),
    Place("intake", "受理登记", "pen", "F2", _intake),
    Place("cases", "调解", "talk", "F3", _cases),
    Place("petitions", "信访办理", "mail", "F4", _petitions),
    Place("schedule", "日程", "calendar", "F5", _schedule),
    Place("papers", "文书", "paper", "F6", _papers),
    Place("sync", "同步", "sync", "F7", _sync, at_county="各站"),
    Place("statistics", "统计", "chart", "F9", _statistics),
    Place("settings", "设置", "settings", "F8", _settings),
)
# Reached from other places, not from the navigation; `drawing` is not shown.
INNER: Final = (
    Place("quick", "快速调解", "quick", "", _quick),
    Place("case", "案件", "talk", "", _case),
    Place("lists", "登记簿和报表", "list", "", _lists),
    Place("copying", "抄录", "pen", "", _copying),
    Place("month_files", "月度卷宗", "folder", "", _month_files),
    Place("body", "单位和文书信息", "paper", "", _body),
    Place("users", "用户和口令", "person", "", _users),
    Place("journal", "操作记录", "list", "", _journal),
    Place("methods", "办理规程", "list", "", _methods),
    Place("published", "下发内容", "list", "", _published),
    Place("crowd", "人多来访", "person", "", _crowd),
    Place("activities", "公共事务", "list", "", _activities),
    Place("activity", "公共事务", "list", "", _activity),
    Place("backups", "备份和恢复", "check", "", _backups),
    Place("sealed", "密封登记", "lock", "", _sealed),
    Place("manual", "使用手册", "paper", "", _manual),
)
# Which navigation button stays down while an inner place is open.
PARENT: Final = {
    "quick": "intake",
    "case": "cases",
    "lists": "papers",
    "copying": "papers",
    "month_files": "papers",
    "body": "settings",
    "users": "settings",
    "journal": "settings",
    "methods": "settings",
    "published": "settings",
    "crowd": "intake",
    "activities": "schedule",
    "activity": "schedule",
    "backups": "settings",
    "sealed": "settings",
    "manual": "settings",
}
