"""What a network answers for a set of slices, by all processes together, and the figures of one epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from training import metrics
from training.resnext import CLASSES
from training.rsna.dataset import Batches, Slices, loader
from training.rsna.precision import Precision
from training.rsna.progress import Progress
from training.rsna.team import Team


@dataclass(frozen=True)
class Answers:
    """In the order of the numbers that were asked for."""

    logits: np.ndarray
    """`[n, 6]` float32"""
    readable: np.ndarray
    """`[n]` bool: the others' logits say nothing"""


def answer(
    net: nn.Module,
    slices: Slices,
    numbers: np.ndarray,
    team: Team,
    precision: Precision,
    batch: int,
    workers: int,
    flip: bool = False,
    what: str = 'Measuring',
) -> Answers:
    """
    :param numbers: of the slices; each process takes every so many'th
    :param flip: the mean of the logits of a picture and its mirror image
    """
    net.eval()
    mine = numbers[team.rank :: team.ranks]
    logits, readable = np.zeros((len(mine), len(CLASSES)), np.float32), np.zeros(len(mine), bool)
    progress, done = Progress(what, shown=team.leads), 0
    with torch.no_grad():
        for pictures, _, weight, _ in loader(
            slices, Batches(mine, batch), workers, team.device.type == 'cuda'
        ):
            x = pictures.to(team.device, non_blocking=True)
            with precision.computing():
                found = net(x)[0].float()
                if flip:
                    found = (found + net(x.flip(3))[0].float()) / 2
            logits[done : done + len(x)] = found.cpu().numpy()
            readable[done : done + len(x)] = weight.numpy() > 0
            done += len(x)
            progress(done, len(mine))
    all_logits = np.zeros((len(numbers), len(CLASSES)), np.float32)
    all_readable = np.zeros(len(numbers), bool)
    for rank, (theirs, whether) in enumerate(team.gather((logits, readable))):
        all_logits[rank :: team.ranks], all_readable[rank :: team.ranks] = theirs, whether
    return Answers(all_logits, all_readable)


def figures(truth: np.ndarray, logits: np.ndarray) -> dict[str, float | None]:
    """
    The challenge's loss, and AUC and average precision a class; None where a class has not both kinds of
    case.
    """
    found: dict[str, float | None] = {
        'validation_loss': metrics.weighted_log_loss(truth, metrics.sigmoid(logits))
    }
    for k, name in enumerate(CLASSES):
        found[f'auc_{name}'] = metrics.defined(metrics.auc(truth[:, k], logits[:, k]))
        found[f'ap_{name}'] = metrics.defined(metrics.average_precision(truth[:, k], logits[:, k]))
    return found
