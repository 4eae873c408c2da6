"""
A model folder of `hemolens convert`, taken back into a network: one that answers as it does, or one that can be trained on.

A conversion folds each batch normalisation into the convolution before it, and no folder tells what was folded. To answer, a
normalisation needs no more than the bias that was folded. To be trained on, it takes the mean and the deviation that its input
has on images: the network answers as the folder does, and its batches can be normalised anew. Each filter gets the length of a
fresh one, which its normalisation takes out again: how far a step of the optimiser goes depends on it.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.errors import TrainingError
from training.resnext import ResNeXt

CODE = 'training/bad-weights'


def load_folded(net: ResNeXt, folder: Path) -> None:
    """
    As the folder answers, to the last bit of its weights; what is left of a normalisation adds a bias.

    :param net: of the folder's architecture
    :raises TrainingError: `training/bad-weights`
    """
    held = read_weights(folder)
    for name, (convolution, normalisation) in _normalised(net).items():
        _copy(convolution.weight, _taken(held, f'{name}/filter', folder).permute(3, 2, 0, 1), name, folder)
        _copy(normalisation.bias, _taken(held, f'{name}/bias', folder), name, folder)
        nn.init.ones_(normalisation.weight)
        nn.init.zeros_(normalisation.running_mean)
        nn.init.constant_(normalisation.running_var, 1 - normalisation.eps)
    _copy(net.fc.weight, _taken(held, 'fc/filter', folder)[0, 0].T, 'fc', folder)
    _copy(net.fc.bias, _taken(held, 'fc/bias', folder), 'fc', folder)
    strange = [name for name in held if name.endswith('/filter')]
    if strange:
        raise TrainingError(CODE, f'It has {strange[0]}, which this architecture has not.', folder)


def load_converted(net: ResNeXt, folder: Path, batches: Iterable[Tensor]) -> None:
    """
    :param net: of the folder's architecture, fresh
    :param batches: of images as the network reads them, `[n, 3, size, size]`, one or more
    :raises TrainingError: `training/bad-weights`
    """
    pairs = _normalised(net)
    fresh = {name: _length(convolution.weight.detach()) for name, (convolution, _) in pairs.items()}
    load_folded(net, folder)
    moments = _moments(net, {normalisation: name for name, (_, normalisation) in pairs.items()}, batches)
    with torch.no_grad():
        for name, (convolution, normalisation) in pairs.items():
            scale = fresh[name] / _length(convolution.weight).clamp_min(1e-12)
            mean, variance = (moment.float() for moment in moments[name])
            convolution.weight *= scale[:, None, None, None]
            normalisation.running_mean.copy_(mean * scale)
            normalisation.running_var.copy_(variance * scale**2)
            normalisation.weight.copy_((normalisation.running_var + normalisation.eps).sqrt() / scale)
            normalisation.bias += mean


def read_weights(folder: Path) -> dict[str, Tensor]:
    """
    Tensors as `model.json` names them, filters `[height, width, in / groups, out]`.

    :raises TrainingError: `training/bad-weights`
    """
    try:
        groups = json.loads((folder / 'model.json').read_text())['weightsManifest']
        held = {}
        for group in groups:
            raw, at = b''.join((folder / path).read_bytes() for path in group['paths']), 0
            for spec in group['weights']:
                stored = spec.get('quantization', spec)
                kind = np.dtype(stored['dtype'])
                count = math.prod(spec['shape'])
                values = np.frombuffer(raw, kind, count, at).reshape(spec['shape'])
                at += count * kind.itemsize
                if 'scale' in stored:
                    values = values * stored['scale'] + stored['min']
                if spec['dtype'] == 'float32':
                    held[spec['name']] = torch.from_numpy(values.astype(np.float32))
        return held
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise TrainingError(CODE, f'This is no folder of a converted model ({cause}).', folder) from cause


def _normalised(net: ResNeXt) -> dict[str, tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """Every convolution by its name, with the normalisation that follows."""
    modules = dict(net.named_modules())
    pairs = {}
    for name, module in modules.items():
        if isinstance(module, nn.Conv2d):
            after = name[:-1] + '1' if name.endswith('downsample.0') else name.replace('conv', 'bn')
            pairs[name] = (module, modules[after])
    return pairs


def _moments(
    net: ResNeXt, normalisations: dict[nn.BatchNorm2d, str], batches: Iterable[Tensor]
) -> dict[str, tuple[Tensor, Tensor]]:
    """Mean and variance of what goes into each normalisation, `[channels]`, over all batches and places."""
    sums: dict[str, list[Tensor]] = {name: [] for name in normalisations.values()}

    def seen(module: nn.Module, given: tuple[Tensor, ...]) -> None:
        flat = given[0].double().transpose(0, 1).flatten(1)
        sums[normalisations[module]].append(torch.stack((flat.mean(1), (flat**2).mean(1))))  # type: ignore[index]

    hooks = [module.register_forward_pre_hook(seen) for module in normalisations]
    try:
        net.eval()
        with torch.no_grad():
            for batch in batches:
                net(batch)
    finally:
        for hook in hooks:
            hook.remove()
    moments = {}
    for name, each in sums.items():
        mean, square = torch.stack(each).mean(0)
        moments[name] = (mean, (square - mean**2).clamp_min(0))
    return moments


def _length(filters: Tensor) -> Tensor:
    return filters.flatten(1).norm(dim=1)


def _taken(held: dict[str, Tensor], name: str, folder: Path) -> Tensor:
    if name not in held:
        raise TrainingError(CODE, f'It has no {name}: another architecture?', folder)
    return held.pop(name)


def _copy(to: Tensor, value: Tensor, name: str, folder: Path) -> None:
    if value.shape != to.shape:
        found, needed = tuple(value.shape), tuple(to.shape)
        raise TrainingError(CODE, f'Its {name} is {found} where {needed} is wanted.', folder)
    with torch.no_grad():
        to.copy_(value)
