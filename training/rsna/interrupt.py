"""
A run that is told to stop (Ctrl+C, or a cluster's SIGTERM) ends between two steps, with its state on disk.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

HEARD = b'\nStopping when the state is on disk; a second signal ends the program at once.\n'


class Interrupt:
    """Asked between two steps; a second signal ends the program at once."""

    def __init__(self) -> None:
        self.requested = False
        self.process = os.getpid()

    def listen(self) -> None:
        for kind in (signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, self._heard)

    def _heard(self, kind: int, frame: FrameType | None) -> None:
        self.requested = True
        signal.signal(kind, signal.SIG_DFL)
        # The processes that read images hear Ctrl+C as well. Past Python's buffers, which may be in use just now.
        if os.getpid() == self.process:
            os.write(2, HEARD)

    def __call__(self) -> bool:
        return self.requested
