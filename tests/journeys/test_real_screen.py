"""The same day under X11 with a window manager: focus, shortcuts and windows behave as on a desk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORIES = ("tests/journeys/test_window_day.py", "tests/journeys/test_window_stories.py")


@pytest.mark.parametrize("story", STORIES)
def test_the_stories_under_x11_with_a_window_manager(story: str) -> None:
    inner = (
        f"openbox & manager=$!; '{sys.executable}' -m pytest {story} -p no:randomly; code=$?; kill $manager; exit $code"
    )
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "sh", "-c", inner],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
