"""
Measures a model folder as it ships, through the terminal program, on real slices that it never saw in training.

    python3 -m training.evaluate --model public/models/ID --data DATA --out docs/model-evaluation

DATA holds `rsna-slices` (with `labels.csv`: id and the six classes, empty where nobody labelled it), `head-ct-ge` and
`head-cta-cq500`. Written are `figures.json`, `figures.md` and two pictures; docs/model-evaluation.md says what they mean.
Exit code 3: done, but some images could not be scored, each named with its reason and in no figure.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.errors import TrainingError
from training.files import make_folder, write_json, write_text, write_whole
from training.phantoms.calibrate import PREVALENCE
from training.preprocessing import WINDOWS, Unreadable, read_hounsfield
from training.resnext import CLASSES
from training.rsna.labels import VALUES

DONE, FAILED, PARTLY = 0, 1, 3
WITHOUT_BLOOD = ('head-ct-ge', 'head-cta-cq500')


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.evaluate', description=__doc__)
    parser.add_argument('--model', type=Path, required=True)
    parser.add_argument('--data', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--threshold', type=float, help='of P(any) (default: the one the model states)')
    parser.add_argument('--pictures', type=Path, help='a folder for what was missed and what was seen in vain; not to be passed on')
    parser.add_argument('--rounds', type=int, default=2000, help='of the bootstrap (default: 2000)')
    given = parser.parse_args(arguments)
    if given.threshold is not None and not 0 <= given.threshold <= 1:
        parser.error('--threshold is from 0 to 1')
    return given


@dataclass(frozen=True)
class Scores:
    """What the terminal program says of a folder of images, each called by its file's name without the ending."""

    files: dict[str, Path]
    probability: dict[str, np.ndarray]
    """`[6]`"""
    failed: dict[str, str]
    """Why the others have none."""


def scores_of(model: Path, folder: Path) -> Scores:
    """
    Of every `.dcm` under the folder, however its ending is written: each has probabilities or a reason.

    :raises TrainingError: `training/cannot-read`, `training/same-name`, `training/cannot-score`, `training/no-images`
    """
    # From the root on: the table puts an apostrophe before a path that begins as a formula does.
    folder = folder.absolute()
    listed = list_images(folder)
    by_name(listed, folder)
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / 'scores.csv'
        command = ['node', 'cli/hemolens.mjs', 'score', str(folder), '--model', str(model), '--device', 'wasm']
        done = subprocess.run([*command, '--format', 'per-image', '--out', str(out)], stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 3):
            raise TrainingError('training/cannot-score', f'hemolens score failed:\n{done.stderr.strip()}', folder)
        with out.open(newline='') as stream:
            rows: dict[Path, list[dict[str, str]]] = {}
            for row in csv.DictReader(stream):
                rows.setdefault(Path(row['file']), []).append(row)
    # The program also looks behind links and into archives.
    files = by_name({*listed, *filter(is_image, rows)}, folder)
    found, failed = {}, {}
    for name, file in files.items():
        frames = rows.get(file, [])
        if len(frames) == 1 and frames[0]['any'] != '':
            found[name] = np.array([float(frames[0][k]) for k in CLASSES])
        elif len(frames) == 1:
            failed[name] = frames[0]['status']
        elif frames:
            failed[name] = f'It holds {len(frames)} frames, and labels are of single ones.'
        else:
            # Of a file whose header cannot be read there is no row: the reason is among the program's messages.
            failed[name] = message_of(file, done.stderr).replace(f'{folder}/', '')
    if not found:
        why = next((f' The first: {reason}' for reason in failed.values()), '')
        raise TrainingError('training/no-images', f'No image of this folder could be scored.{why}', folder)
    return Scores(files, found, failed)


def list_images(folder: Path) -> list[Path]:
    """
    Files that end in `.dcm`, of folders in it too, without what a Mac leaves beside them on other discs.

    :raises TrainingError: `training/cannot-read`
    """
    if not folder.is_dir():
        raise TrainingError('training/cannot-read', 'There is no such folder.', folder)
    return sorted(
        file
        for file in folder.rglob('*')
        if is_image(file)
        and not file.is_dir()
        and not any(part.startswith('._') or part == '__MACOSX' for part in file.relative_to(folder).parts)
    )


def is_image(file: Path) -> bool:
    return file.suffix.lower() == '.dcm'


def by_name(files: Iterable[Path], folder: Path) -> dict[str, Path]:
    """
    Files by their names without the ending, in their order, which is what labels call them.

    :raises TrainingError: `training/same-name`
    """
    named: dict[str, Path] = {}
    for file in sorted(files):
        other = named.setdefault(file.stem, file)
        if other != file:
            both = ' and '.join(str(one.relative_to(folder)) for one in (other, file))
            said = f'{both} have one name, by which labels and figures would take them for each other: rename one.'
            raise TrainingError('training/same-name', said, folder)
    return named


def message_of(file: Path, said: str) -> str:
    """What the program's messages, one a line, say of a file."""
    start = f'{file}: '
    told = (line[len(start) :] for line in said.splitlines() if line.startswith(start))
    return next(told, 'hemolens score left it out without a word.')


def labels_of(file: Path) -> dict[str, np.ndarray]:
    """
    `[6]` by image id, of the images that are labelled.

    :raises TrainingError: `training/cannot-read`, `training/missing-class`, `training/bad-labels`
    """
    try:
        with file.open(newline='') as stream:
            reader = csv.DictReader(stream)
            lacking = [name for name in ('id', *CLASSES) if name not in (reader.fieldnames or ())]
            if lacking:
                raise TrainingError('training/missing-class', f'It has no column {lacking[0]}.', file)
            labels = {row['id']: [row[name] for name in CLASSES] for row in reader if row['any'] != ''}
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        raise TrainingError('training/cannot-read', f'These labels could not be read ({cause}).', file) from cause
    for image, row in labels.items():
        if not {*row} <= VALUES.keys():
            raise TrainingError('training/bad-labels', f'The labels of {image} are not all 0 or 1: {row}', file)
    if not labels:
        raise TrainingError('training/bad-labels', 'It labels no image.', file)
    return {image: np.array([VALUES[value] for value in row]) for image, row in labels.items()}


def interval(measure: Any, *arrays: np.ndarray, rounds: int) -> dict[str, float | None]:
    """With its 95 % interval; JSON has no NaN, so what is not defined is null."""
    found = asdict(metrics.bootstrap(measure, *arrays, rounds=rounds))
    return {name: metrics.defined(value) for name, value in found.items()}


def measure_labelled(truth: np.ndarray, probability: np.ndarray, threshold: float, rounds: int) -> dict[str, object]:
    """
    :param truth: `[n, 6]`, as `probability`
    :param threshold: of P(any)
    """
    constant = np.tile(PREVALENCE, (len(truth), 1))
    classes = {}
    for k, name in enumerate(CLASSES):
        t, p = truth[:, k], probability[:, k]
        classes[name] = {
            'positive': int(t.sum()),
            'auc': interval(metrics.auc, t, p, rounds=rounds),
            'averagePrecision': interval(metrics.average_precision, t, p, rounds=rounds),
        }
    sensitivity, specificity = metrics.sensitivity_specificity(truth[:, 5], probability[:, 5], threshold)
    return {
        'images': len(truth),
        'classes': classes,
        'weightedLogLoss': interval(metrics.weighted_log_loss, truth, probability, rounds=rounds),
        'constantPredictor': metrics.weighted_log_loss(truth, constant),
        'threshold': threshold,
        'sensitivity': metrics.defined(sensitivity),
        'specificity': metrics.defined(specificity),
        'reliability': [asdict(b) for b in metrics.reliability(truth[:, 5], probability[:, 5], 5)],
    }


def measure_without_blood(scores: Scores, threshold: float) -> dict[str, float]:
    any_ = np.array([p[5] for p in scores.probability.values()])
    return {
        'images': len(any_),
        'median': float(np.median(any_)),
        'largest': float(any_.max()),
        'falsePositiveRate': float((any_ >= threshold).mean()),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure; 3: done, but some images could not be scored"""
    try:
        return evaluate(parse(arguments))
    except TrainingError as error:
        print(f'training.evaluate: {error}', file=sys.stderr)
        return FAILED


def evaluate(given: argparse.Namespace) -> int:
    """:raises TrainingError: as `scores_of` and `labels_of` do; `training/bad-model`, `training/cannot-write`"""
    manifest = manifest_of(given.model)
    threshold = manifest['thresholds'][5] if given.threshold is None else given.threshold
    slices = given.data / 'rsna-slices'
    labels = labels_of(slices / 'labels.csv')
    make_folder(given.out)
    scores = {name: scores_of(given.model, given.data / name) for name in ('rsna-slices', *WITHOUT_BLOOD)}
    labelled = scores['rsna-slices'].probability
    ids = [name for name in labels if name in labelled]
    if not ids:
        raise TrainingError('training/no-labels', 'No image of this folder has labels.', slices)
    truth, probability = np.stack([labels[i] for i in ids]), np.stack([labelled[i] for i in ids])
    called = probability[:, 5] >= threshold
    missed, in_vain = ~called & (truth[:, 5] == 1), called & (truth[:, 5] == 0)
    left_out = {f'{name}/{image}': why for name, one in scores.items() for image, why in one.failed.items()}
    absent = [i for i in labels if i not in labelled and i not in scores['rsna-slices'].failed]
    left_out.update({f'rsna-slices/{image}': 'the folder does not have it' for image in absent})
    figures = {
        'model': manifest['weightsSha256'],
        'rsna-slices': measure_labelled(truth, probability, threshold, given.rounds),
        **{name: measure_without_blood(scores[name], threshold) for name in WITHOUT_BLOOD},
        'missed': [[ids[n], round(float(probability[n, 5]), 3)] for n in np.flatnonzero(missed)],
        'inVain': [[ids[n], round(float(probability[n, 5]), 3)] for n in np.flatnonzero(in_vain)],
        'leftOut': left_out,
    }
    write_json(given.out / 'figures.json', figures)
    write_text(given.out / 'figures.md', table(figures))
    draw(given.out, truth[:, 5], probability[:, 5])
    if given.pictures:
        depict(figures, scores['rsna-slices'].files, given.pictures)
    print(table(figures))
    for image, why in left_out.items():
        print(f'{image}: {why}', file=sys.stderr)
    return PARTLY if left_out else DONE


def manifest_of(model: Path) -> dict[str, Any]:
    """:raises TrainingError: `training/bad-model`"""
    file = model / 'model.json'
    try:
        return dict(json.loads(file.read_text())['userDefinedMetadata']['hemolens'])
    except (OSError, ValueError, LookupError, TypeError) as cause:
        raise TrainingError('training/bad-model', f'This is no model of hemolens convert ({cause!r}).', file) from cause


def table(figures: dict[str, Any]) -> str:
    rsna = figures['rsna-slices']

    def of(found: dict[str, float | None], decimals: int = 2) -> str:
        if found['value'] is None:
            return '–'
        value, low, high = (f'{found[name]:.{decimals}f}' for name in ('value', 'low', 'high'))
        return f'{value} ({low} to {high})'

    def at_threshold(name: str) -> str:
        return f'| {name} at P(any) ≥ {rsna["threshold"]} | {"–" if rsna[name] is None else f"{rsna[name]:.2f}"} |'

    lines = [
        '| class | slices with it | AUC | average precision |',
        '| --- | --- | --- | --- |',
        *(
            f'| {name} | {found["positive"]} of {rsna["images"]} | {of(found["auc"])} | {of(found["averagePrecision"])} |'
            for name, found in rsna['classes'].items()
        ),
        '',
        '| on the same slices | |',
        '| --- | --- |',
        f'| weighted log loss | {of(rsna["weightedLogLoss"], 3)} |',
        f'| constant predictor | {rsna["constantPredictor"]:.3f} |',
        at_threshold('sensitivity'),
        at_threshold('specificity'),
        '',
        '| series without a bleed | slices | median P(any) | largest | at or over the threshold |',
        '| --- | --- | --- | --- | --- |',
        *(
            f'| {name} | {f["images"]} | {f["median"]:.2f} | {f["largest"]:.2f} | {f["falsePositiveRate"]:.0%} |'
            for name in WITHOUT_BLOOD
            for f in (figures[name],)
        ),
        '',
    ]
    return '\n'.join(lines)


def depict(figures: dict[str, Any], files: dict[str, Path], out: Path) -> None:
    """
    Slices that were judged wrongly, windows 40/80 and 80/200 side by side. The challenge's terms forbid passing its images
    on: these pictures are for whoever has the slices.

    :param files: where each slice lies, by its name
    """
    try:
        from matplotlib.image import imsave
    except ImportError:
        print('matplotlib is not installed: no pictures of slices', file=sys.stderr)
        return
    make_folder(out)
    for kind in ('missed', 'inVain'):
        for name, probability in figures[kind]:
            try:
                hu = read_hounsfield(files[name])
            except Unreadable as cause:  # the page decodes more than pydicom does
                print(f'no picture of {cause}', file=sys.stderr)
                continue
            views = [((hu - (c - w / 2)) / w).clip(0, 1) for c, w in WINDOWS[:2]]
            png = io.BytesIO()
            imsave(png, np.concatenate(views, 1), cmap='gray', vmin=0, vmax=1, format='png')
            file = out / f'{kind}-{round(probability * 100):02}-{name}.png'
            write_whole(file, lambda stream: stream.write(png.getbuffer()))


def draw(out: Path, truth: np.ndarray, probability: np.ndarray) -> None:
    """ROC curve and reliability diagram of P(any), each in half a page."""
    try:
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError:
        print('matplotlib is not installed: no pictures', file=sys.stderr)
        return
    thresholds = np.unique(np.append(probability, 2))[::-1]
    rates = [metrics.sensitivity_specificity(truth, probability, t) for t in thresholds]
    pictures = {
        'roc': (
            [1 - specificity for _, specificity in rates],
            [sensitivity for sensitivity, _ in rates],
            ('1 − specificity', 'sensitivity'),
        ),
        'calibration': (
            [b.predicted for b in metrics.reliability(truth, probability, 5)],
            [b.observed for b in metrics.reliability(truth, probability, 5)],
            ('mean P(any) in a fifth of the scale', 'share of slices with blood'),
        ),
    }
    for name, (x, y, (along, up)) in pictures.items():
        figure = Figure(figsize=(3.2, 3.2))
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.plot((0, 1), (0, 1), color='0.8', linewidth=1)
        axes.plot(x, y, color='#1c5fa8', marker='o' if name == 'calibration' else None, markersize=4)
        axes.set(xlabel=along, ylabel=up, xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        figure.tight_layout()
        svg = io.BytesIO()
        figure.savefig(svg, format='svg', metadata={'Date': None})
        write_whole(out / f'{name}.svg', lambda stream: stream.write(svg.getbuffer()))


if __name__ == '__main__':
    sys.exit(main())
