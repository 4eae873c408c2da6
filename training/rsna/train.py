"""
The training itself. What a step does depends on the run's state and on nothing else, so a run that was
stopped and goes on ends with the weights of one that was not: to the last bit on a CPU, and on a graphics
processor as far as its kernels repeat themselves.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from training.errors import TrainingError
from training.files import write_whole
from training.optimise import CLASS_WEIGHTS, decaying, diverged, weighted_loss
from training.resnext import Pooling, build
from training import checkpoint
from training.rsna.augment import Augmentation
from training.rsna.cases import Cases, refuse_broken, report_broken
from training.rsna.dataset import Batches, Item, Slices, epoch_order, loader
from training.rsna.ema import Average
from training.rsna.journal import Row, write_log, write_tensorboard
from training.rsna.precision import Precision
from training.rsna.progress import Progress, say
from training.rsna.schedule import Schedule
from training.rsna.settings import Settings
from training.rsna.team import Team
from training.rsna.validate import answer, figures
from training.weights import load_initial

LOOK = 10
"""Steps between two looks at the loss: each makes a graphics processor wait."""
GO_ON, SAVE, STOP = 0, 1, 2
"""What is to be done before a step."""


class Trainer:
    """
    :param stop: asked before every step; true ends the run with its state on disk
    :raises TrainingError: `training/too-few-images`, `training/bad-weights`, and what
        `checkpoint.refuse_small_disk` and `checkpoint.load` raise
    """

    def __init__(self, settings: Settings, cases: Cases, team: Team, stop: Callable[[], bool]) -> None:
        self.settings, self.cases, self.team, self.stop = settings, cases, team, stop
        self.numbers = np.flatnonzero(~cases.validation)
        self.step_images = settings.batch * settings.accumulate * team.ranks
        self.steps = len(self.numbers) // self.step_images
        if self.steps == 0:
            raise TrainingError(
                'training/too-few-images',
                f'{len(self.numbers)} images are less than a step of {self.step_images}: a smaller --batch?',
                settings.images,
            )
        torch.manual_seed(settings.seed)
        torch.backends.cudnn.benchmark = True
        net = build(settings.architecture, Pooling(settings.sharpness), settings.output_stride)
        # A run that goes on has its own weights: the initial ones may be gone by then.
        if settings.initial is not None and not settings.resume:
            if not load_initial(net, settings.initial) and team.leads:
                say('The last layer of the initial weights has another shape: it starts at random')
        kind = torch.channels_last if team.device.type == 'cuda' else torch.contiguous_format
        self.net = net.to(team.device, memory_format=kind)
        self.kind = kind
        self.average = Average(self.net, settings.ema)
        self.optimizer = _optimizer(self.net, settings)
        self.schedule = Schedule(
            settings.schedule, settings.epochs * self.steps, settings.warmup, settings.milestones
        )
        self.precision = Precision(settings.precision, team.device)
        self.weights = CLASS_WEIGHTS.to(team.device)
        self.identity = {**settings.identity(), 'processes': team.ranks, 'computing': self.precision.name}
        self.fingerprint = cases.fingerprint()
        self.epoch = self.step = 0
        self.sums = torch.zeros(2, dtype=torch.float64, device=team.device)
        self.seconds = 0.0
        self.best = math.inf
        self.rows: list[Row] = []
        self.unreadable: set[int] = set()
        moments = 2 if settings.optimizer == 'adamw' else 1
        team.led(lambda: checkpoint.refuse_small_disk(settings.out, self.net, moments, settings.resume))
        if settings.resume:
            self._restore()
        self.spread = team.spread(self.net)

    def run(self) -> None:
        """
        Trains what is left of the epochs; `model.pth` holds the weights of the epoch with the least
        validation loss.

        :raises TrainingError: `training/interrupted`, `training/diverged`, `training/unreadable-images`,
            `training/cannot-write`
        """
        while self.epoch < self.settings.epochs:
            self._train_epoch()
            # Measuring takes minutes: whoever is killed in it is not to lose the epoch.
            self._save()
            self._end_epoch()

    def _train_epoch(self) -> None:
        given, team = self.settings, self.team
        batches = iter(self._loader())
        progress = Progress(f'Epoch {self.epoch + 1} of {given.epochs}', shown=team.leads, first=self.step)
        saved = began = time.monotonic()
        before = self.seconds
        self.spread.train()
        while self.step < self.steps:
            self.seconds = before + time.monotonic() - began
            due = time.monotonic() - saved > given.checkpoint_minutes * 60
            # Everybody asks at the same step and gets the same answer, or some would wait for others in vain.
            word = team.greatest(STOP if self.stop() else SAVE if due else GO_ON)
            if word != GO_ON:
                self._mean_loss()
                self._save()
                saved = time.monotonic()
            if word == STOP:
                raise TrainingError(
                    'training/interrupted',
                    f'Stopped in epoch {self.epoch + 1} after step {self.step} of {self.steps}; '
                    '--resume goes on from there.',
                    given.out,
                )
            self._step(batches)
            self.step += 1
            if self.step % LOOK == 0 or self.step == self.steps:
                progress(self.step, self.steps, f'loss {self._mean_loss():.4f}')
        self.seconds = before + time.monotonic() - began

    def _loader(self) -> Any:
        given, team, cases = self.settings, self.team, self.cases
        place = self.epoch, self.step, self.step_images, given.batch, team.rank, team.ranks
        order = epoch_order(self.numbers, given.seed, *place)
        vary = Augmentation() if given.augment else None
        slices = Slices(given.images, cases.ids, cases.truth, given.size, vary, (given.seed, self.epoch))
        return loader(slices, Batches(order, given.batch), given.workers, team.device.type == 'cuda')

    def _step(self, batches: Any) -> None:
        total = self.epoch * self.steps + self.step
        for group in self.optimizer.param_groups:
            group['lr'] = self.settings.lr * self.schedule.factor(total)
        self.optimizer.zero_grad(set_to_none=True)
        for part in range(self.settings.accumulate):
            with self._alone(part + 1 < self.settings.accumulate):
                self._backward(next(batches))
        self.precision.scaler.step(self.optimizer)
        self.precision.scaler.update()
        self.average.update(self.net, total)

    def _alone(self, more: bool) -> contextlib.AbstractContextManager[object]:
        """Gradients travel between processes once a step, with its last batch."""
        if more and isinstance(self.spread, DistributedDataParallel):
            return self.spread.no_sync()
        return contextlib.nullcontext()

    def _backward(self, item: Item) -> None:
        pictures, truth, weight, numbers = item
        self.unreadable.update(numbers[weight == 0].tolist())
        device = self.team.device
        x = pictures.to(device, non_blocking=True, memory_format=self.kind)
        truth, weight = truth.to(device, non_blocking=True), weight.to(device, non_blocking=True)
        with self.precision.computing():
            logits, _ = self.spread(x)
        # An image that could not be read counts in neither sum.
        losses = weighted_loss(logits, truth, self.weights) * weight
        mean = losses.sum() / weight.sum().clamp(min=1)
        self.precision.scaler.scale(mean / self.settings.accumulate).backward()
        self.sums += torch.stack((losses.detach().double().sum(), weight.double().sum()))

    def _mean_loss(self) -> float:
        """Of this process in this epoch. :raises TrainingError: `training/diverged`"""
        total, images = self.sums.tolist()
        if not math.isfinite(total):
            raise self._diverged('loss is no number')
        return total / max(1.0, images)

    def _diverged(self, what: str) -> TrainingError:
        when = f'in epoch {self.epoch + 1}, step {self.step}'
        return diverged(what, when, 'a smaller --lr, or --precision float32', self.settings.out)

    def _end_epoch(self) -> None:
        given, cases, team = self.settings, self.cases, self.team
        total, images = (sum(column) for column in zip(*team.gather(self.sums.tolist())))
        team.align(self.average.net)
        numbers = np.flatnonzero(cases.validation)
        slices = Slices(given.images, cases.ids, cases.truth, given.size)
        found = answer(self.average.net, slices, numbers, team, self.precision, given.batch, given.workers)
        self.unreadable.update(numbers[~found.readable].tolist())
        everybody = sorted(set().union(*team.gather(self.unreadable)))
        team.led(lambda: refuse_broken(cases, everybody, given))
        if not found.readable.any():
            raise TrainingError(
                'training/unreadable-images', 'No image to measure by could be read.', given.images
            )
        chosen = numbers[found.readable]
        logits, truth = found.logits[found.readable], cases.truth[chosen]
        row: Row = {
            'epoch': self.epoch + 1,
            'lr': self.settings.lr * self.schedule.factor((self.epoch + 1) * self.steps - 1),
            'train_loss': total / max(1.0, images),
            **figures(truth, logits),
            'seconds': round(self.seconds, 1),
            'images_per_second': round(self.steps * self.step_images / max(self.seconds, 1e-9), 1),
        }
        self.rows.append(row)
        loss = row['validation_loss'] or 0.0
        if not math.isfinite(loss):
            raise TrainingError('training/diverged', 'The network answers no numbers any more.', given.out)
        better = loss < self.best
        self.best = min(loss, self.best)

        def keep() -> None:
            report_broken(cases, everybody, given)
            say(f'Epoch {self.epoch + 1}: loss {row["train_loss"]:.4f}, on validation {loss:.4f}')
            if better:
                self._save_best(cases.ids[chosen], truth, cases.patients[chosen], logits)
            write_log(given.out, self.rows)
            if not write_tensorboard(given.out, row) and self.epoch == 0:
                say('TensorBoard is not installed: log.csv has the same figures')

        team.led(keep)
        self.epoch, self.step, self.seconds = self.epoch + 1, 0, 0.0
        self.sums.zero_()
        self._save()

    def _save_best(
        self, ids: np.ndarray, truth: np.ndarray, patients: np.ndarray, logits: np.ndarray
    ) -> None:
        state = {name: value.cpu().contiguous() for name, value in self.average.net.state_dict().items()}
        checkpoint.save_tensors(self.settings.out / checkpoint.MODEL, state)
        write_whole(
            self.settings.out / 'validation.npz',
            lambda stream: np.savez(stream, ids=ids, truth=truth, patients=patients, logits=logits),
        )

    def _save(self) -> None:
        """
        :raises TrainingError: `training/cannot-write`, `training/unreadable-images`, `training/diverged`: a
            state from which nobody can go on does not take the place of one from which somebody can
        """
        sums = self.team.gather(self.sums.tolist())
        unreadable = self.team.gather(sorted(self.unreadable))
        self.team.led(lambda: self._write_state(sums, unreadable))

    def _write_state(self, sums: list[list[float]], unreadable: list[list[int]]) -> None:
        refuse_broken(self.cases, sorted(set().union(*unreadable)), self.settings)
        if not checkpoint.finite(self.net.state_dict()):
            raise self._diverged('weights are no numbers')
        held = self.optimizer.state_dict()
        checkpoint.save(
            self.settings.out / checkpoint.LAST,
            {
                'settings': self.identity,
                'fingerprint': self.fingerprint,
                'epoch': self.epoch,
                'step': self.step,
                'sums': sums,
                'unreadable': unreadable,
                'seconds': self.seconds,
                'best': self.best,
                'rows': self.rows,
                'groups': held['param_groups'],
                'scaler': self.precision.scaler.state_dict(),
            },
            {
                'net': self.net.state_dict(),
                'average': self.average.net.state_dict(),
                'optimizer': held['state'],
            },
        )

    def _restore(self) -> None:
        state = checkpoint.load(self.settings.out / checkpoint.LAST, self.identity, self.fingerprint)
        self.net.load_state_dict(state['net'])
        self.average.net.load_state_dict(state['average'])
        self.optimizer.load_state_dict({'state': state['optimizer'], 'param_groups': state['groups']})
        self.precision.scaler.load_state_dict(state['scaler'])
        self.epoch, self.step, self.best = state['epoch'], state['step'], state['best']
        self.rows, self.seconds = state['rows'], state['seconds']
        self.sums.copy_(torch.tensor(state['sums'][self.team.rank], dtype=torch.float64))
        self.unreadable = set(state['unreadable'][self.team.rank])


def _optimizer(net: nn.Module, given: Settings) -> torch.optim.Optimizer:
    groups = decaying(net.parameters(), given.weight_decay)
    if given.optimizer == 'adamw':
        return torch.optim.AdamW(groups, lr=given.lr)
    return torch.optim.SGD(groups, lr=given.lr, momentum=given.momentum, nesterov=given.momentum > 0)
