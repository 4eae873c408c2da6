"""One process, or several under torchrun, each with a device of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import torch
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel

from training.errors import TrainingError

PATIENCE = timedelta(hours=24)
"""Reading 750,000 headers takes long, and only the first process does it."""


T = TypeVar('T')


class Elsewhere(TrainingError):
    """What ended the first process, which has said it, ends the others too."""


class Team:
    """
    Gradients go over NCCL between graphics processors; words go over gloo, which waits as long as it takes.

    :raises TrainingError: `training/no-device`
    """

    def __init__(self, device: str) -> None:
        self.ranks = int(os.environ.get('WORLD_SIZE', '1'))
        self.rank = int(os.environ.get('RANK', '0'))
        local = int(os.environ.get('LOCAL_RANK', '0'))
        cuda = torch.cuda.is_available() if device == 'auto' else device == 'cuda'
        if cuda and local >= torch.cuda.device_count():
            raise TrainingError(
                'training/no-device',
                f'There is no graphics processor {local} here: --device cpu, or fewer processes.',
            )
        self.device = torch.device('cuda', local) if cuda else torch.device('cpu')
        if cuda:
            torch.cuda.set_device(self.device)
        self.words: Any = None
        if self.ranks > 1:
            distributed.init_process_group('nccl' if cuda else 'gloo')
            self.words = distributed.new_group(backend='gloo', timeout=PATIENCE)

    @property
    def leads(self) -> bool:
        return self.rank == 0

    def led(self, work: Callable[[], T]) -> T:
        """
        What the first process makes of the work, in each. Its error ends all of them: the others would wait for
        it in vain, and end with the words of a broken connection.

        :raises TrainingError: what the work raises
        """
        if self.ranks == 1:
            return work()
        held: list[Any] = [None, None]
        if self.leads:
            try:
                held[0] = work()
            except TrainingError as error:
                distributed.broadcast_object_list([None, error.code], src=0, group=self.words)
                raise
        distributed.broadcast_object_list(held, src=0, group=self.words)
        if held[1] is not None:
            raise Elsewhere(held[1], 'The first process has ended.')
        result: T = held[0]
        return result

    def greatest(self, number: int) -> int:
        """The greatest of everybody's numbers, in each."""
        if self.ranks == 1:
            return number
        held = torch.tensor(number)
        distributed.all_reduce(held, op=distributed.ReduceOp.MAX, group=self.words)
        return int(held)

    def gather(self, value: Any) -> list[Any]:
        """Everybody's values, in the order of ranks, in each."""
        if self.ranks == 1:
            return [value]
        held: list[Any] = [None] * self.ranks
        distributed.all_gather_object(held, value, group=self.words)
        return held

    def spread(self, net: nn.Module) -> nn.Module:
        """The network whose gradients are averaged over all processes."""
        if self.ranks == 1:
            return net
        return DistributedDataParallel(
            net, device_ids=[self.device.index] if self.device.type == 'cuda' else None
        )

    def align(self, net: nn.Module) -> None:
        """The first process's running means and deviations, which each counts for itself, in each."""
        if self.ranks > 1:
            for buffer in net.buffers():
                distributed.broadcast(buffer, src=0)

    def close(self) -> None:
        if self.ranks > 1:
            distributed.destroy_process_group()
