"""
Training slices that `hemolens phantom --arrays` wrote, windowed once and kept as bytes: a CPU has no time for that in
every epoch, and a byte resolves a brain window to a third of a Hounsfield unit.
"""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from training.errors import TrainingError
from training.files import UNREADABLE_ARRAYS, write_whole
from training.preprocessing import windowed

CODE = 'training/bad-shard'
CELL_PIXELS = 8
"""Of a shard's pictures, a side of a mask's cell."""
PICTURE, MASKS, LABELS = (256, 256), (5, 32, 32), (6,)
"""What they are of each slice."""


@dataclass(frozen=True)
class Slices:
    """
    images `[n, 3, size, size]` uint8, windows in [0, 255]; masks `[n, 5, 32, 32]` uint8, the share of visible blood in a
    cell in [0, 255]; labels `[n, 6]` uint8; pixel_mm `[n]`, of a pixel of the shard's own 256 × 256
    """

    images: np.ndarray
    masks: np.ndarray
    labels: np.ndarray
    pixel_mm: np.ndarray
    sums: tuple[tuple[int, int], ...] = ()
    """Of each shard's Hounsfield units, as `sum_of`."""

    def __len__(self) -> int:
        return len(self.labels)

    def fingerprint(self) -> str:
        """
        Tells these slices from others, on whatever machine they were windowed. Not by their millimetres: nothing is trained
        by them, and runs of before they were read go on.
        """
        return hashlib.sha256(f'{self.earlier_fingerprint()} {self.sums}'.encode()).hexdigest()

    def earlier_fingerprint(self) -> str:
        """As runs wrote it down that began before it told of images as well."""
        found = hashlib.sha256(repr(self.images.shape).encode())
        found.update(self.labels.tobytes())
        found.update(self.masks.tobytes())
        return found.hexdigest()


def load(folders: list[Path], size: int) -> Slices:
    """
    All shards of some folders, in the order of their names.

    What was windowed is kept beside a shard as `NAME.SIZE.npy`, behind the sum of what it was made of, and made again where
    that is not the shard's.

    :raises TrainingError: `training/bad-shard`, naming the file; `training/cannot-write`
    """
    parts = [_read(file, size) for file in _files(folders)]
    names = ('images', 'masks', 'labels', 'pixel_mm')
    images, masks, labels, pixel_mm = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    return Slices(images, masks, labels, pixel_mm, tuple(one for part in parts for one in part.sums))


@dataclass(frozen=True)
class Written:
    """
    Slices as they were written, pair by pair, the one without a bleed first: hu `[n, 256, 256]`; pairs `[n]`, numbers that no
    two pairs share; the rest as of Slices
    """

    hu: np.ndarray
    masks: np.ndarray
    labels: np.ndarray
    pixel_mm: np.ndarray
    pairs: np.ndarray


def load_written(folder: Path) -> Written:
    """
    All shards of a folder, in the order of their names, not windowed.

    :raises TrainingError: `training/bad-shard`, naming the file, also where its slices do not lie in pairs
    """
    parts = [_read_written(file) for file in _files([folder])]
    hu, masks, labels, pixel_mm = (np.concatenate([part[k] for part in parts]) for k in range(4))
    return Written(hu, masks, labels, pixel_mm, np.arange(len(hu)) // 2)


def _files(folders: list[Path]) -> list[Path]:
    """:raises TrainingError: `training/bad-shard`"""
    files = [file for folder in folders for file in sorted(folder.glob('slices-*.npz'))]
    if not files:
        names = ', '.join(map(str, folders))
        said = f'There is no slices-*.npz in {names}: write some with hemolens phantom --arrays.'
        raise TrainingError(CODE, said)
    return files


def _read(file: Path, size: int) -> Slices:
    try:
        with np.load(file) as shard:
            masks, labels, pixel_mm, sum_ = shard['masks'], shard['labels'], shard['pixel_mm'], sum_of(shard)
            kept = file.with_suffix(f'.{size}.npy')
            images = _kept(kept, sum_)
            if images is None:
                images = np.stack([as_bytes(windowed(hu.astype(np.float32), size)) for hu in shard['hu']])
                _keep(kept, sum_, images)
    except UNREADABLE_ARRAYS as cause:
        raise _no_shard(file, cause) from cause
    _check(file, images.shape[:1], {'masks': (masks, MASKS), 'labels': (labels, LABELS), 'pixel_mm': (pixel_mm, ())})
    return Slices(images, masks, labels, pixel_mm, (sum_,))


def _read_written(file: Path) -> tuple[np.ndarray, ...]:
    names = {'hu': PICTURE, 'masks': MASKS, 'labels': LABELS, 'pixel_mm': (), 'pair': ()}
    try:
        with np.load(file) as shard:
            arrays = {name: (shard[name], shape) for name, shape in names.items()}
    except UNREADABLE_ARRAYS as cause:
        raise _no_shard(file, cause) from cause
    hu, masks, labels, pixel_mm, pair = (array for array, _ in arrays.values())
    _check(file, hu.shape[:1], arrays)
    if len(pair) % 2 or (pair[::2] != pair[1::2]).any() or labels[::2].any():
        raise TrainingError(CODE, 'Its slices do not lie in pairs, the one without a bleed first.', file)
    return hu, masks, labels, pixel_mm


def _no_shard(file: Path, cause: BaseException) -> TrainingError:
    return TrainingError(CODE, f'This is no shard of slices ({cause}).', file)


def _check(file: Path, count: tuple[int, ...], arrays: dict[str, tuple[np.ndarray, tuple[int, ...]]]) -> None:
    """
    :param count: of its slices, as a shape
    :param arrays: by their names, each with what it should be of a slice
    :raises TrainingError: `training/bad-shard`
    """
    if count == (0,):
        raise TrainingError(CODE, 'There is no slice in it.', file)
    for name, (array, of_each) in arrays.items():
        if array.shape != (*count, *of_each):
            raise TrainingError(CODE, f'Its {name} are {array.shape} where {(*count, *of_each)} is wanted.', file)
    pixel_mm = arrays['pixel_mm'][0]
    if not (np.isfinite(pixel_mm) & (pixel_mm > 0)).all():
        raise TrainingError(CODE, 'Not all of its pixels have a size in millimetres.', file)


def sum_of(shard: np.lib.npyio.NpzFile) -> tuple[int, int]:
    """
    CRC and length of the Hounsfield units, which the archive tells without their being read. Not the time of the file: one
    that takes another's place may well be the older of them.
    """
    told = shard.zip.getinfo('hu.npy')
    return told.CRC, told.file_size


def _keep(file: Path, sum_: tuple[int, int], images: np.ndarray) -> None:
    def write(stream: BinaryIO) -> None:
        np.save(stream, np.array(sum_, np.uint64))
        np.save(stream, images)

    write_whole(file, write)


def _kept(file: Path, sum_: tuple[int, int]) -> np.ndarray | None:
    """None where there are none, or of another shard, or of an earlier version, which wrote no sum before them."""
    try:
        with file.open('rb') as stream:
            return np.load(stream) if np.load(stream).tolist() == list(sum_) else None
    except UNREADABLE_ARRAYS:
        return None


def as_bytes(channels: np.ndarray) -> np.ndarray:
    """[0, 1] to [0, 255], rounded"""
    return (channels * 255 + 0.5).clip(0, 255).astype(np.uint8)
