"""
What makes one slice many: moves, scanners and kernels. On a batch of windowed bytes, each slice with its own draw.

The windows are taken back to Hounsfield units where they are not saturated, so that an offset or a contrast means the
same in each.
"""
from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.preprocessing import MEAN, STD, WINDOWS

GREY = 35.0
"""Hounsfield units of brain, about which contrast changes."""

_MEAN = torch.from_numpy(MEAN)[None, :, None, None]
_STD = torch.from_numpy(STD)[None, :, None, None]


def normalised(images: Tensor) -> Tensor:
    """`[n, 3, s, s]` in [0, 1] to what the network reads, channels last in memory"""
    return ((images - _MEAN) / _STD).contiguous(memory_format=torch.channels_last)


def augmented(images: Tensor, masks: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """
    :param images: `[n, 3, s, s]` uint8
    :param masks: `[n, 5, m, m]` uint8
    :returns: images as the network reads them, masks in [0, 1]
    """
    x, m = images.float() / 255, masks.float() / 255
    draws = Draws(len(x), random)
    x, m = _moved(x, m, draws)
    x = _refocused(x, draws)
    x = _rescanned(x, draws)
    return normalised(x), m


@dataclass(frozen=True)
class Draws:
    """A number for each slice of a batch at a time; what comes of a seed is held by the order in which they are asked for."""

    count: int
    random: torch.Generator

    def uniform(self, low: float, high: float) -> Tensor:
        return torch.rand(self.count, generator=self.random) * (high - low) + low

    def normal(self, deviation: float) -> Tensor:
        return torch.randn(self.count, generator=self.random) * deviation

    def sometimes(self, share: float) -> Tensor:
        """1 or 0"""
        return (torch.rand(self.count, generator=self.random) < share).float()

    def grain(self, height: int, width: int) -> Tensor:
        """`[n, height, width]` of deviation 1"""
        return torch.randn(self.count, height, width, generator=self.random)


def _moved(x: Tensor, m: Tensor, draws: Draws) -> tuple[Tensor, Tensor]:
    """Rotation, scale, stretch, shift and a mirror: heads are nearly alike on both sides."""
    angle, scale, stretch = draws.normal(7 * math.pi / 180), draws.uniform(0.85, 1.18), draws.uniform(0.94, 1.06)
    mirror = 1 - 2 * draws.sometimes(0.5)
    rows = (
        torch.stack((mirror * angle.cos() * scale * stretch, -angle.sin() * scale, draws.normal(0.05)), 1),
        torch.stack((mirror * angle.sin() * scale, angle.cos() * scale / stretch, draws.normal(0.05)), 1),
    )
    matrix = torch.stack(rows, 1)
    moved, masks = (
        F.grid_sample(picture, F.affine_grid(matrix, list(picture.shape), align_corners=False), align_corners=False)
        for picture in (x, m)
    )
    return moved, masks


def _refocused(x: Tensor, draws: Draws) -> Tensor:
    """A softer or a sharper reconstruction kernel."""
    blurred = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode='replicate'), 3, 1)
    softer = draws.sometimes(0.35) * draws.uniform(0, 0.9)
    sharper = draws.sometimes(0.25) * draws.uniform(0, 0.6)
    return x + (softer - sharper)[:, None, None, None] * (blurred - x)


def _rescanned(x: Tensor, draws: Draws) -> Tensor:
    """Another calibration, contrast and dose, in Hounsfield units, the same in brain and subdural window."""
    offset, gain = draws.normal(4.0)[:, None, None], (1 + draws.normal(0.07))[:, None, None]
    dose = (draws.sometimes(0.5) * draws.uniform(0, 4))[:, None, None]
    grain = draws.grain(*x.shape[2:]) * dose
    brain = (x[:, 0] > 0.02) & (x[:, 0] < 0.98)
    channels = []
    for channel, (center, width_hu) in zip(range(2), WINDOWS):
        low = center - width_hu / 2
        hu = x[:, channel] * width_hu + low
        inside = (x[:, channel] > 0.005) & (x[:, channel] < 0.995)
        hu = torch.where(inside, (hu - GREY) * gain + GREY + offset, hu) + grain * brain
        channels.append((hu - low) / width_hu)
    return torch.stack((*channels, x[:, 2]), 1).clamp(0, 1)
