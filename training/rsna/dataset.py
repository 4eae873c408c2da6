"""
Images by number, and in which order an epoch sees them: both follow from seed and epoch alone, so a run can
go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from training.preprocessing import Unreadable, model_input, read_hounsfield
from training.rsna.augment import Augmentation, training_input
from training.rsna.images import file_of

Item = tuple[Tensor, Tensor, Tensor, Tensor]
"""
Picture `[3, size, size]`, truth `[6]`, weight (0 where it could not be read), number; a batch adds a
dimension.
"""


class Slices(Dataset[Item]):
    """Slices of a folder as the network reads them, varied where an augmentation is given."""

    def __init__(
        self,
        folder: Path,
        ids: np.ndarray,
        truth: np.ndarray,
        size: int,
        augmentation: Augmentation | None = None,
        seed: tuple[int, ...] = (),
    ) -> None:
        self.folder = folder
        self.ids = ids
        self.truth = truth
        self.size = size
        self.augmentation = augmentation
        self.seed = seed

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Item:
        truth = torch.from_numpy(self.truth[number].astype(np.float32))
        try:
            picture, weight = self._picture(number), 1.0
        except Unreadable:
            # One broken file among 750,000 must not end a run: it weighs nothing, and the run names it.
            picture, weight = np.zeros((3, self.size, self.size), np.float32), 0.0
        return torch.from_numpy(picture), truth, torch.tensor(weight), torch.tensor(number)

    def _picture(self, number: int) -> np.ndarray:
        hu = read_hounsfield(file_of(self.folder, bytes(self.ids[number])))
        if self.augmentation is None:
            return model_input(hu, self.size)
        return training_input(hu, self.size, self.augmentation, np.random.default_rng((*self.seed, number)))


@dataclass(frozen=True)
class Batches:
    """The numbers of each batch, for a loader; nothing is kept of them but one array."""

    order: np.ndarray
    """`[k]` numbers, in the order in which they come"""
    batch: int

    def __len__(self) -> int:
        return -(-len(self.order) // self.batch)

    def __iter__(self) -> Iterator[list[int]]:
        for start in range(0, len(self.order), self.batch):
            yield self.order[start : start + self.batch].tolist()


def epoch_order(
    numbers: np.ndarray,
    seed: int,
    epoch: int,
    first_step: int,
    step_images: int,
    batch: int,
    rank: int,
    ranks: int,
) -> np.ndarray:
    """
    What one of several processes sees in an epoch, from a step on. A step takes `step_images` images in all;
    the few at the end that make no whole step are left for another epoch, whose order differs.
    """
    order = np.random.default_rng((seed, epoch)).permutation(numbers)
    steps = len(order) // step_images
    whole = order[: steps * step_images].reshape(steps, step_images // (batch * ranks), ranks, batch)
    return whole[first_step:, :, rank].reshape(-1)


def loader(slices: Slices, batches: Batches, workers: int, pinned: bool) -> DataLoader[Item]:
    return DataLoader(
        slices,
        batch_sampler=batches,
        num_workers=workers,
        pin_memory=pinned,
        worker_init_fn=_leave_the_group,
    )


def _leave_the_group(worker: int) -> None:
    """
    A signal that goes to the whole group of a run, as torchrun, `timeout` and terminals send it, would end the processes
    that read its images, and the run, before its state is on disk. The run ends them itself; where it is killed, they
    notice within seconds. Windows knows no such groups.
    """
    if hasattr(os, 'setpgid'):
        os.setpgid(0, 0)
