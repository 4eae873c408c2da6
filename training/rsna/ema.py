"""An exponential moving average of the weights, which measures better than the last step's."""

from __future__ import annotations

import copy

import torch
from torch import nn


class Average:
    """
    :param decay: 0: the average is the network itself. Early on the decay is `(1 + steps) / (10 + steps)`, so
        that the first weights are forgotten.
    """

    def __init__(self, net: nn.Module, decay: float) -> None:
        self.decay = decay
        self.net = copy.deepcopy(net).eval().requires_grad_(False) if decay else net

    @torch.no_grad()
    def update(self, net: nn.Module, steps: int) -> None:
        """:param steps: the optimizer's so far"""
        if not self.decay:
            return
        decay = min(self.decay, (1 + steps) / (10 + steps))
        for mine, theirs in zip(self.net.state_dict().values(), net.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)
