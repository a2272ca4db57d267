"""Puts user-facing text through translation; Chinese is the source language. Must not hold text of its own."""

from __future__ import annotations

from importlib import resources
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT: Final = "ui"


def tr(text: str) -> str:
    """The text in the language of the window. Give it a plain literal and `.format()` the answer."""
    return QCoreApplication.translate(CONTEXT, text)


def load_translations(app: QCoreApplication, language: str) -> None:
    """Qt's own words (OK, Cancel) in Chinese, or our English catalogue; Chinese needs no catalogue of ours."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if language == "en":
        _install(app, "fengqiao_en", str(resources.files(__package__)))
    else:
        _install(app, "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)
