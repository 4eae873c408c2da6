"""What both recipes ask of a step: the challenge's loss, whose weights decay, and that a run which has lost its way ends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from training import metrics
from training.errors import TrainingError

CLASS_WEIGHTS = torch.from_numpy(metrics.CLASS_WEIGHTS).float()
"""`[6]`, of `weighted_loss`"""


def weighted_loss(logits: Tensor, truth: Tensor, weights: Tensor) -> Tensor:
    """
    The challenge's loss, *any* twice: `[n, 6]` to `[n]`, in 32-bit floats whatever the network computed in

    :param weights: CLASS_WEIGHTS, on the logits' device
    """
    return binary_cross_entropy_with_logits(logits.float(), truth, reduction='none') @ weights


def decaying(parameters: Iterable[nn.Parameter], weight_decay: float) -> list[dict[str, Any]]:
    """Groups for an optimizer: matrices and filters decay, biases and normalisations do not."""
    all_ = list(parameters)
    return [
        {'params': [p for p in all_ if p.ndim > 1], 'weight_decay': weight_decay},
        {'params': [p for p in all_ if p.ndim <= 1], 'weight_decay': 0.0},
    ]


def diverged(what: str, when: str, remedy: str, out: Path | None = None) -> TrainingError:
    """
    :param what: with its verb, such as `loss is no number`
    :param remedy: options of the command that may help
    """
    said = f'The {what} any more {when}: {remedy}. The last checkpoint is from before.'
    return TrainingError('training/diverged', said, out)
