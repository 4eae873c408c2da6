"""
The challenge's submission file, as the page and the terminal program write it (src/report/submission.ts).
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from training.files import write_text
from training.metrics import SMALLEST
from training.resnext import CLASSES


def submission_csv(ids: np.ndarray, probability: np.ndarray) -> str:
    """
    :param ids: `[n]` bytes
    :param probability: `[n, 6]` in the order of CLASSES
    """
    clipped = np.clip(probability.astype(np.float64), SMALLEST, 1 - SMALLEST)
    lines = ['ID,Label']
    for image, row in zip(ids.tolist(), clipped):
        name = os.fsdecode(image)
        lines.extend(f'{name}_{kind},{plain(value)}' for kind, value in zip(CLASSES, row))
    return '\n'.join(lines) + '\n'


def write_submission(file: Path, ids: np.ndarray, probability: np.ndarray) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    write_text(file, submission_csv(ids, probability))


def plain(value: float) -> str:
    """The shortest decimals that read back as the same number, without an exponent."""
    return np.format_float_positional(value, trim='-')
