"""
What the head and the input do to a network that is trained already, measured on phantoms that it never saw.

    python3 -m training.phantoms.variants --checkpoint run/model.pth --head run/head.json --held-out held-out

Prints one row a variant: how evidence is pooled, its stride, the input's size, the mean with the mirrored slice. None of
them costs a training, and none of them opens a patient's slice.
"""
from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from training import metrics
from training.errors import TrainingError
from training.phantoms.localise import point, share
from training.phantoms.shards import load
from training.phantoms.train import predict
from training.resnext import ARCHITECTURES, Pooling, build
from training.weights import read_state


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.phantoms.variants', description=__doc__)
    parser.add_argument('--checkpoint', type=Path, nargs='+', required=True, help='several are averaged, weight by weight')
    parser.add_argument('--head', type=Path, required=True, help='head.json of the run')
    parser.add_argument('--held-out', type=Path, nargs='+', required=True)
    parser.add_argument('--architecture', choices=sorted(ARCHITECTURES), default='resnext26-16x4d')
    parser.add_argument('--sizes', type=int, nargs='+', default=[160, 192, 224])
    parser.add_argument('--sharpness', type=float, nargs='+', default=[0, 1, 2, 4, 8])
    return parser.parse_args(arguments)


def averaged(files: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of some checkpoints of one architecture, weight by weight."""
    states = [read_state(file) for file in files]
    return {
        name: value if not value.is_floating_point() else torch.stack([state[name] for state in states]).mean(0)
        for name, value in states[0].items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure"""
    try:
        tabulate(parse(arguments))
    except TrainingError as error:
        print(f'training.phantoms.variants: {error}', file=sys.stderr)
        return 1
    return 0


def tabulate(given: argparse.Namespace) -> None:
    """:raises TrainingError: `training/bad-weights`, `training/bad-shard`"""
    head = json.loads(given.head.read_text())
    stated = head['pooling'].get('sharpness', 0.0)
    state = averaged(given.checkpoint)
    rows = [(stated, head['outputStride'], size, flip) for size in given.sizes for flip in (False, True)]
    rows += [(sharpness, head['outputStride'], given.sizes[0], False) for sharpness in given.sharpness]
    rows.append((stated, 48 - head['outputStride'], given.sizes[0], False))
    print('| pooling | stride | size | mirrored too | AUC(any) | weighted log loss | pointing game | strictly |')
    print('| --- | --- | --- | --- | --- | --- | --- | --- |')
    for sharpness, stride, size, flip in dict.fromkeys(rows):
        net = build(given.architecture, Pooling(sharpness), stride)
        net.load_state_dict(state)
        held_out = load(given.held_out, size)
        logits, evidence = predict(net, held_out.images, flip)
        fitted = np.stack([metrics.refitted(held_out.labels[:, k], logits[:, k]) for k in range(6)], 1)
        loss = metrics.weighted_log_loss(held_out.labels, metrics.sigmoid(fitted))
        pooling = 'mean' if sharpness == 0 else f'log-mean-exp {sharpness:g}'
        found = metrics.auc(held_out.labels[:, 5], logits[:, 5])
        pointed = point(evidence, held_out.masks, held_out.pixel_mm)
        hits, strict = (share(by[:, :5], pointed.bleeds[:, :5]) for by in (pointed.hits, pointed.strict))
        mirrored = 'yes' if flip else 'no'
        said = f'| {pooling} | {stride} | {size} | {mirrored} | {found:.3f} | {loss:.3f} | {hits:.2f} | {strict:.2f} |'
        print(said, flush=True)


if __name__ == '__main__':
    sys.exit(main())
