"""Automatic mixed precision: 16-bit arithmetic where a graphics processor has it, none on a CPU."""

from __future__ import annotations

from contextlib import AbstractContextManager

import torch

from training.errors import TrainingError


BFLOAT16_SINCE = (8, 0)
"""
Compute capability of the first processors whose tensor cores take bfloat16 (Ampere). `torch.cuda.is_bf16_supported` also
answers true where it is emulated, since PyTorch 2.4: slower than float16, which those before have in hardware.
"""


class Precision:
    """
    `auto` is bfloat16 where the device computes in it, else float16, whose gradients need a scale.

    :raises TrainingError: `training/no-16-bit` where it is asked for on a CPU
    """

    def __init__(self, name: str, device: torch.device) -> None:
        cuda = device.type == 'cuda'
        if name == 'auto':
            name = _fastest(device) if cuda else 'float32'
        if name != 'float32' and not cuda:
            raise TrainingError(
                'training/no-16-bit', f'{name} needs a graphics processor: leave out --precision.'
            )
        self.name = name
        self.device = device
        # torch 2.3 moved it; the older name warns there.
        kind = getattr(torch.amp, 'GradScaler', None) or torch.cuda.amp.GradScaler
        self.scaler = kind(enabled=name == 'float16')

    def computing(self) -> AbstractContextManager[object]:
        kind = torch.float16 if self.name == 'float16' else torch.bfloat16
        return torch.autocast(self.device.type, dtype=kind, enabled=self.name != 'float32')


def _fastest(device: torch.device) -> str:
    return 'bfloat16' if torch.cuda.get_device_capability(device) >= BFLOAT16_SINCE else 'float16'
