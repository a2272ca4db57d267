"""What was published is shown and used in the window; a user whom the county named takes a passphrase and comes in."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLineEdit

from desktop.bootstrap.publishing import publish
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import WindowDesk
from desktop.domain.station_events import UserAdded, UserRevoked
from tests.db.test_published_codes import TYPES
from tests.db.test_published_templates import SECOND, send_unchecked
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says
from tests.gui.test_users_screen import HERS, enter, leave, users_of
from ui.screens.intake.intake import Intake
from ui.screens.published.published import Published
from ui.screens.settings.body import Body
from ui.shell.main_page import MainPage
from ui.shell.window import Window


def opened(desk: WindowDesk) -> Desk:
    assert desk.desk is not None
    return desk.desk


def test_versions_days_and_faults_are_shown(page: MainPage, desk: WindowDesk) -> None:
    page.go("published")
    settle()
    found = cast("Published", page.screens["published"])
    assert says(found, "县里还没有下发过内容")
    publish(opened(desk), "a.toml", SECOND, "2026-12-01")
    send_unchecked(opened(desk), "mediation_record", "title = 1", 2)
    opened(desk).take_up()
    found.reload()
    settle()
    cells = [[found.model.index(r, c).data() for c in range(6)] for r in range(found.model.rowCount())]
    assert cells == [
        ["文书模板", "人民调解记录", "第2版", "2026年1月1日", "县里", "✗ 有错，没有用"],
        ["文书模板", "人民调解申请书", "第2版", "2026年12月1日", "本站", "◷ 到日子才用"],
    ]
    assert says(found, "第1行")


def test_a_published_code_is_offered_at_the_intake(page: MainPage, desk: WindowDesk) -> None:
    publish(opened(desk), "b.toml", TYPES)
    page.go("intake")
    settle()
    intake = cast("Intake", page.screens["intake"])
    assert ("0291", "养犬纠纷") in page.core.reference.choices("dispute_types")
    intake.facts.show_matter("dispute")
    intake.facts["category"].set_value("0291")
    assert intake.facts["category"].value() == "0291"


def test_numbers_are_set_for_a_later_day(page: MainPage) -> None:
    page.go("body")
    settle()
    body = cast("Body", page.screens["body"])
    body.numbers.fill({"case_pattern": "{调委会字}调〔{年}〕{序号}号", "numbers_from": "2027-01-01"})
    body.save.click()
    settle()
    assert says(body, "2027年1月1日起改用：{调委会字}调〔{年}〕{序号}号")
    assert body.numbers["case_pattern"].value() == "", "until then numbers are written as before"


def test_who_was_named_takes_a_passphrase_and_comes_in(page: MainPage, window: Window, desk: WindowDesk) -> None:
    station = opened(desk).store.identity.station
    with opened(desk).uow(opened(desk).viewer) as uow:
        uow.record("f" * 32, UserAdded("李新", "李新", ("mediator",), station=station))
        uow.record("e" * 32, UserAdded("王旧", "王旧", ("mediator",)), UserRevoked("调走"))
        uow.commit()
    screen = users_of(page)
    press(screen, "◇ 李新（还没有口令）")
    assert says(screen, "还没有口令，请本人来写")
    named(screen, QLineEdit, "新口令").setText(HERS)
    press(screen, "设第一次口令")
    settle()
    assert says(screen, "口令已设好")
    press(screen, "○ 王旧（已停用）")
    assert screen.one.give.isVisible()
    assert not screen.one.end.isVisible()
    leave(window, desk)
    assert enter(window, "李新", HERS).core.viewer.name == "李新"
