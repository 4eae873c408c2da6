"""Does the evidence lie where the blood is? The pointing game (Zhang et al., 2016, https://arxiv.org/abs/1608.00507)."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.phantoms.shards import CELL_PIXELS
from training.resnext import CLASSES

SMALLEST_AREA_CM2 = 1.0
BLOOD = 0.1
"""Of a mask's cell: enough to be pointed at."""


@dataclass(frozen=True)
class Pointed:
    """
    Of each slice and class, `[n, 6]` of 0 and 1: whether there is a bleed to point at, and whether it was hit, by either rule;
    0 where there is none. `any` is blood of whatever kind.
    """

    bleeds: np.ndarray
    hits: np.ndarray
    strict: np.ndarray


def with_any(masks: np.ndarray) -> np.ndarray:
    """`[n, 5, m, m]` to `[n, 6, m, m]`: of each cell also the most blood of a kind"""
    return np.concatenate((masks, masks.max(1, keepdims=True)), 1)


def seen_areas(masks: np.ndarray, pixel_mm: np.ndarray) -> np.ndarray:
    """
    :param masks: `[n, k, m, m]` uint8, share of visible blood in [0, 255]
    :param pixel_mm: `[n]`, as the shard states it
    :returns: `[n, k]` cm²
    """
    cell_cm = pixel_mm.astype(np.float64) * CELL_PIXELS / 10
    return (masks.astype(np.float64) / 255).sum((2, 3)) * cell_cm[:, None] ** 2


def point(evidence: np.ndarray, masks: np.ndarray, pixel_mm: np.ndarray) -> Pointed:
    """
    Of each bleed over 1 cm² whether the strongest cell of its class's evidence lies on its mask; of `any`, of each slice with
    over 1 cm² of blood of whatever kind. A cell of the evidence covers several of the mask. It hits where one of them, of
    those that meet its middle half, has blood in a tenth of its area; strictly, where the one has that holds its centre (of
    a centre on a border between two, the lower or the right one).

    :param evidence: `[n, 6, h, w]`
    :param masks: `[n, 5, m, m]` uint8, share of visible blood in [0, 255]
    :param pixel_mm: `[n]`, as the shard states it
    """
    masks = with_any(masks)
    height, width = evidence.shape[2:]
    side = masks.shape[-1]
    bleeds = seen_areas(masks, pixel_mm) > SMALLEST_AREA_CM2
    hits, strict = np.zeros(bleeds.shape), np.zeros(bleeds.shape)
    for image, kind in np.argwhere(bleeds):
        blood = masks[image, kind] > BLOOD * 255
        row, column = np.unravel_index(int(evidence[image, kind].argmax()), (height, width))
        top, bottom = covered(row, height, side)
        left, right = covered(column, width, side)
        hits[image, kind] = blood[top:bottom, left:right].any()
        strict[image, kind] = blood[centre(row, height, side), centre(column, width, side)]
    return Pointed(bleeds.astype(float), hits, strict)


def pointing_game(evidence: np.ndarray, masks: np.ndarray, pixel_mm: np.ndarray) -> dict[str, float]:
    """
    Share of bleeds that are hit, not strictly; arguments as of `point`.

    :returns: NaN of a kind without a bleed to point at
    """
    found = point(evidence, masks, pixel_mm)
    kinds = {name: share(found.hits[:, k], found.bleeds[:, k]) for k, name in enumerate(CLASSES)}
    all_ = share(found.hits[:, :5], found.bleeds[:, :5])
    return {**kinds, 'all': all_, 'bleeds': float(found.bleeds[:, :5].sum()), 'slices': float(found.bleeds[:, 5].sum())}


def share(hits: np.ndarray, bleeds: np.ndarray) -> float:
    """Of the bleeds, of whatever shape both are; NaN where there is none"""
    return float(hits.sum() / bleeds.sum()) if bleeds.any() else float('nan')


def covered(cell: int, cells: int, side: int) -> tuple[int, int]:
    """Cells of the mask about the middle of a cell of the evidence."""
    low, high = (cell + 0.25) * side / cells, (cell + 0.75) * side / cells
    return int(np.floor(low)), int(np.ceil(high))


def centre(cell: int, cells: int, side: int) -> int:
    """The cell of the mask that holds the middle of a cell of the evidence."""
    return (2 * int(cell) + 1) * side // (2 * cells)
