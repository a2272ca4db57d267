"""The guards of conftest.py bite: a small test run that leaves something behind fails, a clean one passes."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_CONFTEST = Path(__file__).parents[1] / "conftest.py"


@pytest.fixture
def run(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(_CONFTEST.read_text().replace('pytest_plugins = ["tests.postgres"]\n', ""))
    pytester.makeini("[pytest]\nqt_api = pyside6\nmarkers =\n    expects_log_warnings: x\n")
    return pytester


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("import logging\ndef test_x(): logging.getLogger('a').warning('odd')", "*unexpected warnings*"),
        (
            "import threading\nE = threading.Event()\n"
            "def test_x(): threading.Thread(target=E.wait, args=(9,), daemon=True, name='stray').start()",
            "*left behind: thread stray*",
        ),
        (
            "from PySide6.QtWidgets import QWidget\nkept = []\n"
            "def test_x(qapp): kept.append(QWidget()); kept[0].show()",
            "*left behind: window QWidget*",
        ),
    ],
)
def test_leftovers_fail_the_test(run: pytest.Pytester, body: str, told: str) -> None:
    run.makepyfile(body)
    result = run.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([told])


def test_a_clean_test_passes(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        import logging, os, pytest
        from PySide6.QtWidgets import QWidget

        @pytest.mark.expects_log_warnings
        def test_fault(): logging.getLogger("a").warning("played")

        def test_window(qtbot): qtbot.addWidget(QWidget())

        def test_state(): assert os.environ["FENGQIAO_STATE"].startswith(os.environ.get("TMPDIR", "/tmp"))
        """
    )
    run.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=3)
