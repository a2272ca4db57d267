"""When to try again after a road to the county was closed: soon, then ever later. Pure."""

from __future__ import annotations

from typing import Final

REGULAR: Final = 30
"""Minutes between attempts while all goes well."""
_FIRST: Final = 1
_LONGEST: Final = 120


def minutes_to_next_try(failures: int) -> int:
    """Minutes until the next attempt after so many failures in a row: 1, 2, 4 ... at most two hours."""
    if failures <= 0:
        return REGULAR
    return min(_LONGEST, _FIRST << min(failures - 1, 10))
