"""
From how often training slices bleed to how often patients' do.

Half of the training slices bleed, often in several ways; of the challenge's images a seventh do. Held-out slices are
weighed until they bleed as often as those, and of what bleeds each kind is as common: slices without a kind are then mostly
slices without any bleed, as on patients. A factor and a shift a class make the network's answers right on slices so weighed.
"""
from __future__ import annotations

import numpy as np

from training import metrics
from training.challenge import PREVALENCE
from training.resnext import CLASSES

ROUNDS = 50
"""Of the fitting of weights: it settles within ten."""


def patient_weights(labels: np.ndarray) -> np.ndarray:
    """
    Weights under which slices are as those of patients: PREVALENCE of *any*, and of each kind among slices that bleed, by
    iterative proportional fitting (Deming and Stephan, 1940, https://doi.org/10.1214/aoms/1177731829). A kind that none or all
    of the bleeding slices have is left as it is.

    :param labels: `[n, 6]`
    :returns: `[n]`, of sum 1
    """
    bleeds = labels[:, 5] == 1
    if bleeds.all() or not bleeds.any():
        return np.full(len(labels), 1 / len(labels))
    weights = np.where(bleeds, PREVALENCE[5] / bleeds.sum(), (1 - PREVALENCE[5]) / (~bleeds).sum())
    for _ in range(ROUNDS):
        for kind, prevalence in enumerate(PREVALENCE[:5]):
            with_it, without = bleeds & (labels[:, kind] == 1), bleeds & (labels[:, kind] == 0)
            if with_it.any() and without.any():
                weights[with_it] *= prevalence / weights[with_it].sum()
                weights[without] *= (PREVALENCE[5] - prevalence) / weights[without].sum()
    return weights / weights.sum()


def calibration(logits: np.ndarray, labels: np.ndarray) -> tuple[list[float], np.ndarray]:
    """
    :param logits: `[n, 6]` on slices that were held out of training
    :param labels: `[n, 6]` of them
    :returns: a temperature a class, within [0.2, 5], and what to add to each class's bias, such that
        `sigmoid((logit + shift) / temperature)` is calibrated on patients
    """
    weights = patient_weights(labels)
    temperatures, shift = [], np.zeros(len(CLASSES))
    for k in range(len(CLASSES)):
        truth = labels[:, k]
        factor = 1.0 if truth.min() == truth.max() else metrics.platt(truth, logits[:, k], weights)[0]
        temperatures.append(round(1 / float(np.clip(factor, 0.2, 5)), 3))
        shift[k] = _shift(logits[:, k], temperatures[k], PREVALENCE[k], weights)
    return temperatures, shift


def _shift(logits: np.ndarray, temperature: float, mean: float, weights: np.ndarray) -> float:
    """What makes the probabilities' weighted mean `mean`, by bisection."""
    low, high = -60.0, 60.0
    for _ in range(60):
        middle = (low + high) / 2
        over = np.average(metrics.sigmoid((logits + middle) / temperature), weights=weights) > mean
        low, high = (low, middle) if over else (middle, high)
    return (low + high) / 2
