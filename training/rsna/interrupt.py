"""
A run that is told to stop (Ctrl+C, or a cluster's SIGTERM) ends between two steps, with its state on disk.
"""

from __future__ import annotations

import signal
from types import FrameType


class Interrupt:
    """Asked between two steps; a second signal ends the program at once."""

    def __init__(self) -> None:
        self.requested = False

    def listen(self) -> None:
        for kind in (signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, self._heard)

    def _heard(self, kind: int, frame: FrameType | None) -> None:
        self.requested = True
        signal.signal(kind, signal.SIG_DFL)

    def __call__(self) -> bool:
        return self.requested
