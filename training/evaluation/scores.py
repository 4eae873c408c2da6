"""Probabilities of a folder of images, by the terminal program, so that what is measured is what ships."""

from __future__ import annotations

import csv
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.errors import TrainingError
from training.resnext import CLASSES


@dataclass(frozen=True)
class Scores:
    """What the terminal program says of a folder of images, each called by its file's name without the ending."""

    files: dict[str, Path]
    probability: dict[str, np.ndarray]
    """`[6]`"""
    failed: dict[str, str]
    """Why the others have none."""


def scores_of(model: Path, folder: Path) -> Scores:
    """
    Of every `.dcm` under the folder, however its ending is written: each has probabilities or a reason.

    :raises TrainingError: `training/cannot-read`, `training/same-name`, `training/cannot-score`, `training/no-images`
    """
    # From the root on: the table puts an apostrophe before a path that begins as a formula does.
    folder = folder.absolute()
    listed = list_images(folder)
    by_name(listed, folder)
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / 'scores.csv'
        command = ['node', 'cli/hemolens.mjs', 'score', str(folder), '--model', str(model), '--device', 'wasm']
        done = subprocess.run([*command, '--format', 'per-image', '--out', str(out)], stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 3):
            raise TrainingError('training/cannot-score', f'hemolens score failed:\n{done.stderr.strip()}', folder)
        with out.open(newline='') as stream:
            rows: dict[Path, list[dict[str, str]]] = {}
            for row in csv.DictReader(stream):
                rows.setdefault(Path(row['file']), []).append(row)
    # The program also looks behind links and into archives.
    files = by_name({*listed, *filter(is_image, rows)}, folder)
    found, failed = {}, {}
    for name, file in files.items():
        frames = rows.get(file, [])
        if len(frames) == 1 and frames[0]['any'] != '':
            found[name] = np.array([float(frames[0][k]) for k in CLASSES])
        elif len(frames) == 1:
            failed[name] = frames[0]['status']
        elif frames:
            failed[name] = f'It holds {len(frames)} frames, and labels are of single ones.'
        else:
            # Of a file whose header cannot be read there is no row: the reason is among the program's messages.
            failed[name] = message_of(file, done.stderr).replace(f'{folder}/', '')
    if not found:
        why = next((f' The first: {reason}' for reason in failed.values()), '')
        raise TrainingError('training/no-images', f'No image of this folder could be scored.{why}', folder)
    return Scores(files, found, failed)


def list_images(folder: Path) -> list[Path]:
    """
    Files that end in `.dcm`, of folders in it too, without what a Mac leaves beside them on other discs.

    :raises TrainingError: `training/cannot-read`
    """
    if not folder.is_dir():
        raise TrainingError('training/cannot-read', 'There is no such folder.', folder)
    return sorted(
        file
        for file in folder.rglob('*')
        if is_image(file)
        and not file.is_dir()
        and not any(part.startswith('._') or part == '__MACOSX' for part in file.relative_to(folder).parts)
    )


def is_image(file: Path) -> bool:
    return file.suffix.lower() == '.dcm'


def by_name(files: Iterable[Path], folder: Path) -> dict[str, Path]:
    """
    Files by their names without the ending, in their order, which is what labels call them.

    :raises TrainingError: `training/same-name`
    """
    named: dict[str, Path] = {}
    for file in sorted(files):
        other = named.setdefault(file.stem, file)
        if other != file:
            both = ' and '.join(str(one.relative_to(folder)) for one in (other, file))
            said = f'{both} have one name, by which labels and figures would take them for each other: rename one.'
            raise TrainingError('training/same-name', said, folder)
    return named


def message_of(file: Path, said: str) -> str:
    """What the program's messages, one a line, say of a file."""
    start = f'{file}: '
    told = (line[len(start) :] for line in said.splitlines() if line.startswith(start))
    return next(told, 'hemolens score left it out without a word.')
