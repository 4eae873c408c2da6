"""
What a model folder is worth on phantoms that it never saw: whether it tells blood, points at it, and how large and how dense
that was. By the folder's own weights in PyTorch, for the terminal program tells no evidence; its test holds both to the same
logits.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training import metrics
from training.converted import load_folded
from training.errors import TrainingError
from training.evaluation.measure import interval, measure_labelled
from training.phantoms.localise import Pointed, point, seen_areas, share, with_any
from training.phantoms.shards import Written
from training.phantoms.sizes import differences, tell_sizes
from training.preprocessing import model_input, preprocess_json
from training.resnext import CLASSES, Architecture, Pooling, ResNeXt

BATCH = 32


def network_of(manifest: dict[str, Any], folder: Path) -> ResNeXt:
    """
    The network that answers as the folder does: its weights as they are rounded, its stride and its pooling.

    :raises TrainingError: `training/bad-model`, `training/bad-weights`
    """
    try:
        told, reads = manifest['architecture'], manifest['preprocessing']
        pooling = manifest.get('pooling', {})
        architecture = Architecture(tuple(told['blocks']), told['groups'], told['widthPerGroup'])
        net = ResNeXt(architecture, Pooling(pooling.get('sharpness', 0.0)), told.get('outputStride', 32))
        alike = reads == preprocess_json(reads['size'])
    except (LookupError, TypeError, ValueError, AttributeError) as cause:
        raise TrainingError('training/bad-model', f'Its manifest tells of no ResNeXt ({cause!r}).', folder) from cause
    if not alike:
        said = 'Its windows, fit, mean or deviation are not those of training: it cannot be measured on phantoms.'
        raise TrainingError('training/bad-model', said, folder)
    _refuse_altered(manifest, folder)
    load_folded(net, folder)
    return net.eval()


def _refuse_altered(manifest: dict[str, Any], folder: Path) -> None:
    """Figures bear the weights' checksum, which the manifest states. :raises TrainingError: `training/bad-weights`"""
    for shard in manifest['shards']:
        file = folder / shard['path']
        try:
            found = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as cause:
            raise TrainingError('training/bad-weights', f'This shard could not be read ({cause}).', file) from cause
        if found != shard['sha256']:
            raise TrainingError('training/bad-weights', 'This is not the shard that the manifest tells of.', file)


def answers(net: ResNeXt, hu: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """
    As the page reads slices: not by way of the bytes that training keeps.

    :param hu: `[n, h, w]`
    :returns: logits `[n, 6]` and evidence `[n, 6, h, w]`
    """
    logits, evidence = [], []
    with torch.no_grad():
        for start in range(0, len(hu), BATCH):
            batch = [model_input(one.astype(np.float32), size) for one in hu[start : start + BATCH]]
            found, map_ = net(torch.from_numpy(np.stack(batch)))
            logits.append(found.numpy())
            evidence.append(map_.numpy())
    return np.concatenate(logits), np.concatenate(evidence)


def measure_phantoms(
    net: ResNeXt, manifest: dict[str, Any], written: Written, threshold: float, rounds: int
) -> dict[str, object]:
    """
    Intervals are of pairs drawn with replacement: the two slices of one are the same head.

    :param net: of `network_of`
    :param threshold: of P(any)
    """
    logits, evidence = answers(net, written.hu, manifest['preprocessing']['size'])
    probability = metrics.sigmoid(logits / np.array(manifest.get('temperatures', 1.0)))
    # As calibrated on phantoms: what ships is calibrated to how often patients bleed, phantoms do so three times as often.
    fitted = np.stack([metrics.refitted(written.labels[:, k], logits[:, k]) for k in range(len(CLASSES))], 1)
    refitted = metrics.sigmoid(fitted)
    pointed = point(evidence, written.masks, written.pixel_mm)
    areas, hu = seen_areas(with_any(written.masks), written.pixel_mm), differences(written.hu, written.masks)
    return {
        **measure_labelled(written.labels, probability, threshold, rounds, written.pairs),
        'refittedLogLoss': interval(
            metrics.weighted_log_loss, written.labels, refitted, rounds=rounds, groups=written.pairs
        ),
        'pointingGame': measure_pointing(pointed, rounds, written.pairs),
        'sizes': tell_sizes(written.labels, areas, hu, probability[:, 5] >= threshold),
    }


def measure_pointing(pointed: Pointed, rounds: int, groups: np.ndarray) -> dict[str, object]:
    """How many bleeds there are, and shares that are hit: of each kind, of all kinds together (`all`), of the map of `any`."""
    columns = {**{name: [k] for k, name in enumerate(CLASSES)}, 'all': [*range(5)]}
    return {
        name: {
            'bleeds': int(pointed.bleeds[:, of].sum()),
            **{
                rule: interval(share, hits[:, of], pointed.bleeds[:, of], rounds=rounds, groups=groups)
                for rule, hits in (('hit', pointed.hits), ('strict', pointed.strict))
            },
        }
        for name, of in columns.items()
    }
