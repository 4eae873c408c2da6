"""Memory that runs out and processes that end, which PyTorch and Python raise in words of their own, as errors of ours."""

from __future__ import annotations

from pathlib import Path

import torch

from training.errors import TrainingError


def explained(
    cause: RuntimeError, place: Path, smaller: str = 'a smaller --batch', onward: str = ''
) -> TrainingError | None:
    """
    What PyTorch raised; None where it is about something else.

    :param place: the folder that is named where a process has ended
    :param smaller: what takes less memory
    :param onward: as of `lost_worker`
    """
    if isinstance(cause, torch.cuda.OutOfMemoryError):
        return TrainingError('training/no-memory', f'The memory of the graphics processor is full: {smaller}.')
    if 'DataLoader worker' in str(cause):
        return lost_worker(cause, place, onward)
    return None


def lost_worker(cause: RuntimeError, place: Path, onward: str) -> TrainingError:
    """:param onward: a sentence: how the work goes on; empty where it begins anew"""
    said = f'A process that reads images has ended ({cause}): fewer --workers, or more (shared) memory. {onward}'
    return TrainingError('training/lost-worker', said.rstrip(), place)
