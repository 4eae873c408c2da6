"""What tests of more than one folder share: the page's own program, a network, and a disk that is full."""

from __future__ import annotations

import contextlib
import resource
import shutil
import subprocess
import unittest
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from training.resnext import Pooling, ResNeXt, build

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


def lived_in() -> ResNeXt:
    """A network whose normalisations are not those of a fresh one."""
    torch.manual_seed(5)
    net = build('tiny', Pooling(4.0), 16)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.3, 3)
            nn.init.uniform_(module.weight, 0.3, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
    return net.eval()


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A limit on the size of files is what a full disk looks like to a program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
