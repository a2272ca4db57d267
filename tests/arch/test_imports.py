"""Who may import whom: the table of docs and README held against the imports (architecture: the shape)."""

from __future__ import annotations

import pytest

from tests.arch.source import PRODUCT, Source, calls, faults, imports, snippet

# module -> what of ours it may import besides itself; the longest matching prefix counts
TABLE: dict[str, tuple[str, ...]] = {
    "desktop": (),
    "desktop.domain": (),
    "desktop.reference": ("desktop.domain",),
    "desktop.usecases": ("desktop.domain", "desktop.reference", "desktop.services.seams"),
    "desktop.services": ("desktop.domain", "desktop.reference"),
    "desktop.helper": ("desktop.domain", "desktop.services.helper_messages", "exports.documents", "exports.tables"),
    "desktop.ops": ("desktop.domain", "desktop.usecases", "desktop.services.seams"),
    "db": (
        "desktop.domain",
        "desktop.reference",
        "desktop.usecases",
        "desktop.services.seams",
        "desktop.services.anchor",
        "desktop.services.blobs",
        "desktop.services.sealed_box",
    ),
    "exports": (
        "desktop.domain",
        "desktop.reference",
        "desktop.usecases",
        "desktop.services.seams",
        "desktop.services.age_stream",
    ),
    "desktop.procedures": ("desktop.domain", "desktop.reference"),
    "ui": ("desktop.domain", "desktop.usecases", "desktop.ops", "desktop.services.seams"),
    "desktop.bootstrap": ("desktop", "db", "exports", "ui"),
    "desktop.cli": ("desktop", "db", "exports"),
    "desktop.demo": ("desktop", "db", "exports"),
    "desktop.bench": ("desktop", "db", "exports", "ui"),
    "desktop.__main__": ("desktop",),
}

# library -> the only places that may import it
LIBRARIES: dict[str, tuple[str, ...]] = {
    "sqlalchemy": ("db",),
    "alembic": ("db",),
    "sqlcipher3": ("db",),
    "psycopg": ("db",),
    "reportlab": ("exports",),
    "docx": ("exports",),
    "xlsxwriter": ("exports",),
    "PySide6": (
        "ui",
        "desktop.ops",
        "desktop.helper",
        "desktop.services.printing",
        "desktop.bench.first_paint",
        "desktop.bench.window_work",
    ),
    "shiboken6": ("ui", "desktop.ops"),
    "pydantic": (),
    # what decodes untrusted bytes runs in the child process only
    "PIL": ("desktop.helper", "exports.documents.dossier.plain_picture"),
    "zxingcpp": ("desktop.helper",),
    "rapidocr": ("desktop.helper",),
    "onnxruntime": ("desktop.helper",),
    "python_calamine": ("exports.tables.read_table",),
    "exports.tables.read_table": ("desktop.helper",),
}

# what a pure rule has no use for
NOT_PURE = (
    "asyncio", "importlib", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time",
)  # fmt: skip

# names of `threading` that start nothing
HARMLESS = {"Event", "Lock", "RLock", "current_thread", "get_ident", "main_thread"}
THREADS = ("_thread", "asyncio", "concurrent", "multiprocessing", "threading")
QT_THREADS = {"QRunnable", "QThread", "QThreadPool", "QtConcurrent"}


def _under(module: str, prefix: str) -> bool:
    return module == prefix or module.startswith(prefix + ".")


def _module(source: Source) -> str:
    return source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in (*PRODUCT, "tests")


def _allowed(module: str) -> tuple[str, tuple[str, ...]]:
    prefix = max((p for p in TABLE if _under(module, p)), key=len)
    return prefix, TABLE[prefix]


def table_faults(source: Source) -> list[str]:
    """Imports of ours that the table does not allow."""
    own, others = _allowed(_module(source))
    allowed = (*others, *((own,) if own != "desktop" else ()))
    found = []
    for node, module, name in imports(source):
        full = f"{module}.{name}" if name else module
        if _ours(module) and not any(_under(module, a) or _under(full, a) for a in allowed):
            found.append(source.fault(node, f"{own} must not import {full}"))
    return found


def library_faults(source: Source) -> list[str]:
    """Libraries outside their place, and impure modules in the domain."""
    here = _module(source)
    found = []
    for node, module, _ in imports(source):
        top = module.split(".")[0]
        if module in LIBRARIES and module != top and not any(_under(here, place) for place in LIBRARIES[module]):
            found.append(source.fault(node, f"{module} belongs to {LIBRARIES[module]}"))
        if top in LIBRARIES and not any(_under(here, place) for place in LIBRARIES[top]):
            found.append(source.fault(node, f"{top} belongs to {LIBRARIES[top] or 'no place here'}"))
        if _under(here, "desktop.domain") and (top in NOT_PURE or top in LIBRARIES):
            found.append(source.fault(node, f"the domain is pure and does not import {top}"))
    return found


def thread_faults(source: Source) -> list[str]:
    """Whatever can start a thread outside desktop/ops.py."""
    if source.path == "desktop/ops.py":
        return []
    used = [
        (call, "threading", name.partition(".")[2]) for call, name in calls(source) if name.startswith("threading.")
    ]
    found = []
    for node, module, name in (*imports(source), *used):
        harmless = module == "threading" and name in {"", *HARMLESS}
        if (module.split(".")[0] in THREADS and not harmless) or name in QT_THREADS:
            found.append(source.fault(node, f"only desktop/ops.py starts threads, not {name or module}"))
    return found


@pytest.mark.parametrize("rule", [table_faults, library_faults, thread_faults])
def test_the_tree_keeps_the_table(rule: object) -> None:
    assert callable(rule)
    assert faults(rule, *PRODUCT) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ui/screens/case/page.py", "from db.queries import cases"),
        ("ui/screens/case/page.py", "import exports.documents"),
        ("ui/shell/window.py", "from desktop.services.keys import unlock"),
        ("desktop/domain/calendar.py", "from desktop.usecases import register_case"),
        ("desktop/usecases/register_case.py", "from db.unit_of_work import UnitOfWork"),
        ("desktop/usecases/register_case.py", "from ..services import keys"),
        ("db/engine.py", "from exports.bundles import writer"),
        ("exports/documents/pdf.py", "from db import queries"),
        ("desktop/ops.py", "from ui.shell import window"),
        ("desktop/__init__.py", "from ui import shell"),
        ("desktop/cli/main.py", "from tests.postgres import PostgresServer"),
    ],
)
def test_the_table_refuses(path: str, text: str) -> None:
    assert len(table_faults(snippet(path, text))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ui/screens/case/page.py", "from desktop.usecases.register_case import RegisterCase\nfrom desktop import ops"),
        ("desktop/usecases/register_case.py", "from desktop.services.seams import Clock"),
        ("desktop/bootstrap.py", "import ui.shell\nfrom db import engine\nfrom exports import bundles"),
        ("db/projections/case.py", "from desktop.domain.errors import Situation\nfrom db.tables import case"),
    ],
)
def test_the_table_allows(path: str, text: str) -> None:
    assert table_faults(snippet(path, text)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("desktop/usecases/a.py", "from sqlalchemy import select"),
        ("ui/screens/a.py", "import reportlab.pdfgen"),
        ("exports/tables/a.py", "from PySide6.QtGui import QImage"),
        ("desktop/services/a.py", "import pydantic"),
        ("exports/documents/a.py", "from PIL import Image"),
        ("ui/screens/a.py", "import zxingcpp"),
        ("desktop/cli/tables.py", "from exports.tables.read_table import read_table"),
        ("desktop/domain/a.py", "from pathlib import Path"),
    ],
)
def test_libraries_stay_in_their_place(path: str, text: str) -> None:
    assert len(library_faults(snippet(path, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import threading\nthreading.Thread(target=f).start()",
        "from threading import Thread",
        "from concurrent.futures import ThreadPoolExecutor",
        "from PySide6.QtCore import QThread",
        "def f():\n    import multiprocessing",
    ],
)
def test_threads_start_in_one_place(text: str) -> None:
    assert len(thread_faults(snippet("ui/screens/a.py", text))) == 1
    assert thread_faults(snippet("desktop/ops.py", text)) == []


def test_a_lock_starts_nothing() -> None:
    assert thread_faults(snippet("db/engine.py", "from threading import Lock, main_thread")) == []
    assert thread_faults(snippet("db/engine.py", "import threading\nthreading.get_ident()")) == []
