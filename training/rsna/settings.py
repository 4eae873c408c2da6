"""What one run is told on its command line."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from training.resnext import ARCHITECTURES

PLACES = (
    'csv',
    'images',
    'out',
    'index',
    'initial',
    'workers',
    'device',
    'resume',
    'checkpoint_minutes',
    'bootstrap',
)
"""Settings that may differ when a run goes on: where things lie, and how fast it goes."""

OPTIMIZERS = {'sgd': {'lr': 0.01, 'weight_decay': 1e-4}, 'adamw': {'lr': 3e-4, 'weight_decay': 0.05}}
"""What each begins with where nobody says otherwise: AdamW divides a step by its gradients' size, and decays beside it."""
MEANINGLESS = (('momentum', 'optimizer', 'adamw'), ('milestones', 'schedule', 'cosine'))
"""An option, and the choice beside which it would say nothing."""


@dataclass(frozen=True)
class Settings:
    csv: Path
    images: Path
    out: Path
    index: Path | None = None
    initial: Path | None = None
    architecture: str = 'resnext101-32x8d'
    sharpness: float = 0.0
    output_stride: int = 32
    size: int = 224
    epochs: int = 6
    batch: int = 32
    accumulate: int = 1
    optimizer: str = 'sgd'
    lr: float = OPTIMIZERS['sgd']['lr']
    weight_decay: float = OPTIMIZERS['sgd']['weight_decay']
    momentum: float = 0.9
    schedule: str = 'step'
    milestones: tuple[float, ...] = (1 / 3, 2 / 3)
    warmup: int = 500
    ema: float = 0.999
    augment: bool = True
    precision: str = 'auto'
    folds: int = 10
    fold: int = 0
    seed: int = 1
    leave_out_missing: bool = False
    workers: int = 4
    device: str = 'auto'
    resume: bool = False
    checkpoint_minutes: float = 15.0
    bootstrap: int = 1000

    def identity(self) -> dict[str, object]:
        """What must be the same for a run to go on as if it had never stopped."""
        plain = {name: value for name, value in asdict(self).items() if name not in PLACES}
        return {**plain, 'milestones': list(self.milestones)}


def parse(arguments: Sequence[str]) -> Settings:
    """Exits with code 2 where the command line is wrong."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    for option, choice, value in MEANINGLESS:
        if option in given and given[choice] == value:
            parser.error(f'--{option} says nothing beside --{choice} {value}')
    told = {**OPTIMIZERS[given['optimizer']], **given}
    settings = Settings(**{field.name: told[field.name] for field in fields(Settings) if field.name in told})
    for wrong, sentence in _limits(settings):
        if wrong:
            parser.error(sentence)
    return settings


def _limits(given: Settings) -> list[tuple[bool, str]]:
    return [
        (
            min(given.epochs, given.batch, given.accumulate) < 1,
            '--epochs, --batch and --accumulate are at least 1',
        ),
        (not 32 <= given.size <= 1024, '--size is from 32 to 1024'),
        (not 0 < given.lr < math.inf, '--lr is more than 0'),
        (
            not (0 <= given.weight_decay < math.inf and 0 <= given.momentum < math.inf),
            '--weight-decay and --momentum are 0 or more',
        ),
        (not 0 <= given.sharpness < math.inf, '--sharpness is 0 (mean) or more'),
        (not 0 <= given.ema < 1, '--ema is from 0 (none) to below 1'),
        (
            given.folds < 2 or not 0 <= given.fold < given.folds,
            '--fold is from 0 to below --folds, which is at least 2',
        ),
        (
            min(given.warmup, given.workers, given.bootstrap) < 0,
            '--warmup, --workers and --bootstrap are at least 0',
        ),
        (not 0 <= given.seed < 2**64, '--seed is from 0 to below 2^64'),
        (any(not 0 < m < 1 for m in given.milestones), '--milestones are shares of the run, between 0 and 1'),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog='python3 -m training.rsna',
        description='Fine-tunes a ResNeXt on the RSNA 2019 challenge. Under torchrun: on many devices.',
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add(
        '--csv',
        type=Path,
        required=True,
        help="the challenge's stage_2_train.csv: ID,Label, six rows an image",
    )
    add('--images', type=Path, required=True, help='the folder of ID_*.dcm')
    add('--out', type=Path, required=True, help='the folder of this run')
    add(
        '--index',
        type=Path,
        help='cache of what the headers say (default: index.npz in the folder of the run)',
    )
    add('--initial', type=Path, help="a torchvision-named checkpoint to start from; none: random weights")
    add('--architecture', choices=sorted(ARCHITECTURES), default=Settings.architecture)
    add('--sharpness', type=float, default=Settings.sharpness, help='of log-mean-exp pooling; 0: mean')
    add('--output-stride', type=int, choices=(16, 32), default=Settings.output_stride)
    add('--size', type=int, default=Settings.size, help='pixels a side')
    add('--epochs', type=int, default=Settings.epochs)
    add('--batch', type=int, default=Settings.batch, help='images at a time on each device')
    add('--accumulate', type=int, default=Settings.accumulate, help='batches to one step of the optimizer')
    add('--optimizer', choices=('sgd', 'adamw'), default=Settings.optimizer)
    # Suppressed: absent where it was not given, for the default is the optimizer's.
    absent = argparse.SUPPRESS
    add('--lr', type=float, default=absent, help=f'the highest learning rate {_each("lr")}')
    add(
        '--weight-decay',
        type=float,
        default=absent,
        help=f'of matrices; biases and norms have none {_each("weight_decay")}',
    )
    add('--momentum', type=float, default=absent, help=f'of SGD alone (default: {Settings.momentum})')
    add('--schedule', choices=('step', 'cosine'), default=Settings.schedule)
    add('--milestones', type=_shares, default=absent, help='shares of the run, as 0.33,0.67, with --schedule step (default: thirds)')
    add('--warmup', type=int, default=Settings.warmup, help='steps of linear warm-up')
    add('--ema', type=float, default=Settings.ema, help='decay of the average of the weights; 0: none')
    add('--no-augment', dest='augment', action='store_false', help='every image as the page would score it')
    add('--precision', choices=('auto', 'float32', 'bfloat16', 'float16'), default=Settings.precision)
    add('--folds', type=int, default=Settings.folds, help='parts of the patients; one of them measures')
    add('--fold', type=int, default=Settings.fold, help='the part that measures')
    add('--seed', type=int, default=Settings.seed)
    add(
        '--leave-out-missing', action='store_true', help='go on where the CSV names images that are not there'
    )
    add('--workers', type=int, default=Settings.workers, help='processes that read images, for each device')
    add('--device', choices=('auto', 'cpu', 'cuda'), default=Settings.device)
    add('--resume', action='store_true', help='go on with the run in --out')
    add('--checkpoint-minutes', type=float, default=Settings.checkpoint_minutes)
    add(
        '--bootstrap', type=int, default=Settings.bootstrap, help='rounds for the intervals of the evaluation'
    )
    return parser


def _each(setting: str) -> str:
    """The defaults of the optimizers, for the help."""
    told = (f'{values[setting]:g} by {name}' for name, values in OPTIMIZERS.items())
    return f'(default: {", ".join(told)})'


def _shares(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(','))
