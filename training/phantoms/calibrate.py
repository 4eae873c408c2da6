"""
From how often training slices bleed to how often patients' do.

Half of the training slices bleed; of the challenge's images a seventh do. Bayes' rule moves every logit by a constant
(Saerens et al., 2002, https://doi.org/10.1162/089976602753284446), which is what a bias is; how sure the network is on
slices it did not see gives one temperature a class.
"""
from __future__ import annotations

import numpy as np

from training import metrics

SPECIFICITY = 0.9
"""Of slices without a kind of bleed, this share lies below its threshold."""
PREVALENCE = np.array((0.0041, 0.0483, 0.0352, 0.0476, 0.0630, 0.1440))
"""Of each class in the 674,258 training images of the challenge."""


def calibration(logits: np.ndarray, labels: np.ndarray) -> tuple[list[float], np.ndarray]:
    """
    :param logits: `[n, 6]` on slices that were held out of training
    :param labels: `[n, 6]` of them
    :returns: a temperature a class, and what to add to each class's bias, such that
        `sigmoid((logit + shift) / temperature)` is calibrated to PREVALENCE
    """
    temperatures = [round(metrics.temperature(labels[:, k], logits[:, k]), 3) for k in range(6)]
    share = labels.mean(0).clip(1e-3, 1 - 1e-3)
    odds = np.log(PREVALENCE / (1 - PREVALENCE)) - np.log(share / (1 - share))
    return temperatures, odds * np.array(temperatures)


def thresholds(probability: np.ndarray, labels: np.ndarray) -> list[float]:
    """
    From which probability on a slice is shown as suspicious: the one that SPECIFICITY of the slices without the class stay
    below, to two digits after the point and never 0 or 1.

    :param probability: `[n, 6]`, calibrated, on slices that were held out of training
    :param labels: `[n, 6]` of them
    """
    at = [np.quantile(probability[labels[:, k] == 0, k], SPECIFICITY) for k in range(labels.shape[1])]
    return [round(float(np.clip(np.ceil(value * 100) / 100, 0.01, 0.99)), 2) for value in at]
