"""Two stations were enrolled under one code: one of them is shown under another from now on, by one county event."""

from __future__ import annotations

import re

from desktop.domain.county_events import InstallationRelabelled
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

_CODE = re.compile(r"[0-9A-Za-z._-]{1,40}")


def relabel_installation(installation: str, code: str, name: str, uow: UnitOfWork) -> str:
    """Give an installation another station code and name in lists and figures; returns the code it was enrolled with.

    Records, numbers and bundles stay as they are: they are kept apart by installation anyway.

    Raises:
        RuleViolation: R-203, R-614 no such installation, R-611 the code has another form or is taken.
    """
    demand_right(uow.viewer, "county")
    stations = uow.stations()
    owner = next((s for s in stations if any(i.id == installation for i in s.installations)), None)
    if owner is None:
        raise RuleViolation("R-614", "没有这台电脑。", field="installation", way_out="请写明一台已接入的电脑的编号。")
    taken = {s.id for s in stations} | {i.label for s in stations for i in s.installations if i.id != installation}
    if not _CODE.fullmatch(code) or not name.strip() or code in taken:
        raise RuleViolation(
            "R-611", "站点代码不合规或已有别的站在用。", field="code", way_out="请换一个代码，并写名称。"
        )
    uow.record(owner.id, InstallationRelabelled(installation, code, name.strip()))
    return owner.id
