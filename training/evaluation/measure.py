"""What is measured: on slices with labels, and on series of which it is known that nothing bleeds in them."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.challenge import PREVALENCE, VALUES
from training.errors import TrainingError
from training.evaluation.scores import Scores
from training.resnext import CLASSES

WITHOUT_BLOOD = ('head-ct-ge', 'head-cta-cq500')


def labels_of(file: Path) -> dict[str, np.ndarray]:
    """
    `[6]` by image id, of the images that are labelled.

    :raises TrainingError: `training/cannot-read`, `training/missing-class`, `training/bad-labels`
    """
    try:
        with file.open(newline='') as stream:
            reader = csv.DictReader(stream)
            lacking = [name for name in ('id', *CLASSES) if name not in (reader.fieldnames or ())]
            if lacking:
                raise TrainingError('training/missing-class', f'It has no column {lacking[0]}.', file)
            labels = {row['id']: [row[name] for name in CLASSES] for row in reader if row['any'] != ''}
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise TrainingError('training/cannot-read', f'These labels could not be read ({cause}).', file) from cause
    for image, row in labels.items():
        if not {*row} <= VALUES.keys():
            raise TrainingError('training/bad-labels', f'The labels of {image} are not all 0 or 1: {row}', file)
    if not labels:
        raise TrainingError('training/bad-labels', 'It labels no image.', file)
    return {image: np.array([VALUES[value] for value in row]) for image, row in labels.items()}


def interval(
    measure: Any, *arrays: np.ndarray, rounds: int, groups: np.ndarray | None = None
) -> dict[str, float | None]:
    """
    With its 95 % interval; JSON has no NaN, so what is not defined is null.

    :param groups: `[n]`, what is drawn together
    """
    found = asdict(metrics.bootstrap(measure, *arrays, rounds=rounds, groups=groups))
    return {name: metrics.defined(value) for name, value in found.items()}


def measure_labelled(
    truth: np.ndarray, probability: np.ndarray, threshold: float, rounds: int, groups: np.ndarray | None = None
) -> dict[str, object]:
    """
    :param truth: `[n, 6]`, as `probability`
    :param threshold: of P(any)
    :param groups: `[n]`, what the bootstrap draws together; single slices where left out
    """
    drawn = {'rounds': rounds, 'groups': groups}
    constant = np.tile(PREVALENCE, (len(truth), 1))
    classes = {}
    for k, name in enumerate(CLASSES):
        t, p = truth[:, k], probability[:, k]
        classes[name] = {
            'positive': int(t.sum()),
            'auc': interval(metrics.auc, t, p, **drawn),
            'averagePrecision': interval(metrics.average_precision, t, p, **drawn),
        }
    sensitivity, specificity = metrics.sensitivity_specificity(truth[:, 5], probability[:, 5], threshold)
    return {
        'images': len(truth),
        'classes': classes,
        'weightedLogLoss': interval(metrics.weighted_log_loss, truth, probability, **drawn),
        'constantPredictor': metrics.weighted_log_loss(truth, constant),
        'threshold': threshold,
        'sensitivity': metrics.defined(sensitivity),
        'specificity': metrics.defined(specificity),
        'reliability': [asdict(b) for b in metrics.reliability(truth[:, 5], probability[:, 5], 5)],
    }


def measure_without_blood(scores: Scores, threshold: float) -> dict[str, float]:
    any_ = np.array([p[5] for p in scores.probability.values()])
    return {
        'images': len(any_),
        'median': float(np.median(any_)),
        'largest': float(any_.max()),
        'falsePositiveRate': float((any_ >= threshold).mean()),
    }
