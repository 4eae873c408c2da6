"""
    hemolens phantom --arrays --out shards --count 40000 --seed 1 --background HEAD_CT_GE
    hemolens phantom --arrays --out held-out --count 2000 --seed 2 --background HEAD_CT_GE
    python3 -m training.phantoms --shards shards --held-out held-out --out run
    hemolens convert run/model.pth --head run/head.json --preprocess run/preprocess.json --out …
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from training import checkpoint, metrics
from training.converted import load_converted
from training.errors import TrainingError
from training.files import clear_leftovers, make_folder, write_json
from training.interrupt import Interrupt
from training.phantoms.augment import normalised
from training.phantoms.calibrate import calibration, patient_weights
from training.phantoms.localise import pointing_game
from training.phantoms.shards import Slices, load
from training.phantoms.train import RARE, Recipe, Trainer, predict
from training.preprocessing import preprocess_json
from training.resnext import ARCHITECTURES, CLASSES, Pooling, ResNeXt, build
from training.thresholds import thresholds
from training.weights import load_initial

SEEN_FIRST = 512
"""Slices by which a converted model gets its normalisations back."""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.phantoms', description=__doc__)
    parser.add_argument('--shards', type=Path, nargs='+', required=True, help='folders of slices-*.npz')
    parser.add_argument('--held-out', type=Path, nargs='+', required=True, help='folders of slices that calibrate and measure')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--architecture', choices=sorted(ARCHITECTURES), default='resnext26-16x4d')
    parser.add_argument('--size', type=int, default=192, help='pixels a side (default: 192)')
    parser.add_argument('--sharpness', type=float, default=4.0, help='of log-mean-exp; 0 is the mean (default: 4)')
    parser.add_argument('--output-stride', type=int, choices=(16, 32), default=16)
    parser.add_argument('--images', type=int, default=80_000, help='seen in all (default: 80000)')
    parser.add_argument('--batch', type=int, default=32)
    parser.add_argument('--learning-rate', type=float, default=2e-3)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--threads', type=int, default=torch.get_num_threads())
    parser.add_argument('--bfloat16', action='store_true', help='faster on processors with AVX512-BF16 or AMX')
    parser.add_argument('--init', type=Path, help='what to begin with: a checkpoint, or the folder of a converted model, of the same architecture')
    parser.add_argument('--resume', action='store_true', help='goes on with the run in --out')
    given = parser.parse_args(arguments)
    if min(given.batch, given.threads) < 1:
        parser.error('--batch and --threads are at least 1')
    return given


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure, or stopped on the way; a wrong command line exits with 2"""
    given = parse(arguments)
    stop = Interrupt()
    stop.listen()
    torch.set_num_threads(given.threads)
    try:
        run(given, stop)
    except TrainingError as error:
        print(f'training.phantoms: {error}', file=sys.stderr)
        return 1
    return 0


def run(given: argparse.Namespace, stop: Callable[[], bool]) -> None:
    """:raises TrainingError: whatever ends the run"""
    if not given.resume:
        checkpoint.refuse_existing(given.out)
    slices = load(given.shards, given.size)
    held_out = load(given.held_out, given.size)
    make_folder(given.out)
    clear_leftovers(given.out)
    shares = ', '.join(f'{name} {share:.3f}' for name, share in zip(CLASSES, slices.labels.mean(0)))
    print(f'{len(slices)} slices: {shares}', file=sys.stderr)
    torch.manual_seed(given.seed)
    net = build(given.architecture, Pooling(given.sharpness), given.output_stride)
    if not given.resume:
        initialise(net, given.init, slices)
    recipe = Recipe(
        images=given.images,
        batch=given.batch,
        learning_rate=given.learning_rate,
        seed=given.seed,
        bfloat16=given.bfloat16,
    )
    asked = ('architecture', 'size', 'sharpness', 'output_stride')
    trainer = Trainer(net, slices, recipe, {name: getattr(given, name) for name in asked})
    if given.resume:
        trainer.resume(given.out)
        print(f'going on at step {trainer.step}', file=sys.stderr)
    trainer.run(given.out, stop)
    net.load_state_dict(trainer.average)
    logits, evidence = predict(net, held_out.images)
    temperatures, shift = calibration(logits, held_out.labels)
    with torch.no_grad():
        net.fc.bias += torch.from_numpy(shift).float()
    checkpoint.save_tensors(given.out / checkpoint.MODEL, net.state_dict())
    probability = metrics.sigmoid((logits + shift) / np.array(temperatures))
    suspicious = thresholds(probability, held_out.labels, patient_weights(held_out.labels))
    write_json(given.out / 'head.json', net.head_json(temperatures, suspicious))
    write_json(given.out / 'preprocess.json', preprocess_json(given.size))
    write_json(given.out / 'held-out.json', measured(logits, evidence, held_out))
    print((given.out / 'held-out.json').read_text())


def initialise(net: ResNeXt, init: Path | None, slices: Slices) -> None:
    """:raises TrainingError: `training/bad-weights`"""
    if init is None:
        torch.nn.init.constant_(net.fc.bias, RARE)
    elif init.is_dir():
        batches = torch.from_numpy(slices.images[:SEEN_FIRST]).split(32)
        load_converted(net, init, (normalised(batch.float() / 255) for batch in batches))
    elif not load_initial(net, init):
        raise TrainingError('training/bad-weights', 'Its last layer has another number of classes.', init)


def measured(logits: np.ndarray, evidence: np.ndarray, held_out: Slices) -> dict[str, object]:
    """On phantoms, before the shift to the prevalence of patients; None of a kind that none or all of them have."""
    probability = metrics.sigmoid(logits)
    areas = {name: metrics.auc(held_out.labels[:, k], logits[:, k]) for k, name in enumerate(CLASSES)}
    return {
        'auc': {name: metrics.defined(area) for name, area in areas.items()},
        'weightedLogLoss': metrics.weighted_log_loss(held_out.labels, probability),
        'pointingGame': {
            name: metrics.defined(found) for name, found in pointing_game(evidence, held_out.masks, held_out.pixel_mm).items()
        },
    }


if __name__ == '__main__':
    sys.exit(main())
