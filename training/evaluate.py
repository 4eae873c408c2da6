"""
Measures a model folder as it ships: on slices of patients through the terminal program, and on phantoms.

    python3 -m training.evaluate --model public/models/ID --data DATA --phantoms SHARDS --out docs/model-evaluation

DATA holds `rsna-slices` (with `labels.csv`: id and the six classes, empty where nobody labelled it), `head-ct-ge` and
`head-cta-cq500`. SHARDS are folders of `hemolens phantom --arrays`, each measured by itself and called by its name: of a seed
that training did not see. One of the two may be left out; what stands in `--out` of it, of the same weights, stays. Written are
`figures.json`, `figures.md` and, of patients, two pictures; docs/model-evaluation.md says what they mean and what of all this
the model knew from training.
Exit code 3: done, but some images could not be scored, each named with its reason and in no figure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.errors import TrainingError
from training.evaluation.draw import depict, draw
from training.evaluation.measure import WITHOUT_BLOOD, labels_of, measure_labelled, measure_without_blood
from training.evaluation.phantoms import measure_phantoms, network_of
from training.evaluation.scores import scores_of
from training.evaluation.tables import table
from training.files import make_folder, refuse_unwritable, write_json, write_text
from training.phantoms.shards import load_written

DONE, FAILED, PARTLY = 0, 1, 3
FIGURES = 'figures.json'


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.evaluate', description=__doc__)
    parser.add_argument('--model', type=Path, required=True)
    parser.add_argument('--data', type=Path, help='slices of patients')
    parser.add_argument('--phantoms', type=Path, nargs='+', default=[], help='folders of slices-*.npz')
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--threshold', type=float, help='of P(any) (default: the one the model states)')
    parser.add_argument('--pictures', type=Path, help='a folder for what was missed and what was seen in vain; not to be passed on')
    parser.add_argument('--rounds', type=int, default=2000, help='of the bootstrap (default: 2000)')
    given = parser.parse_args(arguments)
    if given.threshold is not None and not 0 <= given.threshold <= 1:
        parser.error('--threshold is from 0 to 1')
    if given.rounds < 1:
        parser.error('--rounds is at least 1')
    if given.data is None and not given.phantoms:
        parser.error('what to measure on: --data, --phantoms or both')
    if given.pictures and given.data is None:
        parser.error('--pictures are of slices in --data')
    if len({folder.absolute().name for folder in given.phantoms}) < len(given.phantoms):
        parser.error('--phantoms are called by the names of their folders: no two of the same')
    return given


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure; 3: done, but some images could not be scored"""
    try:
        return evaluate(parse(arguments))
    except KeyboardInterrupt:
        print('training.evaluate: stopped before it was done.', file=sys.stderr)
        return FAILED
    except TrainingError as error:
        print(f'training.evaluate: {error}', file=sys.stderr)
        return FAILED


def evaluate(given: argparse.Namespace) -> int:
    """
    :raises TrainingError: as `scores_of`, `labels_of`, `network_of` and `load_written` do; `training/bad-model`,
        `training/cannot-write`
    """
    manifest = manifest_of(given.model)
    threshold = manifest['thresholds'][5] if given.threshold is None else given.threshold
    labels = None if given.data is None else labels_of(given.data / 'rsna-slices' / 'labels.csv')
    make_folder(given.out)
    refuse_unwritable(given.out / FIGURES)
    phantoms = on_phantoms(given, manifest, threshold) if given.phantoms else {}
    patients = {} if labels is None else on_patients(given, labels, threshold)
    figures = {'model': manifest['weightsSha256']}
    figures = {**kept(given.out / FIGURES, figures['model']), **figures, **patients, **phantoms}
    write_json(given.out / FIGURES, figures)
    write_text(given.out / 'figures.md', table(figures))
    print(table({**patients, **phantoms}))
    left_out = patients.get('leftOut', {})
    for image, why in left_out.items():
        print(f'{image}: {why}', file=sys.stderr)
    return PARTLY if left_out else DONE


def on_phantoms(given: argparse.Namespace, manifest: dict[str, Any], threshold: float) -> dict[str, Any]:
    """:raises TrainingError: as `network_of` and `load_written` do"""
    net = network_of(manifest, given.model)
    # A set that is broken is told of before one is measured.
    sets = {folder.absolute().name: load_written(folder) for folder in given.phantoms}
    return {
        'phantoms': {
            name: measure_phantoms(net, manifest, written, threshold, given.rounds) for name, written in sets.items()
        }
    }


def on_patients(given: argparse.Namespace, labels: dict[str, np.ndarray], threshold: float) -> dict[str, Any]:
    """
    Draws its pictures as well.

    :param labels: as `labels_of`
    :raises TrainingError: as `scores_of` does
    """
    scores = {name: scores_of(given.model, given.data / name) for name in ('rsna-slices', *WITHOUT_BLOOD)}
    labelled = scores['rsna-slices'].probability
    ids = [name for name in labels if name in labelled]
    if not ids:
        raise TrainingError('training/no-labels', 'No image of this folder has labels.', given.data / 'rsna-slices')
    truth, probability = np.stack([labels[i] for i in ids]), np.stack([labelled[i] for i in ids])
    called = probability[:, 5] >= threshold
    missed, in_vain = ~called & (truth[:, 5] == 1), called & (truth[:, 5] == 0)
    left_out = {f'{name}/{image}': why for name, one in scores.items() for image, why in one.failed.items()}
    absent = [i for i in labels if i not in labelled and i not in scores['rsna-slices'].failed]
    left_out.update({f'rsna-slices/{image}': 'the folder does not have it' for image in absent})
    figures = {
        'rsna-slices': measure_labelled(truth, probability, threshold, given.rounds),
        **{name: measure_without_blood(scores[name], threshold) for name in WITHOUT_BLOOD},
        'missed': [[ids[n], round(float(probability[n, 5]), 3)] for n in np.flatnonzero(missed)],
        'inVain': [[ids[n], round(float(probability[n, 5]), 3)] for n in np.flatnonzero(in_vain)],
        'leftOut': left_out,
    }
    draw(given.out, truth[:, 5], probability[:, 5])
    if given.pictures:
        depict(figures, scores['rsna-slices'].files, given.pictures)
    return figures


def kept(file: Path, model: str) -> dict[str, Any]:
    """
    What an earlier call found of the same weights: nothing where it was of others, or where no figures stand.

    :param model: the weights' checksum
    """
    try:
        found = json.loads(file.read_text())
        return dict(found) if found['model'] == model else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def manifest_of(model: Path) -> dict[str, Any]:
    """:raises TrainingError: `training/bad-model`"""
    file = model / 'model.json'
    try:
        return dict(json.loads(file.read_text())['userDefinedMetadata']['hemolens'])
    except (OSError, ValueError, LookupError, TypeError) as cause:
        raise TrainingError('training/bad-model', f'This is no model of hemolens convert ({cause!r}).', file) from cause


if __name__ == '__main__':
    sys.exit(main())
