"""Labels and images brought together: what trains, what measures, and what takes no part and why."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.errors import TrainingError
from training.files import UNREADABLE_ARRAYS, write_text
from training.rsna.images import (
    UNREADABLE_SHARE,
    Images,
    LeftOut,
    index_images,
    list_images,
    read_images,
    refuse_undecodable,
    refuse_unreadable,
    why_unreadable,
    write_images,
)
from training.rsna.labels import Labels, read_labels
from training.rsna.progress import Progress, say
from training.rsna.settings import Settings
from training.rsna.split import validation_mask

IMAGES = 'images.npz'
"""What a run began with: a file that was broken then has no part in it, though it be mended since."""
LEFT_OUT = 'left-out.csv'


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
    left_out: list[LeftOut]

    def fingerprint(self) -> str:
        """Tells whether a run goes on with the data that it began with."""
        digest = hashlib.sha256()
        for array in (self.ids, self.truth, self.validation):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


def gather(settings: Settings, stop: Callable[[], bool]) -> Cases:
    """
    Reads the CSV and finds its images, or those of the run that goes on.

    :param stop: asked now and then; true ends the reading of headers, with what was read on disk
    :raises TrainingError: as `read_labels`, `chosen`, `kept`, `parted` and `refuse_undecodable` do
    """
    say(f'Reading {settings.csv}')
    labels = read_labels(settings.csv)
    # A run of an earlier version did not write its images down: its checkpoint tells whether these are the same, each time.
    goes_on = settings.resume and (settings.out / IMAGES).exists()
    images, left_out = kept(labels, settings) if goes_on else chosen(labels, settings, stop)
    cases = parted(labels, images, left_out, settings)
    say(
        f'{len(cases.ids)} images of {len(np.unique(cases.patients))} patients, '
        f'{int(cases.validation.sum())} of them to measure by; {labels.repeated_rows} repeated rows; '
        f'{len(cases.left_out)} images left out (left-out.csv)'
    )
    refuse_undecodable(settings.images, cases.ids, settings.seed)
    return cases


def chosen(labels: Labels, settings: Settings, stop: Callable[[], bool]) -> tuple[Images, list[LeftOut]]:
    """
    Indexes the folder, and writes `left-out.csv` and `images.npz` into the folder of a run that begins.

    :raises TrainingError: as `list_images`, `matched`, `index_images` and `refuse_unreadable` do
    """
    wanted, unfit = matched(labels, list_images(settings.images), settings)
    cache = settings.index or settings.out / 'index.npz'
    progress = Progress('Reading headers')
    images, broken = index_images(settings.images, wanted, cache, settings.workers, progress, stop)
    left_out = broken + unfit
    if not settings.resume:
        write_left_out(settings.out / LEFT_OUT, left_out)
    refuse_unreadable(broken, len(wanted), settings.images)
    if not settings.resume:
        write_images(settings.out / IMAGES, images)
    return images, left_out


def kept(labels: Labels, settings: Settings) -> tuple[Images, list[LeftOut]]:
    """
    What `chosen` wrote; no header is read.

    :raises TrainingError: `training/bad-checkpoint`; `training/other-data` where an image of the run has no labels, or
        is not in the folder, any more; as `list_images` does
    """
    file = settings.out / IMAGES
    try:
        images = read_images(file)
    except UNREADABLE_ARRAYS as cause:
        raise TrainingError(
            'training/bad-checkpoint', f'These are not the images that a run began with ({cause}).', file
        ) from cause
    for known, place in ((labels.ids, settings.csv), (list_images(settings.images), settings.images)):
        gone = images.ids[~np.isin(images.ids, known, assume_unique=True)]
        if len(gone):
            raise TrainingError(
                'training/other-data',
                f'This run began with {len(gone)} images that are not here, the first {os.fsdecode(gone[0])}.',
                place,
            )
    # Those that broke later are of the run all the same; it names them again at the end of each epoch.
    own = {os.fsdecode(image) for image in images.ids}
    return images, [one for one in read_left_out(settings.out / LEFT_OUT) if one.id not in own]


def matched(labels: Labels, there: np.ndarray, settings: Settings) -> tuple[np.ndarray, list[LeftOut]]:
    """
    Labels and names of files brought together before any file is opened: opening 750,000 of them takes
    minutes, and a wrong folder is to be said at once.

    :param there: `[n]` bytes, sorted: the images of the folder
    :returns: the images that are there and have labels, sorted, and those that take no part
    :raises TrainingError: `training/unknown-image`, `training/no-labels`
    """
    known = np.isin(labels.ids, there, assume_unique=True)
    if not known.any():
        raise TrainingError(
            'training/no-labels', f'No image of this folder has labels in {settings.csv}.', settings.images
        )
    missing = labels.ids[~known]
    if len(missing) and not settings.leave_out_missing:
        raise TrainingError(
            'training/unknown-image',
            f'It labels {len(missing)} images that are not in {settings.images}, '
            f'the first {missing[0].decode()}; with --leave-out-missing the run goes on without them.',
            settings.csv,
        )
    known_ids = np.concatenate((labels.ids, labels.conflicting, labels.contradictory))
    named = np.isin(there, known_ids, assume_unique=True)
    return labels.ids[known], [
        *(LeftOut(os.fsdecode(i), 'two rows of the CSV say different things') for i in labels.conflicting),
        *(LeftOut(os.fsdecode(i), 'the CSV says a kind of bleed and, by any, none') for i in labels.contradictory),
        *(LeftOut(os.fsdecode(i), 'the folder does not have it') for i in missing),
        *(LeftOut(os.fsdecode(i), 'the CSV has no labels of it') for i in there[~named]),
    ]


def parted(labels: Labels, images: Images, left_out: list[LeftOut], settings: Settings) -> Cases:
    """
    :param images: all with labels
    :raises TrainingError: `training/too-few-patients`
    """
    truth = labels.truth[np.searchsorted(labels.ids, images.ids)]
    patients = len(np.unique(images.patients))
    if patients < settings.folds:
        raise TrainingError(
            'training/too-few-patients',
            f'{patients} patients cannot be parted into {settings.folds} folds.',
            settings.images,
        )
    validation = validation_mask(images.patients, truth, settings.folds, settings.fold, settings.seed)
    return Cases(images.ids, truth, images.patients, validation, left_out)


def refuse_broken(cases: Cases, numbers: list[int], settings: Settings) -> None:
    """
    :param numbers: of cases whose pictures could not be read when it was their turn, sorted
    :raises TrainingError: `training/unreadable-images` where they are more than UNREADABLE_SHARE
    """
    if len(numbers) > UNREADABLE_SHARE * len(cases.ids):
        first = why_unreadable(settings.images, bytes(cases.ids[numbers[0]]))
        raise TrainingError(
            'training/unreadable-images',
            f'{len(numbers)} images could not be read, the first {first.id} ({first.reason}): '
            'was the folder moved, or is a copy going on? The last checkpoint is from before.',
            settings.images,
        )


def report_broken(cases: Cases, numbers: list[int], settings: Settings) -> None:
    """
    :param numbers: as of `refuse_broken`
    :raises TrainingError: `training/cannot-write`
    """
    if numbers:
        found = [why_unreadable(settings.images, bytes(cases.ids[n])) for n in numbers]
        write_left_out(settings.out / LEFT_OUT, cases.left_out + found)
        names = ', '.join(one.id for one in found[:10])
        say(f'{len(found)} images could not be read and weighed nothing (left-out.csv): {names}')


def write_left_out(file: Path, left_out: list[LeftOut]) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\n')
    writer.writerow(('id', 'reason'))
    writer.writerows((one.id, one.reason) for one in left_out)
    write_text(file, text.getvalue())


def read_left_out(file: Path) -> list[LeftOut]:
    """Of `write_left_out`; none where that is gone or was spoiled, for it only tells."""
    try:
        with file.open(encoding='utf-8', newline='') as stream:
            return [LeftOut(row['id'], row['reason']) for row in csv.DictReader(stream)]
    except (OSError, ValueError, KeyError, csv.Error):
        return []
