"""Recording of a session: sound with marks at the turns, kept as attachments of the case while the talk goes on.

Sound is never on the disk in the clear: it is held in memory and every ten minutes becomes an encrypted attachment, so
that a crash costs ten minutes at most. The hash is taken of the samples as they arrive.
"""

from __future__ import annotations

import hashlib
import io
import wave
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.ops import Core
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.protocols import UnitOfWork
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.microphone import RATE, WIDTH, ComputerMicrophone, Microphone

PART: Final = 600  # seconds


class Recording(QObject):
    """Signals: told (words for the user), changed (running or not)."""

    told = Signal(str)
    changed = Signal(bool)

    def __init__(self, parent: QObject, core: Core) -> None:
        super().__init__(parent)
        self._core = core
        self.microphone: Microphone = ComputerMicrophone()
        self.running = False
        self._case_id = ""
        self._parts = 0
        self._begun: datetime = core.clock.now()
        self._fresh()

    def _fresh(self) -> None:
        self._sound = bytearray()
        self._hash = hashlib.sha256()
        self._marks: list[str] = []

    @property
    def seconds(self) -> int:
        """Length of the sound of the part that is running."""
        return len(self._sound) // (RATE * WIDTH)

    def start(self, case_id: str) -> None:
        """Begin; without a microphone it is said and nothing else happens."""
        if self.running:
            return
        if not self.microphone.start(self._take):
            self.told.emit(tr("没有找到能用的麦克风，笔录照样可以写。插好麦克风再按“录音”。"))
            return
        self._case_id, self._parts, self._begun = case_id, 0, self._core.clock.now()
        self._fresh()
        self._set_running(on=True)
        self.told.emit(tr("正在录音。请先告诉在场的人。"))

    def mark(self, turn: int, speaker: str) -> None:
        """A turn was put down now."""
        if self.running:
            self._marks.append(tr("{} 第{}句 {}").format(_clock(self.seconds), turn, speaker))

    def stop(self) -> None:
        """End, and keep what is still in memory."""
        if not self.running:
            return
        self.microphone.stop()
        self._set_running(on=False)
        self._keep()

    def _take(self, sound: bytes) -> None:
        self._sound += sound
        self._hash.update(sound)
        if self.seconds >= PART:
            self._keep()

    def _set_running(self, *, on: bool) -> None:
        self.running = on
        self.changed.emit(on)

    def _keep(self) -> None:
        """Make the sound so far an attachment."""
        if not self._sound:
            return
        self._parts += 1
        sound, digest, marks = bytes(self._sound), self._hash.hexdigest(), "；".join(self._marks)
        begun, case_id, part = self._begun, self._case_id, self._parts
        self._fresh()
        self._begun = self._core.clock.now()
        name = tr("调解录音 {} 第{}段.wav").format(begun.strftime("%Y-%m-%d %H%M"), part)
        note = tr("录音时的声音指纹 {}　{}").format(digest, marks)

        def work(uow: UnitOfWork) -> str:
            return attach_file(
                AttachFile(
                    case_id=case_id,
                    name=name,
                    kind="audio",
                    media_type="audio/wav",
                    data=wav(sound),
                    note=note,
                    taken_at=begun.isoformat(timespec="seconds"),
                ),
                uow,
            )

        done = ops.act(self._core, work)
        done.on_success(lambda _id: self.told.emit(tr("录音已存入附件：{}").format(name))).run(self)


def wav(sound: bytes) -> bytes:
    """16 kHz mono PCM as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH)
        file.setframerate(RATE)
        file.writeframes(sound)
    return out.getvalue()


def _clock(seconds: int) -> str:
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
