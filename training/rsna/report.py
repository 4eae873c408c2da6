"""
What a finished run leaves: figures of the best weights on the validation patients, temperatures, thresholds, pictures,
and the files that `hemolens convert` takes beside `model.pth`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.files import write_json
from training.preprocessing import preprocess_json
from training.resnext import CLASSES, Pooling, build
from training.rsna.journal import Row
from training.rsna.plots import draw
from training.rsna.progress import say
from training.rsna.settings import Settings
from training.thresholds import thresholds


def write_report(settings: Settings, rows: list[Row]) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    out = settings.out
    with np.load(out / 'validation.npz') as held:
        truth, patients, logits = (
            held['truth'].astype(np.int64),
            held['patients'],
            held['logits'].astype(np.float64),
        )
    temperatures = [metrics.temperature(truth[:, k], logits[:, k]) for k in range(len(CLASSES))]
    calibration = calibration_of(truth, patients, logits, temperatures)
    write_json(out / 'calibration.json', calibration)
    say(f'Measuring with {settings.bootstrap} rounds of the bootstrap')
    probability = metrics.sigmoid(logits / temperatures)
    suspicious = thresholds(probability, truth)
    evaluation = evaluate(truth, patients, probability, suspicious, settings.bootstrap)
    write_json(out / 'evaluation.json', evaluation)
    write_model_files(settings, temperatures, suspicious, evaluation)
    if not draw(out, rows, truth, probability):
        say('matplotlib is not installed: no pictures of loss, ROC and calibration were drawn')
    loss = evaluation['weightedLogLoss']
    say(f'Weighted log loss {loss["value"]:.4f}; all figures with their intervals: {out / "evaluation.json"}')


def calibration_of(
    truth: np.ndarray, patients: np.ndarray, logits: np.ndarray, temperatures: list[float]
) -> dict[str, Any]:
    """
    The temperatures, and what they are worth: the loss as it is, and with temperatures that were fitted on
    the other half of the patients, for on the images that they were fitted on they cannot do harm.
    """
    _, whose = np.unique(patients, return_inverse=True)
    half = whose % 2 == 0
    crossed = np.array(logits)
    for fitted, measured in ((half, ~half), (~half, half)):
        if fitted.any():
            crossed[measured] /= [
                metrics.temperature(truth[fitted, k], logits[fitted, k]) for k in range(len(CLASSES))
            ]
    return {
        'classes': list(CLASSES),
        'temperatures': temperatures,
        'images': len(truth),
        'weightedLogLoss': {
            'uncalibrated': metrics.weighted_log_loss(truth, metrics.sigmoid(logits)),
            'fittedOnOtherPatients': metrics.weighted_log_loss(truth, metrics.sigmoid(crossed)),
        },
        'reliability': {
            name: [
                asdict(b)
                for b in metrics.reliability(truth[:, k], metrics.sigmoid(logits[:, k] / temperatures[k]))
            ]
            for k, name in enumerate(CLASSES)
        },
    }


def evaluate(
    truth: np.ndarray, patients: np.ndarray, probability: np.ndarray, suspicious: list[float], rounds: int
) -> dict[str, Any]:
    """
    Figures with 95 % intervals; patients are drawn, not images, for slices of one head are alike.

    :param suspicious: the threshold of each class, at which its sensitivity and specificity are told
    """

    def interval(measure: Callable[..., float], *arrays: np.ndarray) -> dict[str, float | None]:
        found = metrics.bootstrap(measure, *arrays, rounds=rounds, groups=patients)
        return {name: metrics.defined(value) for name, value in asdict(found).items()}

    constant = np.broadcast_to(truth.mean(0), truth.shape)
    classes = {}
    for k, name in enumerate(CLASSES):
        t, p = truth[:, k], probability[:, k]
        sensitivity, specificity = metrics.sensitivity_specificity(t, p, suspicious[k])
        classes[name] = {
            'positive': int(t.sum()),
            'auc': interval(metrics.auc, t, p),
            'averagePrecision': interval(metrics.average_precision, t, p),
            'threshold': suspicious[k],
            'sensitivity': metrics.defined(sensitivity),
            'specificity': metrics.defined(specificity),
        }
    return {
        'images': len(truth),
        'patients': len(np.unique(patients)),
        'weightedLogLoss': interval(metrics.weighted_log_loss, truth, probability),
        'constantPredictor': metrics.weighted_log_loss(truth, constant),
        'classes': classes,
    }


def write_model_files(
    settings: Settings, temperatures: list[float], suspicious: list[float], evaluation: dict[str, Any]
) -> None:
    """
    `head.json`, `preprocess.json` and `card.json`, for the options of those names of `hemolens convert`.
    """
    out: Path = settings.out
    net = build(settings.architecture, Pooling(settings.sharpness), settings.output_stride)
    write_json(out / 'head.json', net.head_json(temperatures, suspicious))
    write_json(out / 'preprocess.json', preprocess_json(settings.size))
    count = f'{evaluation["images"]} slices of {evaluation["patients"]} patients kept from training'
    loss, constant = evaluation['weightedLogLoss']['value'], evaluation['constantPredictor']
    any_ = evaluation['classes']['any']
    write_json(
        out / 'card.json',
        {
            'trainedOn': 'RSNA 2019 Intracranial Hemorrhage Detection, '
            f'fold {settings.fold} of {settings.folds} left out',
            'trainedBy': f'python3 -m training.rsna, {settings.epochs} epochs',
            'outputs': list(CLASSES),
            'performance': [
                f'Weighted log loss {loss:.4f} on {count}, which also chose the epoch, '
                f'the temperatures and the thresholds; a constant predictor: {constant:.4f}',
                *([] if any_['auc']['value'] is None else [_of_any(any_)]),
            ],
            'intendedUse': 'research; not a medical device, not for diagnostic use',
        },
    )


def _of_any(found: dict[str, Any]) -> str:
    """:param found: figures of a class that some slices have and some have not"""
    return (
        f'AUC(any) {found["auc"]["value"]:.4f} on the same; at P(any) ≥ {found["threshold"]} '
        f'sensitivity {found["sensitivity"]:.2f}, specificity {found["specificity"]:.2f}'
    )
