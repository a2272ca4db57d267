"""What the helper may not do, told to the system itself: write files, dump memory, open connections, run programs.

On Linux a filter of system calls does the last two; elsewhere only what resource limits can do remains.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from typing import Final

_NUMBERS: Final = {
    "x86_64": (0xC000003E, (41, 59, 322)),  # socket, execve, execveat
    "aarch64": (0xC00000B7, (198, 221, 281)),
}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # the second: fail with EPERM
_ARCHITECTURE, _CALL = 4, 0  # offsets in the description of a call
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def close_doors() -> None:
    """Nothing of this can be taken back by this process."""
    if os.name != "posix":
        return
    import resource

    os.nice(5)
    for which in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(which, (0, 0))
    if sys.platform == "linux" and platform.machine() in _NUMBERS:
        _refuse_calls(*_NUMBERS[platform.machine()])


def _refuse_calls(architecture: int, calls: tuple[int, ...]) -> None:
    """Install the filter; an old kernel without it goes on with the limits alone."""
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 0, len(calls) + 1, architecture), (_LOAD, 0, 0, _CALL)]
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = b"".join(struct.pack("<HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(kept, ctypes.c_void_p))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        library.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
