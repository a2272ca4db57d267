"""What a local draft is called and where it is gone on with. The keys are those of the use cases."""

from __future__ import annotations

from desktop.domain.read_models import DraftRow
from ui.i18n import tr

_PLACES = {
    "intake": ("intake", ""),
    "quick": ("quick", ""),
    "crowd": ("crowd", ""),
    "session": ("case", "session"),
    "agreement": ("case", "agreement"),
}


def place_of(draft: DraftRow) -> tuple[str, str]:
    """(place, tab) where this draft is gone on with."""
    if draft.form.startswith("step."):
        return ("case", "steps")
    return _PLACES.get(draft.form, ("case", ""))


def words_of(draft: DraftRow) -> str:
    """登记 张三与李四, 调解笔录 …"""
    kinds = {
        "intake": tr("登记"),
        "quick": tr("快速调解"),
        "crowd": tr("登记"),
        "session": tr("调解笔录"),
        "agreement": tr("协议"),
        "visit": tr("回访"),
    }
    return f"{kinds.get(draft.form, tr('办理'))}　{draft.title or tr('（还没有写名字）')}"
