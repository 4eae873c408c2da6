"""From which probability on a slice is shown as suspicious: the same rule for every model of this folder."""

from __future__ import annotations

import numpy as np

SPECIFICITY = 0.9
"""Of slices without a kind of bleed, this share lies below its threshold."""
UNKNOWN = 0.5
"""Of a kind that every slice has."""


def thresholds(probability: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None) -> list[float]:
    """
    Of each class the probability that SPECIFICITY of the slices without it stay below, to two digits after the point and never
    0 or 1. Half would hide most bleeds of a calibrated model: the commonest kind is on one slice of sixteen.

    :param probability: `[n, classes]`, calibrated, on slices that were held out of training
    :param labels: `[n, classes]` of them
    :param weights: of the slices, `[n]`; all the same where left out
    """
    shares = np.ones(len(labels)) if weights is None else weights
    return [_threshold(probability[labels[:, k] == 0, k], shares[labels[:, k] == 0]) for k in range(labels.shape[1])]


def _threshold(probability: np.ndarray, weights: np.ndarray) -> float:
    """As `thresholds`, of the slices without one class, `[m]`."""
    if len(probability) == 0:
        return UNKNOWN
    order = np.argsort(probability)
    below = np.cumsum(weights[order])
    at = min(int(np.searchsorted(below, SPECIFICITY * below[-1])), len(order) - 1)
    value = float(probability[order[at]])
    return round(float(np.clip(np.ceil(value * 100) / 100, 0.01, 0.99)), 2)
