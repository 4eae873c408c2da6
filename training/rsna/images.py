"""
The challenge's images: a folder of `<image id>.dcm`, 750,000 of them, a few broken.

Each header is read once, by all cores, and what is needed of it (whose head it is) kept in a small index
file; an interrupted pass goes on from there. Pixel data that ends too early is seen by how much follows the header.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pydicom

from training.errors import TrainingError
from training.files import UNREADABLE_ARRAYS, write_whole
from training.preprocessing import Unreadable, read_hounsfield
from training.rsna.failures import lost_worker

BLOCK = 5_000
"""Headers between two writes of the index, which is also how long a stop is waited for: seconds."""
UNREADABLE_SHARE = 0.01
"""Beyond it something is wrong with the folder, not with single files."""
UNREADABLE_FEW = 10
"""So many may be broken from the start in a folder of any size: a hundredth of a small one would be no file at all."""
LOOKED_AT = 48
"""Pictures that are decoded before a run goes on, which takes a second."""
UNDECODABLE_SHARE = 1 / 8
"""Of those: beyond it the files are of a kind that nothing here decodes, or not there, rather than broken."""
TAGS = [
    'PatientID',
    'StudyInstanceUID',
    'Rows',
    'Columns',
    'BitsAllocated',
    'SamplesPerPixel',
    'NumberOfFrames',
]


@dataclass(frozen=True)
class Images:
    """Images that can be read."""

    ids: np.ndarray
    """`[n]` bytes, sorted"""
    patients: np.ndarray
    """`[n]` uint64: a hash of the patient's id, which is not kept itself"""


@dataclass(frozen=True)
class LeftOut:
    """An image that takes no part, and why."""

    id: str
    reason: str


def file_of(folder: Path, image: bytes) -> Path:
    return folder / f'{os.fsdecode(image)}.dcm'


def list_images(folder: Path) -> np.ndarray:
    """
    :returns: `[n]` bytes: the sorted ids of the folder's `.dcm` files
    :raises TrainingError: `training/cannot-read`, `training/no-images`
    """
    try:
        with os.scandir(folder) as entries:
            names = [os.fsencode(entry.name[:-4]) for entry in entries if entry.name.endswith('.dcm')]
    except OSError as cause:
        raise TrainingError(
            'training/cannot-read', f'This folder could not be read ({cause}).', folder
        ) from cause
    if not names:
        raise TrainingError('training/no-images', 'There is no .dcm file in this folder.', folder)
    return np.sort(np.array(names, np.bytes_))


def examine(folder: Path, image: bytes) -> tuple[int, str]:
    """The hash of an image's patient, and what is wrong with the image: nothing where that is empty."""
    try:
        return _examined(file_of(folder, image), os.fsdecode(image))
    # pydicom raises a dozen kinds, and for a value that is damaged only when somebody asks for it.
    except Exception as cause:
        return 0, f'its header could not be read: {str(cause) or type(cause).__name__}'


def _examined(file: Path, image: str) -> tuple[int, str]:
    """As `examine`, and whatever pydicom raises."""
    with file.open('rb') as stream:
        dataset = pydicom.dcmread(stream, stop_before_pixels=True, specific_tags=TAGS)
        follows = os.fstat(stream.fileno()).st_size - stream.tell()
    rows, columns = (int(dataset.get(name) or 0) for name in ('Rows', 'Columns'))
    if rows == 0 or columns == 0:
        return 0, 'it holds no picture'
    if dataset.get('SamplesPerPixel', 1) != 1 or int(dataset.get('NumberOfFrames') or 1) != 1:
        return 0, 'it is no single grey picture'
    syntax = getattr(dataset.file_meta, 'TransferSyntaxUID', None)
    plain = syntax is None or not (syntax.is_compressed or syntax.is_deflated)
    element = 8 if syntax is None or syntax.is_implicit_VR else 12
    if plain and follows < element + rows * columns * int(dataset.get('BitsAllocated', 16)) // 8:
        return 0, 'it is cut short: less follows its header than a picture of its size'
    # Where nobody says whose head it is, slices of one study at least stay together.
    whose = dataset.get('PatientID') or dataset.get('StudyInstanceUID') or image
    return int.from_bytes(hashlib.blake2b(str(whose).encode(), digest_size=8).digest(), 'little'), ''


def unreadable(folder: Path, image: bytes) -> str:
    """What is wrong with an image's picture: nothing where that is empty."""
    try:
        read_hounsfield(file_of(folder, image))
        return ''
    except Unreadable as cause:
        return f'its picture could not be read: {cause.why}'


def why_unreadable(folder: Path, image: bytes) -> LeftOut:
    """Of an image whose picture could not be read when it was its turn."""
    return LeftOut(os.fsdecode(image), unreadable(folder, image) or 'it could not be read for a while')


def index_images(
    folder: Path,
    ids: np.ndarray,
    cache: Path,
    workers: int = 0,
    progress: Callable[[int, int], None] = lambda done, all_: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[Images, list[LeftOut]]:
    """
    Whose head each of the given images of the folder shows. Images that were found broken are looked at again
    every time.

    :param ids: `[n]` bytes, sorted
    :param cache: the index file: read where it is there, completed as the work goes on
    :param workers: processes that read; 0 reads in this one
    :param stop: asked between two blocks of headers, what was read being on disk
    :raises TrainingError: `training/bad-index`, `training/cannot-write`, `training/interrupted`,
        `training/lost-worker`
    """
    known = _load(cache)
    todo = np.setdiff1d(ids, known.ids, assume_unique=True)
    left_out: list[LeftOut] = []
    with _mapper(workers, cache) as mapped:
        for start in range(0, len(todo), BLOCK):
            if start > 0 and stop():
                raise TrainingError(
                    'training/interrupted',
                    f'Stopped after {start} of {len(todo)} headers: the same command goes on from there.',
                    cache,
                )
            block = todo[start : start + BLOCK]
            patients, good = np.zeros(len(block), np.uint64), np.ones(len(block), bool)
            for i, (patient, wrong) in enumerate(mapped(partial(examine, folder), block.tolist())):
                patients[i], good[i] = patient, wrong == ''
                if wrong:
                    left_out.append(LeftOut(os.fsdecode(block[i]), wrong))
                progress(start + i + 1, len(todo))
            known = _joined(known, Images(block[good], patients[good]))
            write_images(cache, known)
    return _only(known, ids), left_out


def refuse_unreadable(broken: list[LeftOut], wanted: int, folder: Path) -> None:
    """
    What is left of a folder that is still being copied is not to become the images of a run.

    :param broken: of the `wanted` images
    :raises TrainingError: `training/unreadable-images` where they are more than UNREADABLE_SHARE of them and more than
        UNREADABLE_FEW
    """
    if len(broken) > max(UNREADABLE_FEW, UNREADABLE_SHARE * wanted):
        raise TrainingError(
            'training/unreadable-images',
            f'{len(broken)} of {wanted} images cannot be read (left-out.csv), the first {broken[0].id} '
            f'({broken[0].reason}): was the folder moved, or is a copy going on? '
            'The same command looks at these alone again.',
            folder,
        )


def refuse_undecodable(folder: Path, ids: np.ndarray, seed: int) -> None:
    """
    A header says nothing of whether its picture can be decoded here; pictures that cannot would be trained on as nothing.

    :param ids: `[n]` bytes, of which LOOKED_AT are drawn
    :raises TrainingError: `training/unreadable-images`
    """
    drawn = np.random.default_rng(seed).choice(ids, min(LOOKED_AT, len(ids)), replace=False)
    reasons = {os.fsdecode(image): why for image in drawn.tolist() if (why := unreadable(folder, image))}
    if len(reasons) > UNDECODABLE_SHARE * len(drawn):
        first, why = next(iter(reasons.items()))
        raise TrainingError(
            'training/unreadable-images',
            f'Of {len(drawn)} images that were tried, {len(reasons)} cannot be read here, the first {first} ({why}).',
            folder,
        )


def _only(images: Images, ids: np.ndarray) -> Images:
    there = np.isin(images.ids, ids, assume_unique=True)
    return Images(images.ids[there], images.patients[there])


def _joined(one: Images, other: Images) -> Images:
    ids = np.concatenate((one.ids, other.ids))
    order = np.argsort(ids)
    return Images(ids[order], np.concatenate((one.patients, other.patients))[order])


def _load(cache: Path) -> Images:
    if not cache.exists():
        return Images(np.array([], 'S1'), np.array([], np.uint64))
    try:
        return read_images(cache)
    except UNREADABLE_ARRAYS as cause:
        raise TrainingError(
            'training/bad-index', 'This is no index of images: delete it, and it is made anew.', cache
        ) from cause


def read_images(file: Path) -> Images:
    """Of `write_images`; raises one of UNREADABLE_ARRAYS."""
    with np.load(file) as held:
        return Images(held['ids'], held['patients'])


def write_images(file: Path, images: Images) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    write_whole(file, lambda stream: np.savez(stream, ids=images.ids, patients=images.patients))


Mapper = Callable[[Callable[[bytes], tuple[int, str]], Iterable[bytes]], Iterable[tuple[int, str]]]


@contextmanager
def _mapper(workers: int, cache: Path) -> Iterator[Mapper]:
    if workers == 0:
        yield map
        return
    pool = ProcessPoolExecutor(workers)
    try:
        yield partial(pool.map, chunksize=64)
    except BrokenExecutor as cause:
        raise lost_worker(cause, cache, 'The same command goes on with the headers that were not read.') from cause
    finally:
        pool.shutdown(cancel_futures=True)
