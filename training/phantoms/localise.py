"""Does the evidence lie where the blood is? The pointing game (Zhang et al., 2016, https://arxiv.org/abs/1608.00507)."""
from __future__ import annotations

import numpy as np

from training.resnext import CLASSES

SMALLEST_AREA_CM2 = 1.0
BLOOD = 0.1
"""Of a mask's cell: enough to be pointed at."""
CELL_CM2 = (250 / 32 / 10) ** 2
"""Of a mask's cell in a field of view of 250 mm."""


def pointing_game(evidence: np.ndarray, masks: np.ndarray) -> dict[str, float]:
    """
    Share of bleeds over 1 cm² in whose mask the strongest cell of their class's evidence lies; of `any`, of slices with
    over 1 cm² of blood of whatever kind. A cell of the evidence covers several of the mask: it hits where one of them, in
    its middle half, has blood.

    :param evidence: `[n, 6, h, w]`
    :param masks: `[n, 5, m, m]` uint8, share of blood in [0, 255]
    :returns: NaN of a kind without such a bleed
    """
    masks = np.concatenate((masks, masks.max(1, keepdims=True)), 1)
    hits, all_ = np.zeros(6), np.zeros(6)
    height, width = evidence.shape[2:]
    side = masks.shape[-1]
    area = (masks.astype(np.float64) / 255).sum((2, 3)) * CELL_CM2
    for image, kind in np.argwhere(area > SMALLEST_AREA_CM2):
        row, column = np.unravel_index(int(evidence[image, kind].argmax()), (height, width))
        top, bottom = covered(row, height, side)
        left, right = covered(column, width, side)
        hits[kind] += masks[image, kind, top:bottom, left:right].max() > BLOOD * 255
        all_[kind] += 1
    with np.errstate(invalid='ignore', divide='ignore'):
        found = {name: float(value) for name, value in zip(CLASSES, hits / all_)}
    kinds, bleeds = hits[:5].sum(), all_[:5].sum()
    return {**found, 'all': float(kinds / max(1.0, bleeds)), 'bleeds': float(bleeds), 'slices': float(all_[5])}


def covered(cell: int, cells: int, side: int) -> tuple[int, int]:
    """Cells of the mask about the middle of a cell of the evidence."""
    low, high = (cell + 0.25) * side / cells, (cell + 0.75) * side / cells
    return int(np.floor(low)), int(np.ceil(high))
