"""What a restore would do and what it did, in plain lines. Must not do anything."""

from __future__ import annotations

from desktop.usecases.restoring import Restored, RestorePlan
from ui.i18n import tr

_MOST = 12


def plan_lines(plan: RestorePlan, expect: str) -> tuple[str, ...]:
    """Whose backup it is, of when, what is in it, what is known to be lost, and whether it fits."""
    lines = [
        tr("{}（{}），{}的备份。").format(plan.station_name, plan.station, plan.made_at[:16].replace("T", " ")),
        tr("里面有{}件案件、{}个附件。").format(plan.cases, plan.attachments),
    ]
    if expect and expect != plan.station:
        lines.append(tr("▲ 这是另一个站点的备份，不是本站的。"))
    if plan.missing:
        lines.append(tr("▲ 这份备份里缺{}个附件文件。").format(plan.missing))
    lines += plan.lost.told()
    needed, free = -(-plan.needed // 1_000_000), plan.free // 1_000_000
    if plan.needed > plan.free:
        lines.append(tr("▲ 本机磁盘要{}兆，只剩{}兆：可以先不恢复附件。").format(needed, free))
    else:
        lines.append(tr("要占本机{}兆，够用。").format(needed))
    lines.append(tr("现在这台电脑上的数据不会删除，会整个放到旁边的文件夹里。"))
    return tuple(lines)


def done_lines(done: Restored) -> tuple[str, ...]:
    """What was restored, what is missing by name, and what happens next."""
    lines = [
        tr("✓ 已恢复{}的备份，{}个附件。").format(done.made_at[:16].replace("T", " "), done.attachments),
        *done.lost.told(),
    ]
    if done.missing:
        lines.append(tr("缺{}个附件文件：").format(len(done.missing)))
        lines += [f"· {file.number}　{file.name}".strip() for file in done.missing[:_MOST]]
        if len(done.missing) > _MOST:
            lines.append(tr("……还有{}个，登记和校验值都在。").format(len(done.missing) - _MOST))
    lines.append(tr("往县里发送先停着：登录后看过内容，在“备份和恢复”里按“确认可以发送”。"))
    return tuple(lines)
