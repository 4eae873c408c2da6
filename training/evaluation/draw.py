"""Pictures: two diagrams, and the slices that were judged wrongly."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import numpy as np

from training import metrics
from training.files import make_folder, write_whole
from training.preprocessing import WINDOWS, Unreadable, read_hounsfield


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
