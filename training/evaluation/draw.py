"""How it is told: tables for a page, two diagrams, and the slices that were judged wrongly."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.evaluation.measure import WITHOUT_BLOOD
from training.files import make_folder, write_whole
from training.preprocessing import WINDOWS, Unreadable, read_hounsfield


def table(figures: dict[str, Any]) -> str:
    """What is not defined is a dash, and a figure that no round of the bootstrap defined has no interval."""
    rsna = figures['rsna-slices']

    def of(found: dict[str, float | None], decimals: int = 2) -> str:
        value, low, high = ('–' if found[name] is None else f'{found[name]:.{decimals}f}' for name in ('value', 'low', 'high'))
        return value if found['low'] is None else f'{value} ({low} to {high})'

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
