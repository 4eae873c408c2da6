"""Pictures of a run, where matplotlib is installed: loss over epochs, ROC curves, calibration."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.files import write_whole
from training.resnext import CLASSES
from training.rsna.journal import Row


def draw(folder: Path, rows: list[Row], truth: np.ndarray, probability: np.ndarray) -> bool:
    """
    Writes `loss.png`, `roc.png` and `calibration.png`.

    :param truth: `[n, 6]`, as `probability`
    :returns: whether matplotlib is installed
    :raises TrainingError: `training/cannot-write`
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return False

    def picture(name: str, width: float) -> tuple[Any, Any]:
        figure = Figure(figsize=(width, 4.5), layout='constrained')
        FigureCanvasAgg(figure)
        pictures[name] = figure
        return figure, figure.add_subplot()

    pictures: dict[str, Any] = {}
    _, axes = picture('loss.png', 7)
    epochs = [row['epoch'] for row in rows]
    axes.plot(epochs, [row['train_loss'] for row in rows], marker='o', label='training')
    axes.plot(epochs, [row['validation_loss'] for row in rows], marker='o', label='validation')
    axes.set(xlabel='epoch', ylabel='weighted log loss', xticks=epochs)
    axes.legend()

    _, axes = picture('roc.png', 5.5)
    for k, name in enumerate(CLASSES):
        area = metrics.auc(truth[:, k], probability[:, k])
        if not np.isnan(area):
            axes.plot(*roc(truth[:, k], probability[:, k]), label=f'{name} {area:.3f}')
    axes.plot((0, 1), (0, 1), color='grey', linestyle=':')
    axes.set(xlabel='1 − specificity', ylabel='sensitivity', aspect='equal')
    axes.legend(title='area under the curve', loc='lower right')

    _, axes = picture('calibration.png', 5.5)
    for k, name in enumerate(CLASSES):
        bins = metrics.reliability(truth[:, k], probability[:, k])
        axes.plot([b.predicted for b in bins], [b.observed for b in bins], marker='o', label=name)
    axes.plot((0, 1), (0, 1), color='grey', linestyle=':')
    axes.set(xlabel='predicted probability', ylabel='share with a bleed', aspect='equal')
    axes.legend()

    for name, figure in pictures.items():
        png = io.BytesIO()
        figure.savefig(png, dpi=120)
        write_whole(folder / name, lambda stream: stream.write(png.getbuffer()))
    return True


def roc(truth: np.ndarray, score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """1 − specificity and sensitivity at every threshold, from none called to all."""
    order = np.argsort(-score, kind='stable')
    last = np.append(score[order][1:] != score[order][:-1], True)
    hits, alarms = np.cumsum(truth[order] == 1)[last], np.cumsum(truth[order] == 0)[last]
    return np.insert(alarms / alarms[-1], 0, 0.0), np.insert(hits / hits[-1], 0, 0.0)
