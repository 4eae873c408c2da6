"""Does the evidence lie where the blood is? The pointing game (Zhang et al., 2016, https://arxiv.org/abs/1608.00507)."""
from __future__ import annotations

import numpy as np

SMALLEST_AREA_CM2 = 1.0
CELL_CM2 = (250 / 32 / 10) ** 2
"""Of a mask's cell in a field of view of 250 mm."""


def pointing_game(evidence: np.ndarray, masks: np.ndarray) -> dict[str, float]:
    """
    Share of bleeds over 1 cm² in whose mask the strongest cell of their class's evidence lies. A cell of the evidence
    covers several of the mask: it hits where one of them, in its middle half, has blood.

    :param evidence: `[n, 5, h, w]`
    :param masks: `[n, 5, m, m]` uint8, share of blood in [0, 255]
    """
    hits, all_ = np.zeros(5), np.zeros(5)
    height, width = evidence.shape[2:]
    side = masks.shape[-1]
    area = (masks.astype(np.float64) / 255).sum((2, 3)) * CELL_CM2
    for image, kind in np.argwhere(area > SMALLEST_AREA_CM2):
        row, column = np.unravel_index(int(evidence[image, kind].argmax()), (height, width))
        top, bottom = covered(row, height, side)
        left, right = covered(column, width, side)
        hits[kind] += masks[image, kind, top:bottom, left:right].max() > 25
        all_[kind] += 1
    names = ('epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid', 'subdural')
    with np.errstate(invalid='ignore', divide='ignore'):
        found = {name: float(value) for name, value in zip(names, hits / all_)}
    return {**found, 'all': float(hits.sum() / max(1.0, all_.sum())), 'bleeds': float(all_.sum())}


def covered(cell: int, cells: int, side: int) -> tuple[int, int]:
    """Cells of the mask about the middle of a cell of the evidence."""
    low, high = (cell + 0.25) * side / cells, (cell + 0.75) * side / cells
    return int(np.floor(low)), int(np.ceil(high))
