"""
A run that is told to stop (Ctrl+C, or a cluster's SIGTERM) ends between two steps, with its state on disk.
"""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

ECHO = 1.0
"""Seconds within which a signal is the same one: Ctrl+C reaches a process from the terminal and from torchrun."""
HEARD = b'\nStopping when the state is on disk; a second signal ends the program at once.\n'


class Interrupt:
    """Asked between two steps; a second signal ends the program at once."""

    def __init__(self) -> None:
        self.heard: float | None = None
        self.process = os.getpid()

    def listen(self) -> None:
        for kind in (signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, self._heard)

    def _heard(self, kind: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if self.heard is not None:
            if now - self.heard > ECHO:
                signal.signal(kind, signal.SIG_DFL)
                os.kill(os.getpid(), kind)
            return
        self.heard = now
        # The processes that read headers hear it as well. Past Python's buffers, which may be in use just now.
        if os.getpid() == self.process:
            os.write(2, HEARD)

    def __call__(self) -> bool:
        return self.heard is not None
