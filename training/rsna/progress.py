"""
A bar with the time that is left, on standard error: redrawn on a terminal, a line now and then in a log.
"""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 24
REDRAW = 0.2
"""Seconds, on a terminal."""
LINE = 30.0
"""Seconds between two lines, elsewhere."""


class Progress:
    def __init__(self, what: str, stream: TextIO | None = None, shown: bool = True, first: int = 0) -> None:
        """:param first: what was done before this run, which says nothing of its speed"""
        self.what = what
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.shown = shown
        self.first = first
        self.started = self.drawn = time.monotonic()

    def __call__(self, done: int, all_: int, note: str = '') -> None:
        now = time.monotonic()
        if not self.shown or (now - self.drawn < (REDRAW if self.terminal else LINE) and done < all_):
            return
        self.drawn = now
        parts = (f'{done} of {all_}', self._left(done, all_, now), note)
        line = f'{self.what} {bar(done, all_)} {", ".join(part for part in parts if part)}'
        if self.terminal:
            self.stream.write(f'\r\x1b[2K{line}' + ('\n' if done >= all_ else ''))
        else:
            self.stream.write(f'{line}\n')
        self.stream.flush()

    def _left(self, done: int, all_: int, now: float) -> str:
        passed = now - self.started
        if done >= all_:
            return f'took {clock(passed)}'
        if done <= self.first:
            return 'time left unknown'
        return f'{clock(passed * (all_ - done) / (done - self.first))} left'


def bar(done: int, all_: int) -> str:
    full = WIDTH * done // max(1, all_)
    return f'[{"#" * full}{"." * (WIDTH - full)}]'


def clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f'{hours}:{minutes:02}:{whole % 60:02}'


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
