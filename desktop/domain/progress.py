"""How long work tells where it is and is stopped; must not know a screen.

A long operation is handed one callable and calls it between items: `report(done, total, step)`. The callable raises
`Cancelled` when the user stopped the work; whoever works leaves nothing half done behind and lets it pass.
"""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _step: str) -> None:
    """For callers that do not look."""
