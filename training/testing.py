"""What tests of more than one folder share: the page's own program."""

from __future__ import annotations

import shutil
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

needs_hemolens = unittest.skipUnless(
    shutil.which('node') and (ROOT / 'node_modules').exists(), 'hemolens cannot run: npm ci'
)


def hemolens(*arguments: object) -> str:
    """What the program prints; another exit code than 0 fails the test with its words."""
    command = ['node', str(ROOT / 'cli' / 'hemolens.mjs'), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f'{" ".join(command)} ended with {done.returncode}:\n{done.stderr}')
    return done.stdout
