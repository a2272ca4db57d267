"""A station's line on the county's board as shape, words and colour."""

from __future__ import annotations

from datetime import datetime

from desktop.domain.station_board import StationLine, Trouble
from ui.i18n import tr
from ui.style.words import State, moment


def trouble_state(trouble: Trouble, line: StationLine, now: datetime) -> State:
    """One thing to ask a station about."""
    days = line.days_silent(now)
    gap = tr("缺{}条记录").format(line.missing) if line.missing else tr("等前面的记录")
    return {
        "forked": State("■", tr("电脑被复制"), "red"),
        "aside": State("■", tr("搁置{}个").format(line.aside), "red"),
        "gap": State("▲", gap, "amber"),
        "overdue": State("■", tr("{}天没有来").format(days), "red"),
        "silent": State("○", tr("还没有来过"), "grey"),
        "retired": State("○", tr("没有可用的电脑"), "grey"),
        "files": State("▲", tr("缺{}个附件").format(line.files), "amber"),
        "unanswered": State("◷", tr("还没写回执"), "blue"),
    }[trouble]


def line_state(line: StationLine, now: datetime) -> State:
    """The gravest, or that all is well."""
    troubles = line.troubles(now)
    return trouble_state(troubles[0], line, now) if troubles else State("●", tr("正常"), "green")


def line_words(line: StationLine, now: datetime) -> str:
    """All that there is to say of a station, for under the table."""
    troubles = [trouble_state(trouble, line, now).text for trouble in line.troubles(now)]
    said = troubles or [tr("一切正常")]
    if line.waiting:
        said.append(tr("后面{}条先不计").format(line.waiting))
    if line.last_at:
        said.append(tr("最近一次{}").format(moment(line.last_at, now)))
    computers = tr("{}台电脑").format(line.computers)
    if line.invited:
        computers += tr("，{}份邀请还没有用").format(line.invited)
    return tr("{}（{}，{}）：{}").format(line.name, line.code, computers, "；".join(said))
