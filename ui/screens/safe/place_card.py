"""One place backups go to, with what lies there. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.usecases.safekeeping import KeptPlace
from ui.i18n import tr
from ui.style.blocks import button, card, column, label, row
from ui.style.words import moment

_MOST: Final = 6
_OCCASIONS: Final = {
    "asked": "手动",
    "exit": "退出时",
    "daily": "每天",
    "import": "导入前",
    "upgrade": "升级前",
}


def place_card(place: KeptPlace, now: datetime, back_up: Callable[[], object] | None) -> QWidget:
    """A card; `back_up` is called by its button, None where the user may not."""
    title = tr("第二个备份盘") if place.second else tr("本机备份")
    head = row(label(title, rank="heading"), None)
    if back_up is not None:
        made = button(tr("现在备份到这里"), back_up, primary=not place.second, drawing="check")
        made.setEnabled(place.here or not place.second)
        head.addWidget(made)
    lines: list[QWidget] = [label(str(place.folder), tone="soft", wrap=True)]
    if not place.here and place.second:
        lines.append(label(tr("▲ 现在没有插着，或者读不出来。"), tone="amber"))
    for one in place.backups[:_MOST]:
        occasion = tr(_OCCASIONS.get(one.occasion, one.occasion))
        words = tr("● {}　{}　{}兆").format(moment(one.made_at, now), occasion, -(-one.size // 1_000_000))
        lines.append(label(words + (tr("　缺{}个").format(one.missing) if one.missing else ""), wrap=True))
    if len(place.backups) > _MOST:
        lines.append(label(tr("更早的还有{}份。").format(len(place.backups) - _MOST), tone="soft"))
    if not place.backups and place.here:
        lines.append(label(tr("这里还没有备份。"), tone="soft"))
    lines += [label(tr("✗ {}已损坏，不能用来恢复。").format(name), tone="red", wrap=True) for name in place.damaged]
    return card(column(head, *lines, gap=6))
