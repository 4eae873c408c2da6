"""
The networks that are trained here, as the page runs them: torchvision's ResNeXt with class evidence before
its pooling.

The names in the state dict are torchvision's, so that `hemolens convert` reads a checkpoint, and a checkpoint
from elsewhere can be loaded. What no state dict tells, `head_json` says for `hemolens convert --head`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torchvision.models.resnet import Bottleneck, ResNet

CLASSES = ('epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid', 'subdural', 'any')
"""Order of the outputs, everywhere."""


@dataclass(frozen=True)
class Architecture:
    """Blocks a stage, groups and width per group, as torchvision counts them."""

    layers: tuple[int, int, int, int]
    groups: int
    width_per_group: int


ARCHITECTURES = {
    'resnext101-32x8d': Architecture((3, 4, 23, 3), 32, 8),
    'resnext50-32x4d': Architecture((3, 4, 6, 3), 32, 4),
    'resnext26-32x4d': Architecture((2, 2, 2, 2), 32, 4),
    'resnext26-16x4d': Architecture((2, 2, 2, 2), 16, 4),
    'tiny': Architecture((1, 1, 1, 1), 8, 4),
}


@dataclass(frozen=True)
class Pooling:
    """
    How class evidence becomes a logit: the mean where the sharpness is 0, else `log(mean(exp(r × evidence)))
    / r` with sharpness r (Pinheiro and Collobert, 2015, https://arxiv.org/abs/1411.6228, section 3.1).
    """

    sharpness: float = 0.0

    def __call__(self, evidence: Tensor) -> Tensor:
        """`[n, classes, h, w]` to `[n, classes]`"""
        flat = evidence.flatten(2).float()
        if self.sharpness == 0:
            return flat.mean(2)
        pooled = torch.logsumexp(flat * self.sharpness, 2) - math.log(flat.shape[2])
        return pooled / self.sharpness


class ResNeXt(nn.Module):
    """A torchvision ResNet whose last layer is applied before it is pooled."""

    def __init__(self, architecture: Architecture, pooling: Pooling, output_stride: int) -> None:
        super().__init__()
        if output_stride not in (16, 32):
            raise ValueError(f'the output stride is 16 or 32, not {output_stride}')
        net = ResNet(
            Bottleneck,
            list(architecture.layers),
            num_classes=len(CLASSES),
            groups=architecture.groups,
            width_per_group=architecture.width_per_group,
        )
        if output_stride == 16:
            net.layer4[0].conv2.stride = (1, 1)
            net.layer4[0].downsample[0].stride = (1, 1)
        for name, module in net.named_children():
            if name not in ('avgpool',):
                self.add_module(name, module)
        self.architecture = architecture
        self.pooling = pooling
        self.output_stride = output_stride

    def features(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Outputs of the second, third and fourth stage: `[n, channels, h, w]` each."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        second = self.layer2(self.layer1(x))
        third = self.layer3(second)
        return second, third, self.layer4(third)

    def classify(self, last: Tensor) -> tuple[Tensor, Tensor]:
        """Logits `[n, 6]` and evidence `[n, 6, h, w]` of the last stage's output."""
        evidence = nn.functional.conv2d(last, self.fc.weight[:, :, None, None])
        return self.pooling(evidence) + self.fc.bias, evidence

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """`[n, 3, size, size]` to logits `[n, 6]` and evidence `[n, 6, h, w]`"""
        return self.classify(self.features(x)[2])

    def head_json(
        self, temperatures: list[float] | None = None, thresholds: list[float] | None = None
    ) -> dict[str, Any]:
        """What `hemolens convert --head` wants to know; a probability from a threshold on is shown as suspicious."""
        mean = self.pooling.sharpness == 0
        pooling = {'kind': 'mean'} if mean else {'kind': 'log-mean-exp', 'sharpness': self.pooling.sharpness}
        return {
            'outputStride': self.output_stride,
            'pooling': pooling,
            'temperatures': temperatures or [1.0] * len(CLASSES),
            'thresholds': thresholds or [0.5] * len(CLASSES),
        }


def build(architecture: str, pooling: Pooling = Pooling(), output_stride: int = 32) -> ResNeXt:
    """
    :param architecture: a name of ARCHITECTURES
    :raises KeyError: where there is no such architecture
    """
    return ResNeXt(ARCHITECTURES[architecture], pooling, output_stride)
