"""
From how often training slices bleed to how often patients' do.

Half of the training slices bleed; of the challenge's images a seventh do. Bayes' rule moves every logit by a constant
(Saerens et al., 2002, https://doi.org/10.1162/089976602753284446), which is what a bias is; how sure the network is on
slices it did not see gives one temperature a class.
"""
from __future__ import annotations

import numpy as np

from training import metrics

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
