"""The colours of the window, calm and high-contrast; text on its ground is at least 4.5:1 (held by a test)."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Colours(Struct, frozen=True):
    """One set of colours. `*_ground` is the background its namesake is written on; `soft` is secondary text."""

    ground: str = "#F4F6F9"
    card: str = "#FFFFFF"
    field: str = "#FFFFFF"
    ink: str = "#1D2733"
    soft: str = "#55606E"
    line: str = "#D5DBE3"
    edge: str = "#AEB9C6"
    head: str = "#EDF1F6"
    tab: str = "#E6EBF1"
    stripe: str = "#F7F9FC"
    hover: str = "#EEF3F9"
    pressed: str = "#DCE7F4"
    chosen: str = "#D6E6F8"
    rail: str = "#EEF1F5"
    handle: str = "#B4BFCC"
    off: str = "#6B7684"
    off_ground: str = "#EEF1F4"
    blue: str = "#1F5FA8"
    blue_deep: str = "#174A85"
    blue_ground: str = "#DCE9F8"
    focus_on_blue: str = "#F2B84B"
    progress: str = "#8FB3DC"
    nav: str = "#20344D"
    nav_hover: str = "#2C4566"
    nav_on: str = "#33517A"
    nav_ink: str = "#DCE6F2"
    nav_soft: str = "#AEBFD4"
    red: str = "#A61B1B"
    red_ground: str = "#FDE8E8"
    amber: str = "#7A4B00"
    amber_ground: str = "#FFF1D6"
    green: str = "#1B5E3A"
    green_ground: str = "#E3F4EA"
    grey: str = "#4A5563"
    grey_ground: str = "#EDF0F4"


CALM: Final = Colours()
HIGH_CONTRAST: Final = Colours(
    ground="#FFFFFF",
    ink="#000000",
    soft="#1A1A1A",
    line="#000000",
    edge="#000000",
    head="#E6E6E6",
    tab="#E6E6E6",
    stripe="#FFFFFF",
    hover="#FFF4B8",
    pressed="#FFE46B",
    chosen="#FFE46B",
    rail="#E6E6E6",
    handle="#333333",
    off="#4A4A4A",
    off_ground="#EDEDED",
    blue="#00337A",
    blue_deep="#00245C",
    blue_ground="#FFF4B8",
    nav="#000000",
    nav_hover="#333333",
    nav_on="#00337A",
    nav_ink="#FFFFFF",
    nav_soft="#FFFFFF",
    red="#8A0000",
    red_ground="#FFFFFF",
    amber="#5C3800",
    amber_ground="#FFFFFF",
    green="#00401F",
    green_ground="#FFFFFF",
    grey="#1A1A1A",
    grey_ground="#FFFFFF",
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
