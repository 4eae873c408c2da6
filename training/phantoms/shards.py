"""
Training slices that `hemolens phantom --arrays` wrote, windowed once and kept as bytes: a CPU has no time for that in
every epoch, and a byte resolves a brain window to a third of a Hounsfield unit.
"""
from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

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

    def __len__(self) -> int:
        return len(self.labels)

    def fingerprint(self) -> str:
        """Tells these slices from others."""
        found = hashlib.sha256(repr(self.images.shape).encode())
        found.update(self.labels.tobytes())
        found.update(self.masks.tobytes())
        return found.hexdigest()


def load(folders: list[Path], size: int) -> Slices:
    """
    All shards of some folders, in the order of their names.

    What was windowed is kept beside a shard as `NAME.SIZE.npy`, and made again where it is older than the shard.

    :raises TrainingError: `training/bad-shard`, naming the file; `training/cannot-write`
    """
    files = [file for folder in folders for file in sorted(folder.glob('slices-*.npz'))]
    if not files:
        names = ', '.join(map(str, folders))
        said = f'There is no slices-*.npz in {names}: write some with hemolens phantom --arrays.'
        raise TrainingError('training/bad-shard', said)
    parts = [_read(file, size) for file in files]
    return Slices(*(np.concatenate([part[k] for part in parts]) for k in range(3)))


def _read(file: Path, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    try:
        with np.load(file) as shard:
            masks, labels = shard['masks'], shard['labels']
            kept = file.with_suffix(f'.{size}.npy')
            if kept.exists() and kept.stat().st_mtime >= file.stat().st_mtime:
                images = np.load(kept)
            else:
                images = np.stack([as_bytes(windowed(hu.astype(np.float32), size)) for hu in shard['hu']])
                write_whole(kept, lambda stream: np.save(stream, images))
    except UNREADABLE_ARRAYS as cause:
        raise TrainingError('training/bad-shard', f'This is no shard of slices ({cause}).', file) from cause
    if not len(images) == len(masks) == len(labels):
        raise TrainingError('training/bad-shard', 'Its images, masks and labels are not as many.', file)
    return images, masks, labels


def as_bytes(channels: np.ndarray) -> np.ndarray:
    """[0, 1] to [0, 255], rounded"""
    return (channels * 255 + 0.5).clip(0, 255).astype(np.uint8)
