"""
The challenge's labels: a long CSV, `ID,Label`, six rows an image, as `ID_12cadc6af_epidural,0`.

4.5 million rows are read in blocks into arrays: Python objects for each of them would fill gigabytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from training.challenge import VALUES
from training.errors import TrainingError
from training.resnext import CLASSES

BLOCK = 1 << 18
"""Rows a block: some 30 MB of Python objects at a time."""
CODES = {name: code for code, name in enumerate(CLASSES)}

Block = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Image ids (bytes), class codes and labels (uint8), `[rows]` each."""


@dataclass(frozen=True)
class Labels:
    """Images whose six labels are known and agree with each other."""

    ids: np.ndarray
    """`[n]` bytes, sorted, each once"""
    truth: np.ndarray
    """`[n, 6]` uint8 in the order of CLASSES"""
    repeated_rows: int
    """Rows that say again what another said."""
    conflicting: np.ndarray
    """`[m]` bytes: images of which two rows say different things; they are left out of `ids`"""
    contradictory: np.ndarray
    """`[k]` bytes: images that have a kind of bleed and none at all; likewise"""


def read_labels(file: Path) -> Labels:
    """
    :raises TrainingError: `training/cannot-read`, `training/bad-labels` (naming the line),
        `training/missing-class`
    """
    blocks = [block for block in _blocks(file) if len(block[0])]
    if not blocks:
        raise TrainingError('training/bad-labels', 'This file has no rows.', file)
    names, codes, labels = (np.concatenate(parts) for parts in zip(*blocks))
    ids, image = np.unique(names, return_inverse=True)
    cell = image * len(CLASSES) + codes
    rows = np.bincount(cell, minlength=len(ids) * len(CLASSES)).reshape(-1, len(CLASSES))
    ones = np.bincount(cell[labels == 1], minlength=rows.size).reshape(rows.shape)
    _refuse_missing(ids, rows, file)
    conflict = ((ones > 0) & (ones < rows)).any(1)
    truth = (ones > 0).astype(np.uint8)
    contradiction = ~conflict & (truth[:, :-1].max(1) > truth[:, -1])
    good = ~(conflict | contradiction)
    return Labels(
        ids=ids[good],
        truth=truth[good],
        repeated_rows=int((rows - 1).sum()),
        conflicting=ids[conflict],
        contradictory=ids[contradiction],
    )


def _refuse_missing(ids: np.ndarray, rows: np.ndarray, file: Path) -> None:
    lacking = (rows == 0).any(1)
    if not lacking.any():
        return
    first = int(np.argmax(lacking))
    kind = CLASSES[int(np.argmax(rows[first] == 0))]
    raise TrainingError(
        'training/missing-class',
        f'{int(lacking.sum())} of {len(ids)} images lack a class; the first is {ids[first].decode()}, '
        f'which has no row for {kind}.',
        file,
    )


def _blocks(file: Path) -> Iterator[Block]:
    try:
        with file.open(newline='', encoding='utf-8-sig') as stream:
            rows = csv.reader(stream)
            if next(rows, None) != ['ID', 'Label']:
                raise TrainingError('training/bad-labels', 'The first line is not ID,Label.', file)
            while block := list(islice(rows, BLOCK)):
                yield _parsed(block, file, rows.line_num - len(block) + 1)
    except OSError as cause:
        raise TrainingError(
            'training/cannot-read', f'This file could not be read ({cause}).', file
        ) from cause
    except (UnicodeDecodeError, csv.Error) as cause:
        raise TrainingError('training/bad-labels', f'This file is no CSV ({cause}).', file) from cause


def _parsed(rows: list[list[str]], file: Path, first_line: int) -> Block:
    """Empty lines, as some editors leave one at the end, are passed over."""
    names: list[bytes] = []
    codes = np.empty(len(rows), np.uint8)
    labels = np.empty(len(rows), np.uint8)
    for i, row in enumerate(rows):
        if not row:
            continue
        name, _, kind = row[0].rpartition('_') if len(row) == 2 else ('', '', '')
        if name == '' or kind not in CODES or row[1] not in VALUES:
            raise TrainingError(
                'training/bad-labels',
                f'Line {first_line + i} is not <image id>_<class>,<0 or 1>: {",".join(row)[:80]}',
                file,
            )
        codes[len(names)] = CODES[kind]
        labels[len(names)] = VALUES[row[1]]
        names.append(name.encode())
    return np.array(names, np.bytes_), codes[: len(names)], labels[: len(names)]
