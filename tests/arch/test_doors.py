"""Fs, Clock and Random are the only doors to files, time and randomness, so that every fault can be played."""

from __future__ import annotations

import ast
import re

import pytest

from tests.arch.source import PRODUCT, Source, calls, faults, imports, snippet

SEAMS = "desktop/services/seams.py"

RANDOM_MODULES = {"random", "secrets", "tempfile"}
FORBIDDEN_CALLS = {
    "open": "open() is Fs",
    "io.open": "open() is Fs",
    "os.urandom": "randomness is Random",
    "uuid.uuid1": "randomness is Random",
    "uuid.uuid4": "randomness is Random",
    "uuid1": "randomness is Random",
    "uuid4": "randomness is Random",
    "time.time": "time is Clock",
    "time.time_ns": "time is Clock",
    "time.localtime": "time is Clock",
    "time.gmtime": "time is Clock",
}
OS_FILES = {
    "chmod", "fsync", "link", "listdir", "makedirs", "mkdir", "open", "remove", "rename", "replace", "rmdir",
    "scandir", "stat", "symlink", "truncate", "unlink", "utime", "walk",
}  # fmt: skip
SHUTIL_HARMLESS = {"which", "get_terminal_size"}
TIME_NOW = re.compile(
    r"(^|\.)(datetime|date|dt)\.(now|utcnow|today)$|(^|\.)Q(DateTime|Date|Time)\.current(DateTime|DateTimeUtc|Date|Time)$"
)
MODE = re.compile(r"^[rwax][bt+]*$")
WRITES = {"write_text", "write_bytes", "touch", "rmdir", "symlink_to", "hardlink_to"}
READS = {"read_text", "read_bytes", "iterdir"}


def door_faults(source: Source) -> list[str]:
    """Everything that passes by the doors."""
    if source.path == SEAMS:
        return []
    packaged = any(module.startswith("importlib.resources") or (module, name) == ("importlib", "resources")
                   for _, module, name in imports(source))  # fmt: skip
    found = [
        source.fault(node, f"{module} is used behind {SEAMS} only")
        for node, module, name in imports(source)
        if module.split(".")[0] in RANDOM_MODULES or (module, name) in {("uuid", "uuid4"), ("os", "urandom")}
    ]
    for call, name in calls(source):
        why = FORBIDDEN_CALLS.get(name) or _time(name) or _system(name) or _path(call, name, packaged=packaged)
        if why:
            found.append(source.fault(call, f"{name}: {why}"))
    return found


def _time(name: str) -> str:
    return "time is Clock" if TIME_NOW.search(name) else ""


def _system(name: str) -> str:
    module, _, function = name.partition(".")
    if module == "os" and function in OS_FILES:
        return "files are Fs"
    return "files are Fs" if module == "shutil" and function not in SHUTIL_HARMLESS else ""


def _path(call: ast.Call, name: str, *, packaged: bool) -> str:
    """Methods of Path, told from methods of the same name (Fs, str, datetime) by their arguments."""
    if not isinstance(call.func, ast.Attribute):
        return ""
    method, given = call.func.attr, len(call.args)
    if method in WRITES or (method in READS and not packaged):
        return "files are Fs"
    copies = name.endswith(("structs.replace", "dataclasses.replace"))
    if method in {"rename", "replace"} and given == 1 and not call.keywords and not copies:
        return "files are Fs"
    if method in {"unlink", "mkdir"} and given == 0:
        return "files are Fs"
    modes = [a.value for a in call.args[:1] if isinstance(a, ast.Constant)]
    return "files are Fs" if method == "open" and any(isinstance(m, str) and MODE.match(m) for m in modes) else ""


def test_nobody_passes_by_the_doors() -> None:
    assert faults(door_faults, *PRODUCT) == []


@pytest.mark.parametrize(
    "text",
    [
        "open('a')",
        "path.open('rb')",
        "path.write_text('x')",
        "path.read_bytes()",
        "path.rename(other)",
        "path.replace(other)",
        "path.unlink(missing_ok=True)",
        "path.mkdir(parents=True)",
        "os.replace(a, b)",
        "shutil.copyfile(a, b)",
        "import tempfile",
        "time.time()",
        "datetime.now(BEIJING)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "QDate.currentDate()",
        "os.urandom(16)",
        "import random",
        "from secrets import token_bytes",
        "uuid.uuid4()",
    ],
)
def test_each_way_round_is_seen(text: str) -> None:
    assert len(door_faults(snippet("desktop/services/backup.py", text))) == 1
    assert door_faults(snippet(SEAMS, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "fs.rename(part, path); fs.unlink(part); fs.mkdir(folder); fs.open_read(path)",
        "text.replace('a', 'b'); day.replace(day=1); clock.now(); msgspec.structs.replace(fact, sum=1)",
        "time.monotonic(); shutil.which('age'); dialog.open(); Image.open(buffer)",
        "from importlib.resources import files\nfiles('desktop').joinpath('a.toml').read_bytes()",
    ],
)
def test_the_doors_themselves_are_free(text: str) -> None:
    assert door_faults(snippet("desktop/services/backup.py", text)) == []
