"""
From a CT image to what the network reads, as the page does it (`src/dicom`, `src/inference/preprocess`):
Hounsfield units, one window a channel, padded to a square, resized with an antialiased triangle filter,
normalised.

All arrays are NumPy, float32 unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from typing import BinaryIO

import numpy as np
import pydicom

WINDOWS = ((40.0, 80.0), (80.0, 200.0), (600.0, 2800.0))
"""Centre and width in Hounsfield units: brain, subdural, bone."""
MEAN = np.array((0.485, 0.456, 0.406), np.float32)
STD = np.array((0.229, 0.224, 0.225), np.float32)
"""Of ImageNet, one a channel."""


@dataclass
class Unreadable(Exception):
    """A file that is no CT image this program can read, and why."""

    file: str
    why: str

    def __str__(self) -> str:
        return f'{self.file}: {self.why}'


def hounsfield_of(dataset: pydicom.Dataset) -> np.ndarray:
    """
    `[rows, columns]`; the 12-bit wrap of the challenge's images is undone (docs/architecture.md).

    :raises ValueError: where it is no single grey picture of numbers, and whatever pydicom raises
    """
    cells = dataset.pixel_array
    if cells.ndim != 2:
        raise ValueError('it is no single grey picture')
    if cells.size == 0:
        raise ValueError('it holds no picture')
    bits = stored_bits(dataset)
    signed = dataset.PixelRepresentation == 1
    stored = stored_values(cells, bits, signed).astype(np.float32)
    slope = float(getattr(dataset, 'RescaleSlope', 1) or 1)
    intercept = float(getattr(dataset, 'RescaleIntercept', 0) or 0)
    given = dataset.get('Modality') == 'CT' and dataset.get('RescaleIntercept') is not None
    if given and bits.stored == 12 and not signed and intercept > -100:
        stored = stored + 1000
        stored = np.where(stored >= 4096, stored - 4096, stored)
        intercept = -1000.0
    hu = stored * np.float32(slope) + np.float32(intercept)
    if not np.isfinite(hu).all():
        raise ValueError(f'its rescale ({slope} and {intercept}) makes no numbers of its values')
    return hu


@dataclass(frozen=True)
class StoredBits:
    """Which bits of a cell are its value: `stored` of them, of which `high`, counted from 0, is the uppermost."""

    stored: int
    high: int


def stored_bits(dataset: pydicom.Dataset) -> StoredBits:
    """
    As `readLayout` of `src/dicom/instance.ts`: what cannot be is taken for what mostly is.

    :raises ValueError: of cells that the page does not read either
    """
    allocated = int(dataset.BitsAllocated)
    if allocated not in (8, 16, 32) or 'PixelData' not in dataset:
        raise ValueError('its pixels are no whole numbers of 8, 16 or 32 bits')
    told = int(dataset.get('BitsStored') or allocated)
    stored = told if told <= allocated else allocated
    high = int(dataset.get('HighBit') or 0)
    return StoredBits(stored, high if stored - 1 <= high < allocated else stored - 1)


def stored_values(cells: np.ndarray, bits: StoredBits, signed: bool) -> np.ndarray:
    """
    As `storedValues` of `src/dicom/stored.ts`, for pydicom leaves cells as they are: overlay bits above the value fall away,
    and its own uppermost bit is its sign, not the cell's.

    :param cells: whole numbers of at most 32 bits, any shape
    :returns: int32 or uint32, of the same shape
    """
    shifted = cells.astype(np.uint32) << np.uint32(31 - bits.high)
    return (shifted.view(np.int32) if signed else shifted) >> (32 - bits.stored)


def read_hounsfield(file: str | PathLike[str] | BinaryIO, name: str | None = None) -> np.ndarray:
    """
    `[rows, columns]`

    :raises Unreadable: whatever is wrong with the file
    """
    try:
        return hounsfield_of(pydicom.dcmread(file, force=False))
    except Exception as cause:  # pydicom raises a dozen kinds, and its pixel handlers more
        raise Unreadable(name or str(file), str(cause) or type(cause).__name__) from cause


def model_input(hu: np.ndarray, size: int) -> np.ndarray:
    """`[rows, columns]` to `[3, size, size]`, normalised"""
    return normalised(windowed(hu, size))


def windowed(hu: np.ndarray, size: int) -> np.ndarray:
    """`[rows, columns]` to `[3, size, size]` in [0, 1]"""
    rows, columns = hu.shape
    side = max(rows, columns)
    channels = np.zeros((len(WINDOWS), side, side), np.float32)
    top, left = (side - rows) // 2, (side - columns) // 2
    for channel, (center, width) in zip(channels, WINDOWS):
        lowest = np.float32(center - width / 2)
        channel[top : top + rows, left : left + columns] = np.clip((hu - lowest) / np.float32(width), 0, 1)
    if side == size:
        return channels
    matrix = triangle_filter(side, size)
    return np.matmul(np.matmul(matrix, channels), matrix.T)


def normalised(channels: np.ndarray) -> np.ndarray:
    """`[..., 3, h, w]` in [0, 1] to what the network reads"""
    return (channels - MEAN[:, None, None]) / STD[:, None, None]


def preprocess_json(size: int) -> dict[str, object]:
    """
    What `hemolens convert --preprocess` wants to know.

    :param size: pixels a side
    """
    return {
        'windows': [{'center': center, 'width': width} for center, width in WINDOWS],
        'size': size,
        'fit': {'kind': 'pad-resize'},
        # Of 32 bits: as they were written down, not as a double shows them.
        'mean': [round(float(value), 6) for value in MEAN],
        'std': [round(float(value), 6) for value in STD],
    }


@lru_cache(maxsize=8)
def triangle_filter(source: int, target: int) -> np.ndarray:
    """`[target, source]`: Pillow's BILINEAR, whose support grows with the reduction; each row sums to 1."""
    scale = source / target
    support = max(scale, 1.0)
    centers = (np.arange(target) + 0.5) * scale
    pixels = np.arange(source) + 0.5
    weights = np.maximum(0.0, 1 - np.abs(pixels[None] - centers[:, None]) / support)
    return (weights / weights.sum(1, keepdims=True)).astype(np.float32)
