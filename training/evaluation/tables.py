"""
Figures as tables for a page. What is not defined is a dash, and a figure that no round of the bootstrap defined has no interval.
"""

from __future__ import annotations

from typing import Any

from training.evaluation.measure import WITHOUT_BLOOD


def table(figures: dict[str, Any]) -> str:
    """Of whatever was measured: slices of patients and series without a bleed, sets of phantoms."""
    lines: list[str] = []
    if 'rsna-slices' in figures:
        lines += [*_labelled(figures['rsna-slices']), *_without_blood(figures)]
    for name, found in figures.get('phantoms', {}).items():
        lines += [f'Phantoms, {name}:', '', *_labelled(found), *_pointing(found), *_sizes(found)]
    return '\n'.join(lines)


def _labelled(found: dict[str, Any]) -> list[str]:
    def at_threshold(name: str) -> str:
        return f'| {name} at P(any) ≥ {found["threshold"]} | {_number(found[name], 2)} |'

    lines = [
        '| class | slices with it | AUC | average precision |',
        '| --- | --- | --- | --- |',
        *(
            f'| {name} | {one["positive"]} of {found["images"]} | {_of(one["auc"])} | {_of(one["averagePrecision"])} |'
            for name, one in found['classes'].items()
        ),
        '',
        '| on the same slices | |',
        '| --- | --- |',
        f'| weighted log loss | {_of(found["weightedLogLoss"], 3)} |',
    ]
    if 'refittedLogLoss' in found:
        lines.append(f'| each class moved to its best | {_of(found["refittedLogLoss"], 3)} |')
    lines.append(f'| constant predictor | {found["constantPredictor"]:.3f} |')
    return [*lines, at_threshold('sensitivity'), at_threshold('specificity'), '']


def _without_blood(figures: dict[str, Any]) -> list[str]:
    return [
        '| series without a bleed | slices | median P(any) | largest | at or over the threshold |',
        '| --- | --- | --- | --- | --- |',
        *(
            f'| {name} | {f["images"]} | {f["median"]:.2f} | {f["largest"]:.2f} | {f["falsePositiveRate"]:.0%} |'
            for name in WITHOUT_BLOOD
            for f in (figures[name],)
        ),
        '',
    ]


def _pointing(found: dict[str, Any]) -> list[str]:
    return [
        '| pointing game | bleeds over 1 cm² | hit | strictly |',
        '| --- | --- | --- | --- |',
        *(
            f'| {"all kinds" if name == "all" else name} | {one["bleeds"]} | {_of(one["hit"])} | {_of(one["strict"])} |'
            for name, one in found['pointingGame'].items()
        ),
        '',
    ]


def _sizes(found: dict[str, Any]) -> list[str]:
    """Columns of percentiles are `median (5th to 95th)`."""
    sizes = found['sizes']
    lines = [
        '| kind | slices | seen area, cm² | HU from what it replaced |',
        '| --- | --- | --- | --- |',
        *(
            f'| {name} | {one["slices"]} | {_spread(one["areaCm2"], 1)} | {_spread(one["differenceHu"], 0)} |'
            for name, one in sizes['kinds'].items()
        ),
        '',
        f'| slices with blood | slices | share | called at P(any) ≥ {found["threshold"]} |',
        '| --- | --- | --- | --- |',
    ]
    for bands, unit in ((sizes['byArea'], 'cm²'), (sizes['byDifference'], 'HU')):
        for one in bands:
            shares = f'{_number(one["share"], 2)} | {_number(one["called"], 2)}'
            lines.append(f'| {_band(one, unit)} | {one["slices"]} | {shares} |')
    return [*lines, '']


def _band(band: dict[str, Any], unit: str) -> str:
    if band['from'] is None:
        return f'under {band["to"]:g} {unit}'
    return f'{band["from"]:g} {unit} or more' if band['to'] is None else f'{band["from"]:g} to {band["to"]:g} {unit}'


def _of(found: dict[str, float | None], decimals: int = 2) -> str:
    """A figure with its interval."""
    value = _number(found['value'], decimals)
    return value if found['low'] is None else f'{value} ({found["low"]:.{decimals}f} to {found["high"]:.{decimals}f})'


def _spread(found: dict[str, float | None], decimals: int) -> str:
    return _of({**found, 'value': found['median']}, decimals)


def _number(value: float | None, decimals: int) -> str:
    return '–' if value is None else f'{value:.{decimals}f}'
