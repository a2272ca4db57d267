"""Practice data through real events: a station with matters from life, and the main job done from end to end."""

from __future__ import annotations

from desktop.demo.build import build_demo

__all__ = ["build_demo"]
