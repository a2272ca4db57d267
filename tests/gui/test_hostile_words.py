"""Scenario 16: what people write is shown as they wrote it on every screen, never read as mark-up, formula or SQL.

Papers: tests/contract/test_documents_pdf.py and _bad_input.py; tables: tests/unit/test_tables_write.py; names:
tests/unit/test_names.py.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.bootstrap.window import WindowDesk
from desktop.domain.person import OrganisationRecorded
from desktop.usecases.correct_case import ChangeCase, change_case
from desktop.usecases.register_case import PartyInput, RegisterCase, register_case
from tests.gui.conftest import settle
from ui.screens.case.case_page import TABS
from ui.shell.main_page import MainPage
from ui.shell.places import PLACES

MARK = '<img src="file:///etc/hosts"><b>粗</b>&amp;'
WORDS = (MARK, "=cmd|' /C calc'!A0", "'; DROP TABLE log_event; --", "%s{0}{{ 7*7 }}")

TEXTS = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)


@pytest.fixture
def case_id(page: MainPage, desk: WindowDesk) -> str:
    """A matter whose texts are all of this kind, in the unlocked window's data."""
    assert desk.desk is not None
    with desk.desk.uow(desk.desk.viewer) as uow:
        made = register_case(
            RegisterCase(
                procedure="people_mediation",
                received_at="2026-11-20T09:00:00+08:00",
                source="application",
                category="02",
                summary=" ".join(WORDS),
                parties=(
                    PartyInput("applicant", organisation=OrganisationRecorded(MARK)),
                    PartyInput("respondent", organisation=OrganisationRecorded(WORDS[2]), note=WORDS[3]),
                ),
            ),
            uow,
        )
        change_case(ChangeCase(made.case_id, {"place": WORDS[1]}), uow)
        uow.commit()
    return made.case_id


def _rich(widget: QWidget) -> list[str]:
    """Texts of ours that a widget would take for mark-up: its words, its tooltip."""
    found = []
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        found.append(widget.text())
    found.append(widget.toolTip())
    return [words for words in found if "粗" in words and Qt.mightBeRichText(words) and "&lt;b&gt;" not in words]


def _said(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""


def _model_tips(model: QAbstractItemModel | None) -> list[str]:
    cells = [model.index(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())] if model else []
    tips = (str(cell.data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells)
    return [tip for tip in tips if "粗" in tip and Qt.mightBeRichText(tip) and "&lt;b&gt;" not in tip]


def _look(screen: QWidget) -> str:
    """Everything that is shown; nothing of it may be read as mark-up."""
    widgets = [screen, *screen.findChildren(QWidget)]
    assert [words for widget in widgets for words in _rich(widget)] == []
    views = [view for view in widgets if isinstance(view, QAbstractItemView)]
    assert [tip for view in views for tip in _model_tips(view.model())] == []
    return "\n".join(_said(widget) for widget in widgets if isinstance(widget, TEXTS) and widget.isVisible())


def test_every_screen_shows_it_as_it_was_written(page: MainPage, case_id: str) -> None:
    told = {}
    for place in PLACES:
        page.go(place.key)
        settle()
        told[place.key] = _look(page)
    for tab, _words, _make in TABS:
        page.ways.to_case(case_id, tab)
        settle()
        told[tab] = _look(page)
    everything = "\n".join(told.values())
    for words in WORDS:
        assert words in everything, words
