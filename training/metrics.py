"""What a classifier is measured by. NumPy alone; every function takes `[n]` or `[n, classes]` arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

CLASS_WEIGHTS = np.array((1, 1, 1, 1, 1, 2)) / 7
"""Of the challenge's loss: *any* counts double."""
SMALLEST = 1e-15
"""Probabilities are clipped to [SMALLEST, 1 - SMALLEST], as the challenge did."""


@dataclass(frozen=True)
class Interval:
    """A figure with its 95 % bootstrap interval; NaN where it is not defined (a class without a case)."""

    value: float
    low: float
    high: float


def defined(value: float) -> float | None:
    """None in place of NaN, for which JSON has no word."""
    return None if np.isnan(value) else value


def sigmoid(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.asarray(logits, np.float64)))


def log_loss(truth: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """Mean over images: `[n, classes]` to `[classes]`"""
    p = np.clip(probability, SMALLEST, 1 - SMALLEST)
    return -(truth * np.log(p) + (1 - truth) * np.log1p(-p)).mean(0)


def weighted_log_loss(truth: np.ndarray, probability: np.ndarray) -> float:
    """The challenge's figure: the six classes' log loss, *any* (the last) twice."""
    return float((log_loss(truth, probability) * CLASS_WEIGHTS).sum())


def auc(truth: np.ndarray, score: np.ndarray) -> float:
    """
    Area under the ROC curve of one class (Mann-Whitney, ties count half); NaN without both kinds of case.
    """
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if positives == 0 or negatives == 0:
        return float('nan')
    ranks = _ranks(score)
    return float((ranks[truth == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(truth: np.ndarray, score: np.ndarray) -> float:
    """Mean precision over recall, ties taken together; NaN without a positive case."""
    positives = truth.sum()
    if positives == 0:
        return float('nan')
    order = np.argsort(-score, kind='stable')
    ordered, hits = score[order], np.cumsum(truth[order])
    last = np.append(ordered[1:] != ordered[:-1], True)
    precision, recall = (hits / np.arange(1, len(hits) + 1))[last], (hits / positives)[last]
    return float((precision * np.diff(recall, prepend=0)).sum())


def sensitivity_specificity(
    truth: np.ndarray, probability: np.ndarray, threshold: float
) -> tuple[float, float]:
    called = probability >= threshold
    with np.errstate(invalid='ignore', divide='ignore'):
        return (
            float(np.float64((called & (truth == 1)).sum()) / (truth == 1).sum()),
            float(np.float64((~called & (truth == 0)).sum()) / (truth == 0).sum()),
        )


def bootstrap(
    measure: Callable[..., float],
    *arrays: np.ndarray,
    rounds: int = 2000,
    seed: int = 0,
    groups: np.ndarray | None = None,
) -> Interval:
    """
    A measure over images drawn with replacement; rounds in which it is not defined are left out.

    :param groups: `[n]` whose image it is, where images of one head are to be drawn together
    """
    value = measure(*arrays)
    random = np.random.default_rng(seed)
    draws = _draws(len(arrays[0]), groups, rounds, random)
    values = np.array([measure(*(array[draw] for array in arrays)) for draw in draws])
    values = values[~np.isnan(values)]
    if np.isnan(value) or len(values) == 0:
        return Interval(float(value), float('nan'), float('nan'))
    low, high = np.percentile(values, (2.5, 97.5))
    return Interval(float(value), float(low), float(high))


def _draws(
    count: int, groups: np.ndarray | None, rounds: int, random: np.random.Generator
) -> Iterator[np.ndarray]:
    if groups is None:
        for _ in range(rounds):
            yield random.integers(0, count, count)
        return
    _, whose, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    members = np.argsort(whose, kind='stable')
    starts = np.cumsum(sizes) - sizes
    for _ in range(rounds):
        drawn = random.integers(0, len(sizes), len(sizes))
        within = np.arange(sizes[drawn].sum()) - np.repeat(
            np.cumsum(sizes[drawn]) - sizes[drawn], sizes[drawn]
        )
        yield members[np.repeat(starts[drawn], sizes[drawn]) + within]


def temperature(truth: np.ndarray, logits: np.ndarray) -> float:
    """
    The temperature of one class that gives the least log loss (Guo et al., 2017,
    https://arxiv.org/abs/1706.04599), within [0.2, 5]; 1 where the class has not both kinds of case.
    """
    if truth.min() == truth.max():
        return 1.0
    candidates = np.exp(np.linspace(np.log(0.2), np.log(5), 401))
    losses = [log_loss(truth[:, None], sigmoid(logits / t)[:, None])[0] for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def platt(truth: np.ndarray, logits: np.ndarray, weights: np.ndarray | None = None) -> tuple[float, float]:
    """
    The factor and the shift of one class's logits that give the least log loss (Platt, 1999).

    :param weights: of the cases, `[n]`; all the same where left out
    """
    mean, deviation = float(logits.mean()), max(float(logits.std()), 1e-9)
    x = np.stack([(logits - mean) / deviation, np.ones(len(logits))], 1)
    share = np.ones(len(logits)) if weights is None else weights / weights.mean()
    found = np.zeros(2)
    for _ in range(50):
        p = sigmoid(x @ found)
        curvature = x.T @ (x * (share * p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, x.T @ (share * (p - truth)) + 1e-6 * found)
        # Where few cases are of the class, whole steps overshoot.
        found -= step * min(1.0, 2 / max(float(np.abs(step).max()), 1e-9))
    return float(found[0] / deviation), float(found[1] - found[0] * mean / deviation)


def refitted(truth: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """
    Logits of one class by `platt`: what remains of the loss is owed to the order of the cases, not to how logits are
    scaled. `[n]` to `[n]`
    """
    factor, shift = platt(truth, logits)
    return factor * logits + shift


@dataclass(frozen=True)
class Bin:
    """One bin of a reliability diagram."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


def reliability(truth: np.ndarray, probability: np.ndarray, bins: int = 10) -> list[Bin]:
    """Mean prediction and share of positives in bins of equal width; empty ones are left out."""
    edges = np.linspace(0, 1, bins + 1)
    index = np.clip(np.digitize(probability, edges[1:-1]), 0, bins - 1)
    return [
        Bin(
            float(edges[b]),
            float(edges[b + 1]),
            int((index == b).sum()),
            float(probability[index == b].mean()),
            float(truth[index == b].mean()),
        )
        for b in range(bins)
        if (index == b).any()
    ]


def _ranks(score: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties at their mean."""
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[inverse]
