"""The public life of the practice station: a night visit, a diary, a deliberation, a lesson; data and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from desktop.bootstrap.station import Desk
from desktop.demo.play import Moment
from desktop.domain.activity import ActivityForm
from desktop.reference.activity_forms import activity_forms
from desktop.usecases.activities import OpenActivity, PutEntry, open_activity, put_entry

Entry = tuple[str, dict[str, Any], int, bool]
"""List, facts, days after the activity until which it is to be done (0 for none), whether it is done."""

LIFE: tuple[tuple[str, int, dict[str, Any], tuple[Entry, ...]], ...] = (
    (
        "fenghua_night",
        4,
        {
            "place": "塘下村",
            "scope": "村社",
            "leader": "骆建民",
            "heads": ["方志军", "何丽萍"],
            "note": "到场14人。",
        },
        (
            ("problems", {"what": "渡口晚上没有灯", "channel": "网格排摸信息", "who": "镇交通站"}, 14, False),
            ("problems", {"what": "合作社仓库漏雨", "channel": "基层党建反馈信息", "who": "镇农业农村办"}, 3, True),
        ),
    ),
    (
        "shengzhou_diary",
        1,
        {"place": "石湾村3组", "who": ["李云"], "diary": "走了六户，大家关心安置房什么时候交。"},
        (("homes", {"home": "3组11号", "what": "老人想装扶手", "promise": "帮忙问残联"}, 5, False),),
    ),
    (
        "deliberation",
        8,
        {
            "place": "柳溪社区说事亭",
            "host": "甘国香",
            "present": ["业主代表9人", "物业"],
            "record": "议垃圾桶。",
        },
        (
            ("topics", {"what": "垃圾桶移到北门", "from": "群众提出", "decision": "试用一个月"}, 0, False),
            ("votes", {"what": "移到北门东侧", "yes": 8, "no": 1}, 0, False),
            ("promises", {"what": "加盖和冲洗龙头", "who": "物业"}, 12, False),
        ),
    ),
    (
        "lesson",
        15,
        {"what": "预付卡要看清什么", "kind": "法律宣传", "place": "云桥村文化礼堂", "teacher": "周明", "heads": 42},
        (),
    ),
)


def public_life(desk: Desk, end: datetime) -> Iterator[Moment]:
    """Each activity in the evening of its day."""
    for key, ago, facts, entries in LIFE:
        at = (end - timedelta(days=ago)).replace(hour=8, minute=30)
        yield Moment(at, partial(_happen, desk, activity_forms()[key], at, facts, entries))


def _happen(desk: Desk, form: ActivityForm, at: datetime, facts: dict[str, Any], entries: tuple[Entry, ...]) -> None:
    with desk.uow(desk.viewer) as uow:
        made = open_activity(OpenActivity(form, at.date().isoformat(), facts), uow)
        for name, told, days, done in entries:
            chosen = form.list_of(name)
            due = (at + timedelta(days=days)).date().isoformat()
            whole = {**told, chosen.due: due} if chosen is not None and chosen.due and days else told
            put_entry(PutEntry(form, made, name, whole, done=due if done else ""), uow)
        uow.commit()
