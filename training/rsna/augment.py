"""
What is varied from one time an image is seen to the next: where the head lies, how large, turned and
mirrored, and how the scanner was calibrated. Windows are applied before anything is interpolated, as they are
when the page scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from training.preprocessing import normalised, triangle_filter, windowed


@dataclass(frozen=True)
class Augmentation:
    """How far each thing varies; all draws are uniform."""

    smallest_area: float = 0.7
    """Of the crop, as a share of the whole picture."""
    aspect: float = 4 / 3
    """The crop's width to its height lies between 1 / aspect and aspect."""
    rotation: float = 15.0
    """Degrees, either way."""
    flip: float = 0.5
    """Share of pictures mirrored left to right; heads are symmetric, and blood has no side."""
    offset: float = 4.0
    """Hounsfield units, either way: the water calibration that quality control tolerates."""
    contrast: float = 0.03
    """Share by which all Hounsfield units are scaled, either way."""


NONE = Augmentation(smallest_area=1.0, aspect=1.0, rotation=0.0, flip=0.0, offset=0.0, contrast=0.0)


def training_input(hu: np.ndarray, size: int, vary: Augmentation, random: np.random.Generator) -> np.ndarray:
    """`[rows, columns]` Hounsfield units to `[3, size, size]`, varied and normalised"""
    scale = 1 + random.uniform(-vary.contrast, vary.contrast)
    shift = random.uniform(-vary.offset, vary.offset)
    channels = windowed(hu * np.float32(scale) + np.float32(shift), max(hu.shape))
    picture = _cropped(channels, size, vary, random)
    if random.random() < vary.flip:
        picture = picture[:, :, ::-1]
    angle = random.uniform(-vary.rotation, vary.rotation)
    return normalised(rotated(picture, angle) if angle else np.ascontiguousarray(picture)).astype(np.float32)


def _cropped(channels: np.ndarray, size: int, vary: Augmentation, random: np.random.Generator) -> np.ndarray:
    """`[3, side, side]` to `[3, size, size]`: a random part of it, resized as the whole would be"""
    side = channels.shape[1]
    area = random.uniform(vary.smallest_area, 1)
    aspect = np.exp(random.uniform(-1, 1) * np.log(vary.aspect))
    height = min(side, round(side * np.sqrt(area / aspect)))
    width = min(side, round(side * np.sqrt(area * aspect)))
    top = int(random.integers(0, side - height + 1))
    left = int(random.integers(0, side - width + 1))
    part = channels[:, top : top + height, left : left + width]
    return np.matmul(np.matmul(_filter(height, size), part), _filter(width, size).T)


def _filter(source: int, target: int) -> np.ndarray:
    # Past the cache: there are hundreds of crop sizes, and the page's few must stay in it.
    return triangle_filter.__wrapped__(source, target)


def rotated(picture: np.ndarray, degrees: float) -> np.ndarray:
    """
    `[channels, size, size]` turned about its centre, counter-clockwise as seen, bilinear; 0 comes in from
    outside
    """
    angle = np.deg2rad(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    matrix = torch.tensor([[[cos, -sin, 0.0], [sin, cos, 0.0]]])
    image = torch.from_numpy(np.ascontiguousarray(picture))[None]
    grid = functional.affine_grid(matrix, list(image.shape), align_corners=False)
    turned = functional.grid_sample(image, grid, mode='bilinear', padding_mode='zeros', align_corners=False)
    return turned[0].numpy()
