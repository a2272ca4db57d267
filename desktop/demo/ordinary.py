"""The leak that is mediated to an agreement, and ordinary life: small matters in every state, as many as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from desktop.bootstrap.station import Desk
from desktop.demo.people import Crowd
from desktop.demo.play import MEDIATOR, RECORDER, Moment
from desktop.services.seams import FixedClock
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput, conclude_agreement
from desktop.usecases.follow_up import DoStep, PerformDuty, RecordVisit, do_step, perform_duty, record_visit
from desktop.usecases.hold_session import HoldSession, TurnInput, hold_session
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_case import PartyInput, RegisterCase, register_case
from desktop.usecases.settle_quickly import SettleQuickly, settle_quickly

LEAK_TALK = (
    ("mediator", "今天由周明主持、李云记录，对周桂兰与许志𬭎之间的邻里纠纷进行调解。双方对主持人、记录人有没有意见？"),
    ("0", "没有意见，同意调解。"),
    ("1", "没有意见，同意。"),
    ("mediator", "请周桂兰先说说情况和要求。"),
    (
        "0",
        "11月3日早上发现客厅吊顶在滴水，后来地板也鼓起来了。物业来看过，说是楼上卫生间漏的。"
        "我要求把漏水修好，吊顶和地板要赔。",
    ),
    ("1", "我家卫生间用了十几年，防水可能是老了。修我愿意修，地板赔多少要讲道理，那个地板也旧了。"),
    (
        "mediator",
        "物业的说明和维修报价单双方都看过了，换吊顶和地板一共报价4600元。不动产的相邻权利人应当正确处理相邻关系，"
        "给对方造成损失的应当赔偿，这是民法典第二百八十八条、第二百九十六条的意思。地板用了六年，折旧也要算。",
    ),
    ("0", "折旧我认，但不能太少，少于3500元我不同意。"),
    ("1", "那就3600元，分两次付，我月底先付一半。防水我月底前找人做好。"),
    ("0", "可以。做好以后要放水试两天，不漏了再算数。"),
    ("1", "行，闭水试验两天，大家都在场看。"),
    ("mediator", "那么就这样定：防水月底前做好并试水48小时；赔偿3600元，分两期付清。双方还有没有别的要求？"),
    ("0", "没有了。"),
    ("1", "没有了。"),
)
LEAK_NAMES = {"mediator": "周明", "0": "周桂兰", "1": "许志𬭎"}


def agree_on_leak(desk: Desk, clock: FixedClock, end: datetime, case_id: str) -> None:
    """Tell the rights, hold a session of fourteen turns, agree on works and two payments, print and sign."""
    clock.at = end - timedelta(hours=4)
    with desk.uow(desk.viewer) as uow:
        do_step(DoStep(case_id, "notice", clock.at.date().isoformat(), {"way": "书面"}), uow)
        uow.commit()
    clock.at = end - timedelta(hours=1)
    with desk.uow(desk.viewer) as uow:
        one, two = (p.id for p in uow.case(case_id).reg.parties)
        hold_session(_leak_session(case_id, (one, two), end), uow)
        conclude_agreement(_leak_agreement(case_id, one, two, end), uow)
        prepare_paper(PreparePaper(case_id, "mediation_record"), uow, desk.papers)
        agreement = prepare_paper(PreparePaper(case_id, "mediation_agreement"), uow, desk.papers)
        today = clock.at.date().isoformat()
        for signer in (one, two):
            sign_paper(SignPaper(case_id, agreement.document, signer, "signature_fingerprint", today), uow)
        sign_paper(SignPaper(case_id, agreement.document, "mediator", "signature", today), uow)
        sign_paper(SignPaper(case_id, agreement.document, "recorder", "signature", today), uow)
        sign_paper(SignPaper(case_id, agreement.document, "seal", "seal", today), uow)
        uow.commit()


def _leak_session(case_id: str, parties: tuple[str, str], end: datetime) -> HoldSession:
    return HoldSession(
        case_id=case_id,
        place="云桥村调解室",
        started=(end - timedelta(hours=3)).isoformat(timespec="seconds"),
        ended=(end - timedelta(hours=1)).isoformat(timespec="seconds"),
        mediators=(MEDIATOR,),
        recorder=RECORDER,
        result="success",
        present=parties,
        turns=tuple(
            TurnInput(parties[int(who)] if who.isdigit() else who, LEAK_NAMES[who], text) for who, text in LEAK_TALK
        ),
    )


def _leak_agreement(case_id: str, applicant: str, respondent: str, end: datetime) -> ConcludeAgreement:
    first = (end.date() + timedelta(days=10)).isoformat()
    second = (end.date() + timedelta(days=41)).isoformat()
    return ConcludeAgreement(
        case_id=case_id,
        form="written",
        on=end.date().isoformat(),
        dispute="2026年11月3日，周桂兰家（5幢502室）客厅吊顶漏水，木地板起鼓。经查看，系许志𬭎家（602室）卫生间防水层"
        "老化所致。双方对地板折旧后的赔偿数额有争议。许志𬭎承担维修和赔偿责任。",
        clauses=(
            "许志𬭎自行请人修好602室卫生间防水，并做48小时闭水试验，双方到场查看。",
            "许志𬭎赔偿周桂兰吊顶、地板损失3600元，分两期付清。",
            "上述款项付清后，双方就本次漏水纠纷不再互相主张。",
        ),
        duties=(
            DutyInput(respondent, applicant, "act", "修好602室卫生间防水并通过48小时闭水试验", (PartInput(first),)),
            DutyInput(
                respondent,
                applicant,
                "pay",
                "赔偿吊顶、地板损失",
                (PartInput(first, 180_000), PartInput(second, 180_000)),
                360_000,
                "银行转账",
            ),
        ),
        mediators=(MEDIATOR,),
        recorder=RECORDER,
    )


QUARRELS = (
    ("02", "两家为屋檐滴水争吵，雨水溅湿对方墙脚。", "檐口加装雨水槽，费用各半。"),
    ("02", "夜间打麻将声音大，影响邻居休息。", "晚上九点半以后不再打麻将。"),
    ("01", "兄弟二人为老人轮流吃住发生争执。", "兄弟二人按月轮流照料，医药费各半。"),
    ("06", "自家的鸡进了邻居菜地，毁了一畦青菜。", "赔偿菜款，并把鸡圈好。"),
    ("14", "电动车在村口相碰，车灯损坏。", "赔偿修车款。"),
    ("15", "物业停水检修没有通知，业主要求说法。", "物业当面道歉，今后提前一天通知。"),
    ("04", "定做的门窗迟了一个月没有装。", "十天内装好，迟一天减一百元。"),
    ("07", "两家承包地交界处的田埂被挖低。", "恢复田埂原来的高度。"),
    ("12", "买的电动三轮车一周坏了两次。", "换一台新的电瓶。"),
    ("10", "打零工的工钱少算了两天。", "补发两天工钱。"),
)


def ordinary_life(desk: Desk, clock: FixedClock, end: datetime, cases: int, crowd: Crowd) -> Iterator[Moment]:
    """`cases` further matters spread over the past months, in every state from registered to archived."""
    for place in range(cases):
        yield Moment(end - timedelta(hours=6 * (cases - place) + 130), partial(_one, desk, clock, place % 10, crowd))


def _one(desk: Desk, clock: FixedClock, kind: int, crowd: Crowd) -> None:
    quarrel = QUARRELS[crowd.number(0, len(QUARRELS) - 1)]
    if kind < 6:
        _quick(desk, clock, quarrel, crowd, performed=kind < 5)
    else:
        _full(desk, clock, quarrel, crowd, upto=kind - 5)


def _quick(desk: Desk, clock: FixedClock, quarrel: tuple[str, str, str], crowd: Crowd, *, performed: bool) -> None:
    category, summary, agreed = quarrel
    with desk.uow(desk.viewer) as uow:
        settle_quickly(
            SettleQuickly(
                procedure="people_mediation",
                received_at=clock.at.isoformat(timespec="seconds"),
                category=category,
                summary=summary,
                applicant=PartyInput("applicant", person=crowd.person()),
                respondent=PartyInput("respondent", person=crowd.person()),
                agreed=agreed,
                performed=performed,
                mediator=MEDIATOR.name,
                due=(clock.at.date() + timedelta(days=crowd.number(5, 40))).isoformat(),
            ),
            uow,
            desk.papers,
        )
        uow.commit()


def _full(desk: Desk, clock: FixedClock, quarrel: tuple[str, str, str], crowd: Crowd, upto: int) -> None:
    """1 registered, 2 told and talked once, 3 failed, 4 agreed with a payment, partly performed and visited."""
    category, summary, agreed = quarrel
    with desk.uow(desk.viewer) as uow:
        made = register_case(
            RegisterCase(
                procedure="people_mediation",
                received_at=clock.at.isoformat(timespec="seconds"),
                source="application",
                category=category,
                summary=summary,
                parties=(
                    PartyInput("applicant", person=crowd.person()),
                    PartyInput("respondent", person=crowd.person()),
                ),
                requests=("请求调解",),
            ),
            uow,
        )
        one, two = made.parties
        if upto >= 2:
            day = clock.at.date().isoformat()
            do_step(DoStep(made.case_id, "notice", day, {"way": "口头"}), uow)
            hold_session(_talk(made.case_id, clock, (one, two), upto, summary), uow)
        if upto == 4:
            _agreed(desk, _pay_twice(made.case_id, clock, (one, two), summary, agreed), uow)
        uow.commit()


def _talk(case_id: str, clock: FixedClock, parties: tuple[str, str], upto: int, summary: str) -> HoldSession:
    results: dict[int, Literal["continue", "failed", "success"]] = {2: "continue", 3: "failed", 4: "success"}
    start = clock.at - timedelta(minutes=50)
    return HoldSession(
        case_id=case_id,
        place="云桥村调解室",
        started=start.isoformat(timespec="seconds"),
        ended=clock.at.isoformat(timespec="seconds"),
        mediators=(MEDIATOR,),
        recorder=RECORDER,
        result=results[upto],
        present=parties,
        turns=(
            TurnInput(parties[0], "", summary),
            TurnInput(parties[1], "", "情况是有的，大家都让一步。"),
            TurnInput("mediator", MEDIATOR.name, "远亲不如近邻，先把能定的定下来。"),
        ),
        failure_reason="双方对责任说法不一，都不肯让步。" if upto == 3 else "",
        routes_told="可以向人民法院起诉。" if upto == 3 else "",
    )


def _pay_twice(
    case_id: str, clock: FixedClock, parties: tuple[str, str], summary: str, agreed: str
) -> ConcludeAgreement:
    day = clock.at.date()
    later = (day + timedelta(days=30)).isoformat()
    parts = (PartInput(day.isoformat(), 30_000), PartInput(later, 20_000))
    return ConcludeAgreement(
        case_id=case_id,
        form="written",
        on=day.isoformat(),
        dispute=summary,
        clauses=(agreed,),
        duties=(DutyInput(parties[1], parties[0], "pay", "给付款项", parts, 50_000, "现金"),),
        mediators=(MEDIATOR,),
        recorder=RECORDER,
    )


def _agreed(desk: Desk, agreement: ConcludeAgreement, uow: UnitOfWork) -> None:
    case_id, day = agreement.case_id, agreement.on
    conclude_agreement(agreement, uow)
    prepare_paper(PreparePaper(case_id, "mediation_agreement"), uow, desk.papers)
    duty, part = uow.case(case_id).open_parts()[0]
    perform_duty(PerformDuty(case_id, duty.id, part.id, day, 30_000, "现金"), uow)
    visited = (duty.creditor, duty.debtor)
    situation = "第一期已付，第二期按约定。"
    record_visit(RecordVisit(case_id, day, "home", MEDIATOR.name, visited, situation, "partly"), uow)
