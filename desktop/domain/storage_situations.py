"""What can happen to the data file, its disk, a backup medium: each situation once, in plain words. Raises nothing.

Every one says what is safe and what to do. The codes are listed in docs/errors.md.
"""

from __future__ import annotations

from typing import Final

from desktop.domain.errors import Situation

_BACKUPS_SAFE: Final = "本机的记录没有改动，以前的备份还在。"
_RECORDS_SAFE: Final = "没有完成的操作已经撤销，已保存的记录没有改动。"
_NOTHING_DONE: Final = "没有改动任何内容。"


def medium_gone() -> Situation:
    """The backup medium was pulled, or does not do what it is told."""
    return Situation(
        "S-251",
        "备份盘读写时断开或出错。",
        safe=_BACKUPS_SAFE,
        way_out="请把盘重新插好，或换一个盘，再做一次。",
    )


def medium_full(needed: int = 0, free: int = 0) -> Situation:
    """The medium has no room; both figures in bytes when they are known before writing."""
    return Situation(
        "S-252",
        f"备份盘空间不够。{_figures(needed, free)}",
        safe=_BACKUPS_SAFE,
        way_out="请清理这个盘，或换一个大些的盘。",
    )


def medium_read_only() -> Situation:
    """The medium is write-protected."""
    return Situation(
        "S-253", "备份盘是只读的，写不进去。", safe=_BACKUPS_SAFE, way_out="请拨开盘上的写保护开关，或换一个盘。"
    )


def medium_differs() -> Situation:
    """What is read back is not what was written: a dying stick, or one that pretends to be large."""
    return Situation(
        "S-254",
        "写进备份盘的内容读回来不一样，这个盘可能快坏了，或容量是假的。",
        safe=_BACKUPS_SAFE,
        way_out="请换一个盘再备份一次。",
    )


def backup_running() -> Situation:
    """Another backup writes to this place."""
    return Situation("S-255", "另一次备份正在往这里写。", safe=_BACKUPS_SAFE, way_out="请等它完成，或备份到另一个盘。")


def backup_source_damaged() -> Situation:
    """Making the backup showed that the open data file is damaged; no new backup came of it."""
    return Situation(
        "S-256",
        "做备份时发现本机的数据文件有损坏，没有做成新的备份。",
        safe="以前的备份都保留着，没有被替换。",
        way_out="请运行“核对数据”，再从最近的完好备份恢复。",
    )


def backup_damaged(what: str) -> Situation:
    """A backup is incomplete or damaged; `what` names the file or part."""
    return Situation(
        "S-257",
        f"这份备份不完整或已损坏（{what}）。",
        safe="没有恢复任何内容，原来的数据和别的备份没有改动。",
        way_out="请换一份备份再恢复。",
    )


def backup_of_another(name: str) -> Situation:
    """The backup belongs to another station or another computer than the one expected."""
    return Situation(
        "S-258",
        f"这份备份是另一处的：{name}。",
        safe=_NOTHING_DONE,
        way_out="请选择本站的备份；确实要恢复它，请恢复到单独的文件夹。",
    )


def folder_not_empty() -> Situation:
    """A restore goes into an empty folder only, so that nothing is overwritten or mixed."""
    return Situation(
        "S-259", "恢复要用一个空的文件夹，这里已经有内容。", safe=_NOTHING_DONE, way_out="请新建一个文件夹再恢复。"
    )


def attachments_missing(count: int) -> Situation:
    """Some attachments are not in the backup; restoring without them needs a yes."""
    return Situation(
        "S-261",
        f"这份备份里缺少{count}个附件文件。",
        safe="登记、协议和校验值都在，只是这些附件的文件不在。",
        way_out="可以先恢复其余内容，缺少的附件列成清单，再从别的备份或县里取回。",
    )


def own_disk_full(needed: int = 0, free: int = 0) -> Situation:
    """This computer's disk has no room; both figures in bytes when they are known before writing."""
    return Situation(
        "S-262",
        f"这台电脑的磁盘空间不够。{_figures(needed, free)}",
        safe=_RECORDS_SAFE,
        way_out="请清理磁盘（例如清空回收站）后再做一次。",
    )


def own_disk_fails() -> Situation:
    """This computer's disk does not do what it is told."""
    return Situation(
        "S-263",
        "这台电脑的磁盘读写出错。",
        safe=_RECORDS_SAFE,
        way_out="请重新启动电脑再试；仍然出错，请备份到优盘并送修。",
    )


def start_unreadable() -> Situation:
    """The passphrase was right, yet the first page of the data file does not open: damaged, or of another key."""
    return Situation(
        "S-264",
        "口令是对的，但数据文件的开头读不出来：文件已损坏，或不是这份密钥的数据。",
        safe="没有写入任何东西，备份不受影响。",
        way_out="请从最近的备份恢复。",
    )


def file_replaced() -> Situation:
    """The data file was replaced or taken away while it was open."""
    return Situation(
        "S-265",
        "数据文件在打开期间被换掉或移走了。",
        safe="换掉之前保存的内容都在原来的文件里，之后没有写入任何东西。",
        way_out="请关闭本程序，把原来的文件放回去，或从备份恢复，再重新打开。",
    )


def upgrade_failed(why: str) -> Situation:
    """Bringing the data to this program's form did not succeed; the old data are in place, untouched."""
    return Situation(
        "S-266",
        f"数据升级没有成功（{why}）。",
        safe="原来的数据没有改动，仍可用旧版程序打开。",
        way_out="请先用旧版程序工作，并把这个编号告诉管理员。",
    )


def first_start_failed(version: str) -> Situation:
    """The first start after an upgrade did not get as far as the first screen; the untouched data are offered."""
    return Situation(
        "S-267",
        "升级后的第一次启动没有成功。",
        safe=f"升级前的数据（版本{version}）原样保留着。",
        way_out="可以再启动一次，也可以退回升级前的数据、用旧版程序打开。",
    )


def rehearsal_failed(why: str) -> Situation:
    """The monthly trial restore did not succeed."""
    return Situation(
        "S-268",
        f"试着恢复最近的备份，没有成功（{why}）。",
        safe="本机的记录没有改动。",
        way_out="请马上换一个盘再备份一次，并运行“核对数据”。",
    )


def backup_newer() -> Situation:
    """The backup was written by a newer program."""
    return Situation("S-269", "这份备份由更新版本的程序写成。", safe=_NOTHING_DONE, way_out="请先升级本程序，再恢复。")


def no_backup_here() -> Situation:
    """There is no backup in the place that was named."""
    return Situation(
        "S-270", "这里没有找到备份。", safe=_NOTHING_DONE, way_out="请选择备份盘上 fengqiao-backup 里的备份文件。"
    )


def keys_do_not_fit() -> Situation:
    """keys.json is readable, but no passphrase in it leads to this data file's key."""
    return Situation(
        "S-271",
        "密钥文件 keys.json 不是这份数据的，用它打不开数据。",
        safe="数据文件没有改动，以前的备份还在。",
        way_out="请不要关闭本程序，先在“设置”里重设口令，再做一次备份。",
    )


def only_for_files() -> Situation:
    """The tables are on a PostgreSQL server; what was asked works on the embedded file alone."""
    return Situation(
        "S-272",
        "这份数据在 PostgreSQL 服务器里，这一步只能对单机数据文件做。",
        safe=_NOTHING_DONE,
        way_out="请用服务器自己的工具：备份用 pg_dump，并把 keys.json、database.json 和 blobs 文件夹一起存好。",
    )


def server_away() -> Situation:
    """The PostgreSQL server does not answer, or takes nothing now."""
    return Situation(
        "S-273",
        "县里的数据库服务器现在连不上，或不接受写入。",
        safe="刚才这一步没有写入，或者已经整个写好；再做一次不会重复。之前保存的都在服务器上。",
        way_out="请检查网络和服务器后再试。",
    )


def server_unknown() -> Situation:
    """database.json does not say where the tables are."""
    return Situation(
        "S-274", "数据库地址文件 database.json 读不出来。", safe=_NOTHING_DONE, way_out="请从备份中恢复这个文件。"
    )


def server_taken() -> Situation:
    """The PostgreSQL database already holds a county."""
    return Situation(
        "S-275",
        "这个 PostgreSQL 数据库里已经有一份数据。",
        safe=_NOTHING_DONE,
        way_out="请换一个空的数据库，或打开原来的数据文件夹。",
    )


def _figures(needed: int, free: int) -> str:
    """Both figures in MB, rounded so that they never look equal."""
    return f"需要{-(-needed // 1_000_000)} MB，可用{free // 1_000_000} MB。" if needed else ""
