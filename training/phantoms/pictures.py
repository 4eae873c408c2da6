"""
Training slices beside slices from a scanner, for docs/phantoms.md.

    hemolens phantom --arrays --out drawn --count 512 --seed 3
    hemolens phantom --arrays --out inserted --count 512 --seed 3 --background HEAD_CT_GE --background-share 1
    python3 -m training.phantoms.pictures --drawn drawn --inserted inserted --real HEAD_CT_GE --out docs/phantoms.jpg

Rows: a scanner's slices from base to vertex; drawn heads without a bleed; drawn heads with one kind of bleed each, in class
order, and one with several; the same inserted into the scanner's slices. Window 40/80.
"""
from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from training.preprocessing import read_hounsfield

COLUMNS, SIDE, GAP = 6, 150, 4
LEVELS = (4, 18, 36, 56, 78, 98)
"""Of drawn heads without a bleed, mm above the ear canals."""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.phantoms.pictures', description=__doc__)
    for name in ('drawn', 'inserted', 'real'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--out', type=Path, required=True)
    return parser.parse_args(arguments)


def from_scanner(folder: Path) -> list[np.ndarray]:
    """COLUMNS slices in even steps, by the place of their file's name."""
    files = sorted(folder.glob('*.dcm'))
    return [read_hounsfield(files[i]) for i in np.linspace(3, len(files) - 4, COLUMNS).round().astype(int)]


def of_shard(folder: Path, want: list[tuple[int, ...]]) -> list[np.ndarray]:
    """The first slice with exactly the wanted kinds and much to see of them, for each entry."""
    with np.load(sorted(folder.glob('slices-*.npz'))[0]) as shard:
        hu, labels, level = shard['hu'], shard['labels'][:, :5], shard['level']
        seen = shard['masks'].astype(np.float64).sum((2, 3))
    found = []
    for number, kinds in enumerate(want):
        exactly = (labels == np.isin(np.arange(5), kinds)).all(1)
        order = np.where(exactly & (level > 25) if kinds else exactly)[0]
        if kinds:
            order = order[np.argsort(-seen[order][:, list(kinds)].min(1))]
        else:
            order = order[np.argsort(np.abs(level[order] - LEVELS[number]))]
        found.append(hu[order[min(2, len(order) - 1)]] if len(order) else np.full(hu.shape[1:], -1024))
    return found


def grey(hu: np.ndarray) -> Image.Image:
    picture = Image.fromarray((hu.astype(np.float32).clip(0, 80) / 80 * 255).astype(np.uint8))
    return picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def main(arguments: Sequence[str] | None = None) -> int:
    given = parse(arguments)
    clean: list[tuple[int, ...]] = [()] * COLUMNS
    bleeding: list[tuple[int, ...]] = [(0,), (1,), (2,), (3,), (4,), (3, 4)]
    rows = [
        from_scanner(given.real),
        of_shard(given.drawn, clean),
        of_shard(given.drawn, bleeding),
        of_shard(given.inserted, bleeding),
    ]
    step = SIDE + GAP
    sheet = Image.new('L', (COLUMNS * step - GAP, len(rows) * step - GAP), 255)
    for row, pictures in enumerate(rows):
        for column, hu in enumerate(pictures):
            sheet.paste(grey(hu), (column * step, row * step))
    sheet.save(given.out, quality=82, optimize=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
