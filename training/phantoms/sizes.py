"""How large the blood of phantoms is, how much it differs from what it replaced, and which of it a model calls."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training import metrics
from training.phantoms.localise import with_any
from training.phantoms.shards import CELL_PIXELS
from training.resnext import CLASSES

AREAS_CM2 = (1.0, 3.0, 10.0)
DIFFERENCES_HU = (10.0, 20.0, 30.0)
"""What bands of slices end at."""


def differences(hu: np.ndarray, masks: np.ndarray) -> np.ndarray:
    """
    Hounsfield units by which the blood of a slice differs from what it replaced: the c of least squares in Δ = c·s, where Δ is
    what the mean below a cell of the mask differs from that of the slice without a bleed, and s the cell's share of blood. What
    changed around the blood (mass effect, oedema) counts where it shares a cell with blood.

    :param hu: `[n, h, w]`, pair by pair, the slice without a bleed first
    :param masks: `[n, 5, m, m]` uint8, share of visible blood in [0, 255]
    :returns: `[n, 6]`; NaN of slices without a bleed, and where nothing is seen of one
    """
    count, rows, columns = hu.shape
    cells = hu.reshape(count, rows // CELL_PIXELS, CELL_PIXELS, columns // CELL_PIXELS, CELL_PIXELS)
    means = cells.mean((2, 4), dtype=np.float64)
    change = (means[1::2] - means[::2])[:, None]
    shares = with_any(masks[1::2]) / 255
    found = np.full((count, len(CLASSES)), np.nan)
    with np.errstate(invalid='ignore'):
        found[1::2] = (change * shares).sum((2, 3)) / (shares**2).sum((2, 3))
    return found


def tell_sizes(labels: np.ndarray, areas: np.ndarray, hu: np.ndarray, called: np.ndarray) -> dict[str, object]:
    """
    :param labels: `[n, 6]`
    :param areas: `[n, 6]` cm², as `seen_areas`
    :param hu: `[n, 6]`, as `differences`
    :param called: `[n]`, whether P(any) reaches the threshold
    """
    kinds = {}
    for k, name in enumerate(CLASSES):
        having = labels[:, k] == 1
        kinds[name] = {
            'slices': int(having.sum()),
            'areaCm2': _spread(areas[having, k]),
            'differenceHu': _spread(hu[having, k]),
        }
    bleeding = labels[:, 5] == 1
    # Where nothing is seen of a bleed, it differs by nothing that is seen.
    seen = np.nan_to_num(hu[bleeding, 5])
    return {
        'kinds': kinds,
        'byArea': _bands(areas[bleeding, 5], AREAS_CM2, called[bleeding]),
        'byDifference': _bands(seen, DIFFERENCES_HU, called[bleeding]),
    }


def _spread(values: np.ndarray) -> dict[str, float | None]:
    """Median, 5th and 95th percentile of what is defined; None where nothing is."""
    values = values[~np.isnan(values)]
    found = np.percentile(values, (50, 5, 95)) if len(values) else [float('nan')] * 3
    return {name: metrics.defined(float(value)) for name, value in zip(('median', 'low', 'high'), found)}


def _bands(values: np.ndarray, ends: Sequence[float], called: np.ndarray) -> list[dict[str, float | None]]:
    """Each with its lower end and without its upper one; None: without an end. Shares of all values, and of a band's."""
    edges = (None, *ends, None)
    band = np.digitize(values, ends)
    found = []
    for number, (low, high) in enumerate(zip(edges, edges[1:])):
        inside = band == number
        found.append(
            {
                'from': low,
                'to': high,
                'slices': int(inside.sum()),
                'share': float(inside.mean()) if len(values) else None,
                'called': float(called[inside].mean()) if inside.any() else None,
            }
        )
    return found
