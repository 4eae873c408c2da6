"""Labels and images brought together: what trains, what measures, and what takes no part and why."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.errors import TrainingError
from training.files import write_text
from training.rsna.images import Images, LeftOut, index_images
from training.rsna.labels import Labels, read_labels
from training.rsna.progress import Progress, say
from training.rsna.settings import Settings
from training.rsna.split import validation_mask


@dataclass(frozen=True)
class Cases:
    """Labelled, readable images, `[n]` of them."""

    ids: np.ndarray
    """bytes, sorted"""
    truth: np.ndarray
    """`[n, 6]` uint8"""
    patients: np.ndarray
    """uint64"""
    validation: np.ndarray
    """bool"""

    def fingerprint(self) -> str:
        """Tells whether a run goes on with the data that it began with."""
        digest = hashlib.sha256()
        for array in (self.ids, self.truth, self.validation):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


def gather(settings: Settings) -> Cases:
    """
    Reads the CSV, indexes the folder, and writes `left-out.csv` into the folder of the run.

    :raises TrainingError: as `read_labels` and `index_images` do, and `training/unknown-image`,
        `training/no-labels`, `training/too-few-patients`
    """
    say(f'Reading {settings.csv}')
    labels = read_labels(settings.csv)
    cache = settings.index or settings.out / 'index.npz'
    images, broken = index_images(settings.images, cache, settings.workers, Progress('Reading headers'))
    cases, left_out = join(labels, images, broken, settings)
    write_left_out(settings.out / 'left-out.csv', left_out)
    say(
        f'{len(cases.ids)} images of {len(np.unique(cases.patients))} patients, '
        f'{int(cases.validation.sum())} of them to measure by; {labels.repeated_rows} repeated rows; '
        f'{len(left_out)} images left out (left-out.csv)'
    )
    return cases


def join(
    labels: Labels, images: Images, broken: list[LeftOut], settings: Settings
) -> tuple[Cases, list[LeftOut]]:
    """:raises TrainingError: `training/unknown-image`, `training/no-labels`, `training/too-few-patients`"""
    conflicting = [
        LeftOut(os.fsdecode(i), 'two rows of the CSV say different things') for i in labels.conflicting
    ]
    broken_ids = np.array([os.fsencode(one.id) for one in broken], np.bytes_)
    there = np.isin(labels.ids, images.ids)
    missing = labels.ids[~there & ~np.isin(labels.ids, broken_ids)]
    if not there.any():
        raise TrainingError(
            'training/no-labels', f'No image of this folder has labels in {settings.csv}.', settings.images
        )
    if len(missing) and not settings.leave_out_missing:
        raise TrainingError(
            'training/unknown-image',
            f'It labels {len(missing)} images that are not in {settings.images}, '
            f'the first {missing[0].decode()}; with --leave-out-missing the run goes on without them.',
            settings.csv,
        )
    named = np.isin(images.ids, np.concatenate((labels.ids, labels.conflicting)))
    left_out = [
        *broken,
        *conflicting,
        *(LeftOut(os.fsdecode(i), 'the folder does not have it') for i in missing),
        *(LeftOut(os.fsdecode(i), 'the CSV has no labels of it') for i in images.ids[~named]),
    ]
    ids, truth = labels.ids[there], labels.truth[there]
    patients = images.patients[np.searchsorted(images.ids, ids)]
    if len(np.unique(patients)) < settings.folds:
        raise TrainingError(
            'training/too-few-patients',
            f'{len(np.unique(patients))} patients cannot be parted into {settings.folds} folds.',
            settings.images,
        )
    validation = validation_mask(patients, truth, settings.folds, settings.fold, settings.seed)
    return Cases(ids, truth, patients, validation), left_out


def write_left_out(file: Path, left_out: list[LeftOut]) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\n')
    writer.writerow(('id', 'reason'))
    writer.writerows((one.id, one.reason) for one in left_out)
    write_text(file, text.getvalue())
