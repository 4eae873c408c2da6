"""The state of a run on disk: everything that the next step depends on, written whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.errors import TrainingError
from training.files import write_whole
from training.weights import UNREADABLE

LAST = 'last.pth'
MODEL = 'model.pth'
FORMAT = 1


def save(file: Path, plain: dict[str, Any], tensors: dict[str, Any]) -> None:
    """
    :param plain: what JSON can hold; torch 1.13 reads no number but those of tensors without executing what
        it reads
    :param tensors: the rest, in dictionaries
    :raises TrainingError: `training/cannot-write`; the checkpoint that stood there before still stands
    """
    save_tensors(file, {'plain': json.dumps({'format': FORMAT, **plain}), **tensors})


def save_tensors(file: Path, value: object) -> None:
    """
    By way of memory: where the disk is full, torch's own writer ends the whole program.

    :raises TrainingError: `training/cannot-write`
    """
    held = io.BytesIO()
    torch.save(value, held)
    write_whole(file, lambda stream: stream.write(held.getbuffer()))


def finite(state: dict[str, torch.Tensor]) -> bool:
    """Whether all values are numbers: from others nobody can go on, and they are not to replace those of before."""
    return all(bool(value.isfinite().all()) for value in state.values())


def refuse_small_disk(folder: Path, net: nn.Module, moments: int, resumed: bool) -> None:
    """
    Said before the first step, not after hours.

    :param moments: numbers that the optimizer keeps of each weight
    :param resumed: the files that will be replaced already stand there
    :raises TrainingError: `training/cannot-write`
    """
    model = sum(value.numel() * value.element_size() for value in net.state_dict().values())
    state = model * (2 + moments)  # the weights, their average, and what the optimizer keeps
    needed = (state + model) * (1 if resumed else 2)  # a new file stands beside the old one until it is whole
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise TrainingError(
            'training/cannot-write',
            f'The checkpoints of this run take {needed >> 20} MiB; {free >> 20} MiB are free here.',
            folder,
        )


def refuse_existing(folder: Path) -> None:
    """:raises TrainingError: `training/run-exists`"""
    if (folder / LAST).exists():
        said = 'A run lies here: --resume goes on with it, or name another folder.'
        raise TrainingError('training/run-exists', said, folder)


def refuse_missing(file: Path) -> None:
    """:raises TrainingError: `training/no-run`"""
    if not file.exists():
        raise TrainingError('training/no-run', 'There is no run to go on with: leave out --resume.', file)


def load(file: Path, identity: dict[str, object], *fingerprints: str) -> dict[str, Any]:
    """
    :param identity: the settings that must be those of the run
    :param fingerprints: of the data, one of which must be the run's: this version's, and what earlier ones wrote down
    :raises TrainingError: `training/no-run`, `training/bad-checkpoint`, `training/other-settings`,
        `training/other-data`
    """
    refuse_missing(file)
    try:
        state = torch.load(file, map_location='cpu', weights_only=True)
        state.update(json.loads(state.pop('plain')))
        held, data, form = state['settings'], state['fingerprint'], state['format']
    except UNREADABLE as cause:
        raise TrainingError(
            'training/bad-checkpoint', f'This is no checkpoint of a run ({cause}).', file
        ) from cause
    if form != FORMAT:
        raise TrainingError(
            'training/bad-checkpoint', f'Its format is {form}; this program reads {FORMAT}.', file
        )
    for name, value in identity.items():
        if held.get(name) != value:
            flag = name.replace('_', '-')
            raise TrainingError(
                'training/other-settings', f'This run began with {flag} {held.get(name)}, not {value}.', file
            )
    if data not in fingerprints:
        raise TrainingError('training/other-data', 'This run began with other images or labels.', file)
    return state
