"""Which settings let Chinese be typed under IBus and fcitx5, and that nobody's own choice is changed."""

from __future__ import annotations

import pytest

from ui.app import input_method

PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environment", "running", "settings"),
    [
        ({"QT_IM_MODULE": "fcitx"}, False, PORTAL),
        ({"QT_IM_MODULE": "fcitx5", "XMODIFIERS": "@im=fcitx"}, False, PORTAL),
        ({"XMODIFIERS": "@im=fcitx"}, False, PORTAL),
        ({"GTK_IM_MODULE": "fcitx"}, False, PORTAL),
        ({"QT_IM_MODULE": "ibus"}, True, {}),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, True, {}),
        ({"XMODIFIERS": "@im=ibus"}, False, {"QT_IM_MODULE": "ibus"}),
        ({}, True, PORTAL),
        ({}, False, {}),
        ({"QT_IM_MODULE": "compose"}, True, {}),
        ({"XMODIFIERS": "@im=uim"}, True, {}),
        ({"QT_IM_MODULE": "fcitx", "IBUS_USE_PORTAL": "0"}, False, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "0"}),
    ],
)
def test_what_is_set(environment: dict[str, str], running: bool, settings: dict[str, str]) -> None:
    assert input_method(environment, lambda: running) == settings
