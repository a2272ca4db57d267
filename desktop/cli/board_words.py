"""The county's board in one line of words for each station."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desktop.domain.station_board import StationLine, Trouble

_TROUBLES: Final[dict[Trouble, str]] = {
    "forked": "有{0.forks}处两台电脑写在同一位置",
    "aside": "搁置{0.aside}个数据包",
    "gap": "中间缺{0.missing}条，后面{0.waiting}条先不计",
    "overdue": "{1}天没有来",
    "silent": "还没有来过",
    "retired": "没有可用的电脑",
    "files": "缺{0.files}个附件",
    "unanswered": "还没有写回执",
}


def told_of(line: StationLine, now: datetime) -> str:
    """How far it is, and everything there is to ask about."""
    far = f"已收到{line.records}条，已稳妥保存{line.durable}条"
    last = f"最近一次{line.last_at[:10]}" if line.last_at else ""
    wrong = [_words_of(trouble, line).format(line, line.days_silent(now)) for trouble in line.troubles(now)]
    return "；".join(part for part in (far, last, *wrong) if part)


def _words_of(trouble: Trouble, line: StationLine) -> str:
    whole = trouble == "gap" and not line.missing
    return "{0.waits}个数据包等着前面的记录，先不计" if whole else _TROUBLES[trouble]
