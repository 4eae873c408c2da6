"""
Initial weights: a checkpoint of ImageNet, of weakly supervised pretraining (WSL), or of any run of ours.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import torch
from torch import Tensor, nn

from training.errors import TrainingError

UNREADABLE = (
    OSError,
    RuntimeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    pickle.UnpicklingError,
)
"""What torch raises where a file is no checkpoint, or not a whole one."""
NESTS = ('state_dict', 'model', 'net')


def read_state(file: Path) -> dict[str, Tensor]:
    """
    Tensors by torchvision's names; nothing in the file is executed.

    :raises TrainingError: `training/bad-weights`
    """
    try:
        held = torch.load(file, map_location='cpu', weights_only=True)
    except UNREADABLE as cause:
        raise TrainingError(
            'training/bad-weights', f'This is no checkpoint of tensors ({cause}).', file
        ) from cause
    while nest := next(
        (name for name in NESTS if isinstance(held, dict) and isinstance(held.get(name), dict)), None
    ):
        held = held[nest]
    if not isinstance(held, dict):
        raise TrainingError('training/bad-weights', 'This checkpoint holds no named tensors.', file)
    return {
        name[len('module.') :] if name.startswith('module.') else name: value
        for name, value in held.items()
        if isinstance(name, str) and isinstance(value, Tensor)
    }


def load_initial(net: nn.Module, file: Path) -> bool:
    """
    :returns: whether the last layer came along; it stays random where the file's has another number of
        outputs
    :raises TrainingError: `training/bad-weights`, naming the tensor that does not fit
    """
    state = read_state(file)
    wanted = net.state_dict()
    fitting = 'fc.weight' in state and state['fc.weight'].shape == wanted['fc.weight'].shape
    if not fitting:
        state = {name: value for name, value in state.items() if not name.startswith('fc.')}
    for name, value in wanted.items():
        if name not in state:
            if name.startswith('fc.') or name.endswith('num_batches_tracked'):
                continue
            raise TrainingError('training/bad-weights', f'It has no {name}: another architecture?', file)
        if state[name].shape != value.shape:
            found, needed = tuple(state[name].shape), tuple(value.shape)
            raise TrainingError(
                'training/bad-weights', f'Its {name} is {found} where {needed} is wanted.', file
            )
    strange = [name for name in state if name not in wanted]
    if strange:
        raise TrainingError(
            'training/bad-weights', f'It has {strange[0]}, which this architecture has not.', file
        )
    net.load_state_dict(state, strict=False)
    return fitting
