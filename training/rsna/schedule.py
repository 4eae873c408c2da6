"""
The learning rate over a run, as a factor of the one that is given: linear warm-up, then steps or a cosine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """
    `step` divides by ten at each milestone, a share of the run: at one and two thirds, as ResNeXt was trained
    (Xie et al., 2017, https://arxiv.org/abs/1611.05431, section 4, by the schedule of fb.resnet.torch: every
    30 epochs, which of 90 are the 30th and the 60th). `cosine` falls to 0 along half a period (Loshchilov and Hutter, 2017,
    https://arxiv.org/abs/1608.03983).
    """

    kind: str
    steps: int
    warmup: int = 0
    milestones: tuple[float, ...] = (1 / 3, 2 / 3)

    def factor(self, step: int) -> float:
        """:param step: the optimiser's, from 0"""
        if step < self.warmup:
            return (step + 1) / (self.warmup + 1)
        if self.kind == 'step':
            return 0.1 ** sum(step >= share * self.steps for share in self.milestones)
        share = (step - self.warmup) / max(1, self.steps - self.warmup)
        return 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
