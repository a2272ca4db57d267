"""A line to PostgreSQL that can be cut at any piece of the conversation: before a request arrives, or its answer.

Must not be imported by product code. It listens on a socket in a folder of its own and passes bytes on both ways.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

Lost = Literal["request", "answer"]
_SOCKET = ".s.PGSQL.5432"
_PIECE = 1 << 16


class CutLine:
    """Counts pieces that go to the server.

    Attributes:
        pieces: how many went since the line was armed with a place.
    """

    def __init__(self, folder: Path, server: Path) -> None:
        """Listen in `folder` (a short path: a socket's name has 107 bytes at most)."""
        self.folder = folder
        self._server = server / _SOCKET
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._at = 0
        self._lost: Lost = "request"
        self._instead: Callable[[], None] | None = None
        self.pieces = 0
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / _SOCKET))
        self._listening.listen()
        self._start(self._accept)

    def arm(self, at: int, lost: Lost, instead: Callable[[], None] | None = None) -> None:
        """Cut at the `at`-th piece from now on, never with 0. `instead`: what is done first at that moment."""
        with self._lock:
            self._at, self._lost, self._instead = at, lost, instead
            self.pieces = self.pieces if at == 0 else 0

    def close(self) -> None:
        """End all connections and threads."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._cut()
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                self._open += [client, server]
                try:
                    server.connect(str(self._server))
                except OSError:
                    self._end(client, server)
                    continue
                self._start(lambda c=client, s=server: self._up(c, s))  # type: ignore[misc]
                self._start(lambda c=client, s=server: self._down(s, c))  # type: ignore[misc]

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := client.recv(_PIECE):
                with self._lock:
                    self.pieces += self._at > 0
                    now = self._at > 0 and self.pieces == self._at
                if now and self._instead is not None:
                    self._instead()
                if now and self._lost == "answer":
                    self._one_way(client, server, piece)
                if now:
                    break
                server.sendall(piece)
        self._end(client, server)

    def _one_way(self, client: socket.socket, server: socket.socket, piece: bytes) -> None:
        """The server gets this piece and does what it says; nobody hears of it."""
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            server.sendall(piece)
            server.shutdown(socket.SHUT_WR)
            while server.recv(_PIECE):
                pass

    def _down(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while piece := server.recv(_PIECE):
                client.sendall(piece)
        self._end(client, server)

    def _cut(self) -> None:
        self._end(*self._open)

    @staticmethod
    def _end(*sockets: socket.socket) -> None:
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
