"""
Measures a model folder as it ships, through the terminal program, on real slices that it never saw in training.

    python3 -m training.evaluate --model public/models/ID --data DATA --out docs/model-evaluation

DATA holds `rsna-slices` (with `labels.csv`), `head-ct-ge` and `head-cta-cq500`. Written are `figures.json`, `figures.md`
and two pictures; docs/model-evaluation.md says what they mean.
"""
from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np

from training import metrics
from training.metrics import Interval
from training.phantoms.calibrate import PREVALENCE
from training.preprocessing import WINDOWS, read_hounsfield
from training.resnext import CLASSES


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='python3 -m training.evaluate', description=__doc__)
    parser.add_argument('--model', type=Path, required=True)
    parser.add_argument('--data', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    parser.add_argument('--threshold', type=float, help='of P(any) (default: the one the model states)')
    parser.add_argument('--pictures', type=Path, help='a folder for what was missed and what was seen in vain; not to be passed on')
    parser.add_argument('--rounds', type=int, default=2000, help='of the bootstrap (default: 2000)')
    return parser.parse_args()


def scores_of(model: Path, folder: Path) -> dict[str, np.ndarray]:
    """Probabilities `[6]` by file name, of the images that the program scores."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / 'scores.csv'
        command = ['node', 'cli/hemolens.mjs', 'score', str(folder), '--model', str(model), '--device', 'wasm']
        done = subprocess.run([*command, '--format', 'per-image', '--out', str(out)], stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 3):
            raise SystemExit(f'{" ".join(command)} failed:\n{done.stderr}')
        with out.open(newline='') as stream:
            rows = [row for row in csv.DictReader(stream) if row['any'] != '']
    return {Path(row['file']).stem: np.array([float(row[name]) for name in CLASSES]) for row in rows}


def labels_of(file: Path) -> dict[str, np.ndarray]:
    """`[6]` by image id, of the images that are labelled."""
    with file.open(newline='') as stream:
        return {
            row['id']: np.array([int(float(row[name])) for name in CLASSES])
            for row in csv.DictReader(stream)
            if row['any'] != ''
        }


def measure_labelled(truth: np.ndarray, probability: np.ndarray, threshold: float, rounds: int) -> dict[str, object]:
    constant = np.tile(PREVALENCE, (len(truth), 1))
    classes = {}
    for k, name in enumerate(CLASSES):
        t, p = truth[:, k], probability[:, k]
        classes[name] = {
            'positive': int(t.sum()),
            'auc': asdict(metrics.bootstrap(metrics.auc, t, p, rounds=rounds)),
            'averagePrecision': asdict(metrics.bootstrap(metrics.average_precision, t, p, rounds=rounds)),
        }
    sensitivity, specificity = metrics.sensitivity_specificity(truth[:, 5], probability[:, 5], threshold)
    return {
        'images': len(truth),
        'classes': classes,
        'weightedLogLoss': asdict(metrics.bootstrap(metrics.weighted_log_loss, truth, probability, rounds=rounds)),
        'constantPredictor': metrics.weighted_log_loss(truth, constant),
        'threshold': threshold,
        'sensitivity': sensitivity,
        'specificity': specificity,
        'reliability': [asdict(b) for b in metrics.reliability(truth[:, 5], probability[:, 5], 5)],
    }


def measure_without_blood(scores: dict[str, np.ndarray], threshold: float) -> dict[str, float]:
    any_ = np.array([p[5] for p in scores.values()])
    return {
        'images': len(any_),
        'median': float(np.median(any_)),
        'largest': float(any_.max()),
        'falsePositiveRate': float((any_ >= threshold).mean()),
    }


def main() -> int:
    given = parse()
    manifest = json.loads((given.model / 'model.json').read_text())['userDefinedMetadata']['hemolens']
    threshold = manifest['thresholds'][5] if given.threshold is None else given.threshold
    labels = labels_of(given.data / 'rsna-slices' / 'labels.csv')
    scores = scores_of(given.model, given.data / 'rsna-slices')
    ids = [name for name in labels if name in scores]
    truth, probability = np.stack([labels[i] for i in ids]), np.stack([scores[i] for i in ids])
    figures = {
        'model': manifest['weightsSha256'],
        'rsna-slices': measure_labelled(truth, probability, threshold, given.rounds),
        'head-ct-ge': measure_without_blood(scores_of(given.model, given.data / 'head-ct-ge'), threshold),
        'head-cta-cq500': measure_without_blood(scores_of(given.model, given.data / 'head-cta-cq500'), threshold),
        'missed': [[i, round(float(p[5]), 3)] for i, t, p in zip(ids, truth, probability) if t[5] and p[5] < threshold],
        'inVain': [[i, round(float(p[5]), 3)] for i, t, p in zip(ids, truth, probability) if not t[5] and p[5] >= threshold],
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / 'figures.json').write_text(json.dumps(figures, indent=2) + '\n')
    (given.out / 'figures.md').write_text(table(figures))
    draw(given.out, truth[:, 5], probability[:, 5])
    if given.pictures:
        depict(figures, given.data / 'rsna-slices', given.pictures)
    print(table(figures))
    return 0


def table(figures: dict) -> str:  # type: ignore[type-arg]
    rsna = figures['rsna-slices']

    def of(found: dict[str, float]) -> str:
        interval = Interval(**found)
        if np.isnan(interval.value):
            return '–'
        return f'{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})'

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
        f'| weighted log loss | {of(rsna["weightedLogLoss"])} |',
        f'| constant predictor | {rsna["constantPredictor"]:.3f} |',
        f'| sensitivity at P(any) ≥ {rsna["threshold"]} | {rsna["sensitivity"]:.2f} |',
        f'| specificity at P(any) ≥ {rsna["threshold"]} | {rsna["specificity"]:.2f} |',
        '',
        '| series without a bleed | slices | median P(any) | largest | at or over the threshold |',
        '| --- | --- | --- | --- | --- |',
        *(
            f'| {name} | {f["images"]} | {f["median"]:.2f} | {f["largest"]:.2f} | {f["falsePositiveRate"]:.0%} |'
            for name in ('head-ct-ge', 'head-cta-cq500')
            for f in (figures[name],)
        ),
        '',
    ]
    return '\n'.join(lines)


def depict(figures: dict, slices: Path, out: Path) -> None:  # type: ignore[type-arg]
    """
    Slices that were judged wrongly, windows 40/80 and 80/200 side by side. The challenge's terms forbid passing its images
    on: these pictures are for whoever has the slices.
    """
    from PIL import Image

    out.mkdir(parents=True, exist_ok=True)
    for kind in ('missed', 'inVain'):
        for name, probability in figures[kind]:
            hu = read_hounsfield(slices / f'{name}.dcm')
            views = [((hu - (c - w / 2)) / w).clip(0, 1) * 255 for c, w in WINDOWS[:2]]
            picture = Image.fromarray(np.concatenate(views, 1).astype(np.uint8))
            picture.save(out / f'{kind}-{round(probability * 100):02}-{name}.png')


def draw(out: Path, truth: np.ndarray, probability: np.ndarray) -> None:
    """ROC curve and reliability diagram of P(any), each in half a page."""
    try:
        import matplotlib

        matplotlib.use('svg')
        import matplotlib.pyplot as plot
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
        figure, axes = plot.subplots(figsize=(3.2, 3.2))
        axes.plot((0, 1), (0, 1), color='0.8', linewidth=1)
        axes.plot(x, y, color='#1c5fa8', marker='o' if name == 'calibration' else None, markersize=4)
        axes.set(xlabel=along, ylabel=up, xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        figure.tight_layout()
        figure.savefig(out / f'{name}.svg', metadata={'Date': None})
        plot.close(figure)


if __name__ == '__main__':
    sys.exit(main())
