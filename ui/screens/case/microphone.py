"""The computer's microphone as 16 kHz mono PCM. Must not keep or store sound; without a microphone it says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

RATE: Final = 16_000  # samples a second
WIDTH: Final = 2  # bytes a sample


class Microphone(Protocol):
    """Where sound comes from."""

    def start(self, take: Callable[[bytes], object]) -> bool:
        """Hand every piece of sound to `take`; answers whether there is a microphone that can be heard."""
        ...

    def stop(self) -> None: ...


class ComputerMicrophone:
    """The default input of this computer, by QtMultimedia, which is loaded when it is first needed."""

    def __init__(self) -> None:
        self._source: Any = None
        self._device: Any = None

    def start(self, take: Callable[[bytes], object]) -> bool:
        try:
            from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices
        except ImportError:  # a computer without the libraries of sound
            return False
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        device = QMediaDevices.defaultAudioInput()
        if device.isNull() or not device.isFormatSupported(form):
            return False
        self._source = QAudioSource(device, form)
        self._device = self._source.start()
        if self._device is None:
            self._source = None
            return False
        self._device.readyRead.connect(lambda: take(bytes(self._device.readAll().data())))
        return True

    def stop(self) -> None:
        if self._source is not None:
            self._source.stop()
        self._source, self._device = None, None
