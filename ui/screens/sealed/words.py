"""A sealed matter in plain lines, for the screen and for its printed register form. Must not keep any of them."""

from __future__ import annotations

from typing import Final

from desktop.domain.sealed import (
    Enclosed,
    SealedAttached,
    SealedClosed,
    SealedNoted,
    SealedOpened,
    SealedReferred,
    SealedState,
)
from ui.i18n import tr
from ui.style.words import long_day

FORMS: Final = (("oral", "口头"), ("written", "来信"), ("phone", "电话"), ("net", "网上"))
_WIDE: Final = 30


def opened_lines(opened: SealedOpened) -> list[str]:
    """What was registered."""
    who = tr("匿名") if opened.anonymous else f"{opened.accuser}　{opened.accuser_contact}".strip()
    return [
        tr("编号：{}").format(opened.number),
        tr("收到：{}　{}").format(opened.received_at[:16].replace("T", " "), tr(dict(FORMS)[opened.form])),
        tr("被检举控告：{}").format(f"{opened.accused}　{opened.accused_unit}".strip()),
        tr("检举控告人：{}").format(who),
        tr("登记人：{}").format(opened.registrar),
        tr("内容：{}").format(opened.content),
    ]


def act_line(entry: Enclosed) -> str:
    """One later act."""
    act = entry.act
    if isinstance(act, SealedNoted):
        return tr("{}　记录：{}").format(long_day(act.on), act.text)
    if isinstance(act, SealedReferred):
        receipt = tr("　签收：{}").format(act.receipt) if act.receipt else ""
        return tr("{}　移送{}，{}").format(long_day(act.on), act.to, act.way) + receipt
    if isinstance(act, SealedClosed):
        told = tr("　告知：{}").format(act.told) if act.told else ""
        return tr("{}　办结：{}").format(long_day(act.on), act.outcome) + told
    if isinstance(act, SealedAttached):
        return tr("{}　附件：{}").format(long_day(entry.at), act.name)
    return ""


def paper_lines(state: SealedState) -> list[str]:
    """The register form as lines that fit on paper."""
    lines = [*opened_lines(state.opened), *filter(None, map(act_line, state.acts))]
    return [line[start : start + _WIDE] for line in lines for start in range(0, max(1, len(line)), _WIDE)]
