"""QR codes as one path; must not decide what they say."""

from __future__ import annotations

from functools import lru_cache

MASK = 3  # fixed: choosing the best of eight masks costs three times as much and changes nothing for a reader


@lru_cache(maxsize=64)
def modules(text: str, mode: str = "byte") -> tuple[tuple[int, ...], ...]:
    """Dark (1) and light (0) modules, level M, without quiet zone. `mode`: bytes in UTF-8, or "alphanumeric"."""
    import segno

    code = segno.make(
        text,
        error="m",
        mode=mode,
        encoding="utf-8" if mode == "byte" else None,
        mask=MASK,
        micro=False,
        boost_error=False,
    )
    return tuple(tuple(row) for row in code.matrix)


def path(text: str, x: float, y: float, side: float, mode: str = "byte") -> str:
    """Path operators that fill the code into the square with lower left corner (x, y), in points.

    Neighbouring dark modules of a row are one rectangle; without that, printers draw hairlines between them.
    """
    rows = modules(text, mode)
    unit = side / len(rows)
    parts: list[str] = []
    for number, row in enumerate(rows):
        bottom = y + side - (number + 1) * unit
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                parts.append(f"{x + start * unit:.2f} {bottom:.2f} {(end - start) * unit:.2f} {unit:.2f} re")
            start = end + 1
    parts.append("f")
    return "\n".join(parts)
