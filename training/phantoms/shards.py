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


@dataclass(frozen=True)
class Slices:
    """
    images `[n, 3, size, size]` uint8, windows in [0, 255]; masks `[n, 5, 32, 32]` uint8, the share of visible blood in a
    cell in [0, 255]; labels `[n, 6]` uint8
    """

    images: np.ndarray
    masks: np.ndarray
    labels: np.ndarray
    sums: tuple[tuple[int, int], ...] = ()
    """Of each shard's Hounsfield units, as `sum_of`."""

    def __len__(self) -> int:
        return len(self.labels)

    def fingerprint(self) -> str:
        """Tells these slices from others, on whatever machine they were windowed."""
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
    files = [file for folder in folders for file in sorted(folder.glob('slices-*.npz'))]
    if not files:
        names = ', '.join(map(str, folders))
        said = f'There is no slices-*.npz in {names}: write some with hemolens phantom --arrays.'
        raise TrainingError('training/bad-shard', said)
    parts = [_read(file, size) for file in files]
    images, masks, labels = (np.concatenate([getattr(part, name) for part in parts]) for name in ('images', 'masks', 'labels'))
    return Slices(images, masks, labels, tuple(one for part in parts for one in part.sums))


def _read(file: Path, size: int) -> Slices:
    try:
        with np.load(file) as shard:
            masks, labels, sum_ = shard['masks'], shard['labels'], sum_of(shard)
            kept = file.with_suffix(f'.{size}.npy')
            images = _kept(kept, sum_)
            if images is None:
                images = np.stack([as_bytes(windowed(hu.astype(np.float32), size)) for hu in shard['hu']])
                _keep(kept, sum_, images)
    except UNREADABLE_ARRAYS as cause:
        raise TrainingError('training/bad-shard', f'This is no shard of slices ({cause}).', file) from cause
    if not len(images) == len(masks) == len(labels):
        raise TrainingError('training/bad-shard', 'Its images, masks and labels are not as many.', file)
    return Slices(images, masks, labels, (sum_,))


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
