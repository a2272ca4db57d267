"""An invented station with a few matters in different states, made by the use cases themselves."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, cast

import msgspec
from PIL import Image

from desktop.bootstrap.backup import back_up_if_due
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station, open_station
from desktop.bootstrap.window import WindowDesk
from desktop.demo.build import COMMITTEE, EARLIEST
from desktop.demo.ordinary import ordinary_life
from desktop.demo.people import Crowd
from desktop.demo.play import Moment, moments
from desktop.demo.public_life import public_life
from desktop.domain.case_events import Staff
from desktop.domain.person import OrganisationRecorded, PersonRecorded
from desktop.domain.read_models import CaseFilter
from desktop.services.keystore import Cost
from desktop.services.seams import BEIJING, FixedClock
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput, conclude_agreement
from desktop.usecases.follow_up import PerformDuty, perform_duty
from desktop.usecases.hold_session import HoldSession, TurnInput, hold_session
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from desktop.usecases.register_case import PartyInput, RegisterCase, RegisterCaseResult, register_case
from ui.desk import StationWish

PASSPHRASE: Final = "liushu1966"
USER: Final = "王文明"
NOW: Final = datetime(2026, 11, 20, 15, 30, tzinfo=BEIJING)
_LEAK_PAPERS: Final = ("mediation_application", "mediation_acceptance", "mediation_record")
LEAK: Final = (
    "2026年10月3日起，楼上卫生间防水层破损，水从顶板渗到楼下，卧室吊顶、墙面和衣柜泡坏，"
    "双方多次争吵，对赔偿数额和维修时间说不到一起。"
)


def doors(folder: Path, at: datetime = NOW) -> Doors:
    """Seams with a standing clock and keys that cost little."""
    return Doors(clock=FixedClock(at), cost=Cost(1, 1024, 1), state=folder / "state")


def new_station(folder: Path, at: datetime = NOW) -> WindowDesk:
    """A set-up station without any matter."""
    desk = WindowDesk(folder / "station", doors(folder, at))
    desk.set_up(StationWish("YQ01", "云桥村调解站", "云桥村人民调解委员会", "云桥", USER, PASSPHRASE))
    return desk


def sample_station(folder: Path) -> WindowDesk:
    """A station with a leaking flat, a ditch, wages of a building crew, parking, and a share of a boat."""
    return _lived(new_station(folder, NOW - timedelta(days=40)), lambda _desk: [])


def full_station(folder: Path) -> WindowDesk:
    """The same with what a year at a station brings besides: petitions, papers, closed matters, public life."""

    def more(desk: Desk) -> list[Moment]:
        crowd, clock = Crowd(20261120), desk.doors.clock
        assert isinstance(clock, FixedClock)
        ordinary = ordinary_life(desk, clock, NOW - timedelta(days=9), 10, crowd)
        leak = Moment(NOW - timedelta(hours=3), partial(_leak_in_papers, desk))
        return [*ordinary, *moments(desk, NOW, crowd), *public_life(desk, NOW), leak]

    window = WindowDesk(folder / "station", doors(folder, NOW - EARLIEST))
    body = msgspec.structs.replace(COMMITTEE, mediators=(USER, "孙晓梅"), seal_keeper=USER)
    made, _words = create_station(
        window.folder,
        NewStation(
            code=body.station, name=body.station_name, user=USER, login=USER, passphrase=PASSPHRASE, committee=body
        ),
        window.doors,
    )
    made.close()
    return _lived(window, more)


def _lived(window: WindowDesk, more: Callable[[Desk], list[Moment]]) -> WindowDesk:
    """A station with its four own matters and `more`, in the order of time."""
    clock = window.doors.clock
    assert isinstance(clock, FixedClock)
    with open_station(window.folder, USER, PASSPHRASE, window.doors) as desk:
        own = [
            Moment(NOW - timedelta(days=26), partial(_ditch, desk)),
            Moment(NOW - timedelta(days=17), partial(_wages, desk)),
            Moment(NOW - timedelta(days=2), partial(_parking, desk)),
            Moment(NOW - timedelta(hours=5), partial(_leak, desk)),
        ]
        for moment in sorted([*own, *more(desk)], key=lambda m: m.at):
            clock.at = moment.at
            moment.happen()
        clock.at = NOW
        back_up_if_due(desk, "exit")
    return window


def _leak_in_papers(desk: Desk) -> None:
    """Its papers so far, one of them signed, and what was brought along."""
    case_id = desk.queries.case_ids(desk.viewer, CaseFilter(text="许志强"))[0]
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).save(picture, "JPEG")
    today = desk.doors.clock.now().date().isoformat()
    with desk.uow(desk.viewer) as uow:
        made = [prepare_paper(PreparePaper(case_id, kind), uow, desk.papers) for kind in _LEAK_PAPERS]
        applicant = uow.case(case_id).reg.parties[0].id
        sign_paper(SignPaper(case_id, made[0].document, applicant, "signature", today), uow)
        for name, kind, media, data in (
            ("卧室吊顶.jpg", "photo", "image/jpeg", picture.getvalue()),
            ("现场勘查.m4a", "audio", "audio/mp4", b"\0" * 90_000),
        ):
            attach_file(AttachFile(case_id, name, cast("Any", kind), media, data), uow)
        uow.commit()


def _leak(desk: Desk) -> None:
    _talk(desk, register(desk, "02", LEAK, ("周桂兰", "female"), ("许志强", "male")))


def person(name: str, sex: Literal["male", "female"]) -> PersonRecorded:
    return PersonRecorded(
        name=name,
        sex=sex,
        nation="汉族",
        phone="13800001234",
        address="云桥村三组12号",
    )


def register(
    desk: Desk,
    category: str,
    summary: str,
    one: tuple[str, Literal["male", "female"]],
    other: tuple[str, Literal["male", "female"]],
) -> RegisterCaseResult:
    now = desk.doors.clock.now()
    with desk.uow(desk.viewer) as uow:
        done = register_case(
            RegisterCase(
                procedure="people_mediation",
                received_at=now.isoformat(timespec="seconds"),
                source="application",
                category=category,
                summary=summary,
                place="云桥村三组",
                parties=(
                    PartyInput("applicant", person=person(*one)),
                    PartyInput("respondent", person=person(*other)),
                ),
                requests=("恢复原状", "赔偿损失"),
            ),
            uow,
        )
        uow.commit()
    return done


def _ditch(desk: Desk) -> None:
    summary = "被申请人翻建院墙时占用双方共用排水沟约0.4米，致申请人院内积水。"
    case = register(desk, "03", summary, ("江大海", "male"), ("江小河", "male"))
    today = desk.doors.clock.now().date()
    applicant, respondent = case.parties
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(
            ConcludeAgreement(
                case_id=case.case_id,
                form="written",
                on=today.isoformat(),
                dispute=summary,
                clauses=("江小河赔偿江大海损失3,500.00元。",),
                duties=(
                    DutyInput(
                        respondent,
                        applicant,
                        "pay",
                        "赔偿院内积水造成的损失",
                        (
                            PartInput((today + timedelta(days=10)).isoformat(), 150_000),
                            PartInput((today + timedelta(days=27)).isoformat(), 200_000),
                        ),
                        350_000,
                        "现金",
                    ),
                ),
                mediators=(Staff(USER),),
                recorder=Staff("孙晓梅"),
            ),
            uow,
        )
        duty, part = uow.case(case.case_id).open_parts()[0]
        perform_duty(PerformDuty(case.case_id, duty.id, part.id, today.isoformat(), 50_000, "现金"), uow)
        uow.commit()


def _wages(desk: Desk) -> None:
    now = desk.doors.clock.now()
    names = ("崔长林", "马三喜", "赵德福", "欧阳海", "白音")
    with desk.uow(desk.viewer) as uow:
        register_case(
            RegisterCase(
                procedure="people_mediation",
                received_at=now.isoformat(timespec="seconds"),
                source="application",
                category="1001",
                summary="12名工人在恒垣公司工地做工三个月，工资共168,032.50元没有结清。",
                parties=(
                    *(PartyInput("applicant", person=person(name, "male")) for name in names),
                    PartyInput(
                        "respondent", organisation=OrganisationRecorded("恒垣建筑有限公司", representative="石磊")
                    ),
                ),
                heads=12,
            ),
            uow,
        )
        uow.commit()


def _parking(desk: Desk) -> None:
    register(desk, "15", "小区东门两户为同一个车位停车争执。", ("何秀英", "female"), ("段飞", "male"))


def _talk(desk: Desk, case: RegisterCaseResult) -> None:
    now = desk.doors.clock.now()
    one, other = case.parties
    said = (
        ("mediator", USER, "今天就漏水的事谈一次。权利义务已经告知，双方同意由我们主持吗？"),
        (one, "周桂兰", "同意。水是十月三号夜里下来的，吊顶塌了一块，衣柜也泡坏了。"),
        (other, "许志强", "同意。防水是老房子的问题，我也不知道会漏，但我愿意修。"),
        ("mediator", USER, "按照民法典第二百九十六条，用水、排水要尽量避免给邻居造成损害，造成损害的要赔偿。"),
    )
    with desk.uow(desk.viewer) as uow:
        hold_session(
            HoldSession(
                case_id=case.case_id,
                place="村委会调解室",
                started=(now).isoformat(timespec="seconds"),
                ended=(now + timedelta(hours=1)).isoformat(timespec="seconds"),
                mediators=(Staff(USER),),
                recorder=Staff("孙晓梅"),
                result="continue",
                present=(one, other),
                turns=tuple(TurnInput(*entry) for entry in said),
            ),
            uow,
        )
        uow.commit()
