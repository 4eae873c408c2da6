"""
Scores a folder of the challenge's test images with a finished run and writes the submission.

    python3 -m training.rsna.predict --run RUN --images stage_2_test --out submission.csv
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training import metrics
from training.errors import TrainingError
from training.files import refuse_unwritable
from training.resnext import CLASSES, Pooling, build
from training import checkpoint
from training.rsna.dataset import Slices
from training.rsna.failures import explained
from training.rsna.images import list_images, why_unreadable
from training.rsna.precision import Precision
from training.rsna.progress import say
from training.rsna.submission import write_submission
from training.rsna.team import Elsewhere, Team
from training.rsna.validate import Answers, answer
from training.weights import load_initial

DONE, FAILED, PARTLY = 0, 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """
    :returns: 0; 1: failure, or stopped on the way; 3: done, but some images could not be read and are not in the file; a wrong command line
        exits with 2
    """
    given = parse(arguments)
    try:
        return predict(given)
    except Elsewhere:
        return FAILED
    except KeyboardInterrupt:
        say('training.rsna.predict: stopped before it was done.')
        return FAILED
    except TrainingError as error:
        say(f'training.rsna.predict: {error}')
        return FAILED


def predict(given: argparse.Namespace) -> int:
    """
    :raises TrainingError: `training/no-run`, `training/bad-weights`, `training/no-images`, `training/no-memory`,
        `training/lost-worker`, `training/no-numbers`, `training/cannot-write`
    """
    team = Team(given.device)
    try:
        team.led(lambda: refuse_unwritable(given.out))
        return _predicted(given, team)
    except RuntimeError as cause:
        if error := explained(cause, given.images):
            raise error from cause
        raise
    finally:
        team.close()


def _predicted(given: argparse.Namespace, team: Team) -> int:
    run, head, preprocess = (
        _json(given.run / f'{name}.json', *wanted)
        for name, *wanted in (
            ('settings', 'architecture', 'computing'),
            ('head', 'pooling', 'outputStride', 'temperatures'),
            ('preprocess', 'size'),
        )
    )
    net = build(run['architecture'], Pooling(head['pooling'].get('sharpness', 0.0)), head['outputStride'])
    weights = given.run / checkpoint.MODEL
    if not load_initial(net, weights):
        raise TrainingError('training/bad-weights', 'Its last layer has other outputs.', weights)
    ids = list_images(given.images)
    slices = Slices(given.images, ids, np.zeros((len(ids), len(CLASSES)), np.uint8), preprocess['size'])
    precision = precision_of(run['computing'], team.device)
    found = answer(
        net.to(team.device),
        slices,
        np.arange(len(ids)),
        team,
        precision,
        given.batch,
        given.workers,
        given.flip,
        'Scoring',
    )
    if not team.leads:
        return DONE
    _refuse_no_numbers(ids, found, precision, weights)
    probability = metrics.sigmoid(found.logits / np.array(head['temperatures']))
    write_submission(given.out, ids[found.readable], probability[found.readable])
    for image in ids[~found.readable]:
        one = why_unreadable(given.images, bytes(image))
        say(f'{one.id}: {one.reason}; it is not in the submission')
    say(f'{int(found.readable.sum())} images scored, {int((~found.readable).sum())} left out: {given.out}')
    return DONE if found.readable.all() else PARTLY


def precision_of(computing: str, device: torch.device) -> Precision:
    """
    What the run computed in, in which its temperatures were fitted and its weights stayed numbers; a CPU has 32 bits for
    all.
    """
    return Precision(computing if device.type == 'cuda' else 'float32', device)


def _refuse_no_numbers(ids: np.ndarray, found: Answers, precision: Precision, weights: Path) -> None:
    wrong = ids[found.readable & ~np.isfinite(found.logits).all(1)]
    if len(wrong):
        raise TrainingError(
            'training/no-numbers',
            f'With these weights, in {precision.name}, the network answers no numbers for {len(wrong)} images, the first '
            f'{os.fsdecode(wrong[0])}: nothing was written. On a graphics processor, try --device cpu.',
            weights,
        )


def _json(file: Path, *wanted: str) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text())
        return {name: held[name] for name in wanted}
    except (OSError, ValueError, TypeError, LookupError) as cause:
        raise TrainingError(
            'training/no-run', f'This is no file of a finished run ({cause!r}).', file
        ) from cause


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.batch < 1 or given.workers < 0:
        parser.error('--batch is at least 1, --workers at least 0')
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog='python3 -m training.rsna.predict',
        description='Scores a folder of ID_*.dcm with a finished run and writes the submission.',
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add('--run', type=Path, required=True, help='the folder that training.rsna wrote')
    add('--images', type=Path, required=True)
    add('--out', type=Path, required=True, help='the CSV')
    add('--flip', action='store_true', help='mean over each picture and its mirror image')
    add('--batch', type=int, default=64)
    add('--workers', type=int, default=4)
    add('--device', choices=('auto', 'cpu', 'cuda'), default='auto')
    return parser


if __name__ == '__main__':
    sys.exit(main())
