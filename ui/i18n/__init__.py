"""Puts user-facing text through translation; Chinese is the source language. Must not hold text of its own."""

from __future__ import annotations

import re
from importlib import resources
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.domain.errors import AppError

CONTEXT: Final = "ui"
LANGUAGES: Final = (("", "中文"), ("en", "English"))
"""Key of the preference and the language's own name, which is the same in every language."""
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_worn: list[QTranslator] = []


def tr(text: str) -> str:
    """The text in the language of the window. Give it a plain literal and `.format()` the answer."""
    return QCoreApplication.translate(CONTEXT, text)


def said(error: AppError) -> str:
    """What happened and what to do. In a language that has no words of its own for it: what the code stands for, and
    the message itself, with the names and numbers of the case, behind that.
    """
    whole = f"{error.message}{error.way_out}"
    meaning = tr(error.code)
    return whole if meaning == error.code or not _CHINESE.search(whole) else f"{meaning} {error.message}"


def told(error: AppError) -> str:
    """`said` with the code behind it, so that it can be read out over the telephone."""
    return f"{said(error)}（{error.code}）"


def language() -> str:
    """Key of the language that is spoken now."""
    return "en" if any(one.language().startswith("en") for one in _worn) else ""


def load_translations(app: QCoreApplication, language: str) -> None:
    """Qt's own words (OK, Cancel) in Chinese, or our English catalogue; Chinese needs no catalogue of ours.

    May be called again: what is built from then on speaks the other language.
    """
    for translator in _worn:
        app.removeTranslator(translator)
    _worn.clear()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if language == "en":
        _install(app, "fengqiao_en", str(resources.files(__package__)))
    else:
        _install(app, "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(name, folder):
        app.installTranslator(translator)
        _worn.append(translator)
