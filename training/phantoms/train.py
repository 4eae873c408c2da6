"""
Trains a network on phantom slices: six labels, and where the blood is.

Class evidence is held to the bleeds' masks cell by cell, on the last stage through the very evidence that is pooled into
the logits (so that the map the page shows is one that was taught), on two earlier stages through heads that are used in
training alone. Of the evidence, the strongest cell of each kind is asked to lie on its blood besides.
"""
from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training import checkpoint
from training.errors import TrainingError
from training.files import write_text
from training.optimise import CLASS_WEIGHTS, decaying, diverged, weighted_loss
from training.phantoms.augment import augmented, normalised
from training.phantoms.localise import BLOOD, covered
from training.phantoms.shards import Slices
from training.resnext import CLASSES, ResNeXt

MASK_POSITIVE_WEIGHT = 3.0
"""Cells with blood are one in a hundred."""
MASK_SHARE = 2.0
"""Weight of all mask losses together beside the labels'."""
POINTING_SHARE = 0.25
"""Weight of where the strongest cell lies, beside the labels'."""
EDGE = 0.5
"""Of blood that lies in a cell's margin alone: the strongest cell shall be one whose middle bleeds."""
RARE = -2.5
"""Logit to begin with: few cells bleed."""


@dataclass(frozen=True)
class Recipe:
    """How long and how hard."""

    images: int
    batch: int = 32
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    warmup: int = 100
    smoothing: float = 0.01
    seed: int = 0
    bfloat16: bool = False


class Trainer:
    """One run: everything that a checkpoint must hold to go on from."""

    def __init__(
        self, net: ResNeXt, slices: Slices, recipe: Recipe, settings: dict[str, object] | None = None
    ) -> None:
        """
        :param settings: what else makes the run what it is, beside recipe and slices
        :raises TrainingError: `training/too-few-images`
        """
        if recipe.images < recipe.batch:
            said = f'{recipe.images} images are less than a batch of {recipe.batch}: more --images, or a smaller --batch.'
            raise TrainingError('training/too-few-images', said)
        torch.manual_seed(recipe.seed)
        self.settings = {**(settings or {}), **asdict(recipe)}
        self.rows: list[list[float]] = []
        self.net = net.to(memory_format=torch.channels_last)
        channels = [net.layer2[-1].conv3.out_channels, net.layer3[-1].conv3.out_channels]
        self.mask_heads = nn.ModuleList(nn.Conv2d(count, len(CLASSES), 1) for count in channels)
        for head in self.mask_heads:
            nn.init.constant_(head.bias, -4.0)
        self.average = {name: value.clone() for name, value in net.state_dict().items()}
        self.slices, self.recipe = slices, recipe
        self.steps = recipe.images // recipe.batch
        self.step = 0
        parameters = [*net.parameters(), *self.mask_heads.parameters()]
        self.optimizer = torch.optim.AdamW(decaying(parameters, recipe.weight_decay), lr=recipe.learning_rate)
        self.random = torch.Generator().manual_seed(recipe.seed)
        self.order = torch.empty(0, dtype=torch.long)

    def run(
        self, out: Path, stop: Callable[[], bool] = lambda: False, report_every: int = 50, keep_every: int = 500
    ) -> None:
        """
        Trains to the end; `out` holds `last.pth` to resume from, and `log.csv`.

        :param stop: asked between two steps
        :raises TrainingError: `training/interrupted`, `training/diverged`, `training/cannot-write`
        """
        began, first = time.monotonic(), self.step
        sums, since = np.zeros(2), 0
        while self.step < self.steps:
            if stop():
                self.keep(out)
                said = f'Stopped after step {self.step} of {self.steps}; --resume goes on from there.'
                raise TrainingError('training/interrupted', said, out)
            sums += self.one_step()
            since += 1
            if self.step % report_every == 0 or self.step == self.steps:
                rate = (self.step - first) * self.recipe.batch / (time.monotonic() - began)
                left = (self.steps - self.step) * self.recipe.batch / rate
                labels, masks = sums / since
                self.rows.append([self.step, round(labels, 5), round(masks, 5), round(rate, 1)])
                write_text(out / 'log.csv', ''.join(f'{",".join(map(str, row))}\n' for row in self.rows))
                say = f'\rstep {self.step} of {self.steps}  labels {labels:.4f}  masks {masks:.4f}  '
                print(f'{say}{rate:.1f} images/s  {left / 60:.0f} min left  ', end='', file=sys.stderr)
                sums, since = np.zeros(2), 0
            if self.step % keep_every == 0:
                self.keep(out)
        self.keep(out)
        print(file=sys.stderr)

    def one_step(self) -> tuple[float, float]:
        """
        :returns: the loss of the labels, and of the masks
        :raises TrainingError: `training/diverged`, before the weights are touched
        """
        for group in self.optimizer.param_groups:
            group['lr'] = self._learning_rate()
        index = self._next_batch()
        images, masks, labels = (torch.from_numpy(a[index.numpy()]) for a in self._arrays())
        x, masks = augmented(images, masks, self.random)
        self.net.train()
        with torch.autocast('cpu', torch.bfloat16, enabled=self.recipe.bfloat16):
            second, third, last = self.net.features(x)
            logits, evidence = self.net.classify(last)
            maps = [head(stage) for head, stage in zip(self.mask_heads, (second, third))]
        target = labels.float() * (1 - 2 * self.recipe.smoothing) + self.recipe.smoothing
        label_loss = weighted_loss(logits, target, CLASS_WEIGHTS).mean()
        cells = evidence.float() + self.net.fc.bias[:, None, None]
        masks = torch.cat((masks, masks.amax(1, keepdim=True)), 1)
        mask_loss = sum(mask_losses(m.float(), masks) for m in (*maps, cells))
        pointing = pointing_loss(cells, masks)
        whole = label_loss + MASK_SHARE * mask_loss + POINTING_SHARE * pointing
        if not math.isfinite(float(whole.detach())):
            raise self._diverged('loss is no number')
        self.optimizer.zero_grad(set_to_none=True)
        whole.backward()
        nn.utils.clip_grad_norm_([p for g in self.optimizer.param_groups for p in g['params']], 2.0)
        self.optimizer.step()
        self.step += 1
        self._average()
        return label_loss.item(), mask_loss.item()

    def _arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.slices.images, self.slices.masks, self.slices.labels

    def _learning_rate(self) -> float:
        """A linear warm-up, then a cosine to a hundredth."""
        done = self.step / max(1, self.steps)
        cosine = 0.5 * (1 + math.cos(math.pi * done))
        return self.recipe.learning_rate * min(1.0, (self.step + 1) / self.recipe.warmup) * (0.99 * cosine + 0.01)

    def _next_batch(self) -> Tensor:
        if len(self.order) < self.recipe.batch:
            self.order = torch.randperm(len(self.slices), generator=self.random)
        batch, self.order = self.order[: self.recipe.batch], self.order[self.recipe.batch :]
        return batch

    def _average(self) -> None:
        """Exponential moving average of weights and batch statistics, faster at first."""
        decay = min(0.998, self.step / (self.step + 30))
        for name, value in self.net.state_dict().items():
            kept = self.average[name]
            if kept.dtype.is_floating_point:
                kept.mul_(decay).add_(value, alpha=1 - decay)
            else:
                kept.copy_(value)

    def keep(self, out: Path) -> None:
        """:raises TrainingError: `training/cannot-write`, `training/diverged`; what was kept before still stands"""
        # A loss is of the weights before its step: what the last step made of them no loss has told yet.
        if not (checkpoint.finite(self.net.state_dict()) and checkpoint.finite(self.mask_heads.state_dict())):
            raise self._diverged('weights are no numbers')
        held = self.optimizer.state_dict()
        checkpoint.save(
            out / checkpoint.LAST,
            {
                'settings': self.settings,
                'fingerprint': self.slices.fingerprint(),
                'step': self.step,
                'rows': self.rows,
                'groups': held['param_groups'],
            },
            {
                'net': self.net.state_dict(),
                'heads': self.mask_heads.state_dict(),
                'average': self.average,
                'optimizer': held['state'],
                'random': self.random.get_state(),
                'order': self.order,
            },
        )

    def resume(self, out: Path) -> None:
        """
        Goes on exactly where the run that wrote into the folder would have.

        :raises TrainingError: as `checkpoint.load` does
        """
        known = self.slices.fingerprint(), self.slices.earlier_fingerprint()
        state = checkpoint.load(out / checkpoint.LAST, self.settings, *known)
        self.net.load_state_dict(state['net'])
        self.mask_heads.load_state_dict(state['heads'])
        self.average = state['average']
        self.optimizer.load_state_dict({'state': state['optimizer'], 'param_groups': state['groups']})
        self.step, self.rows, self.order = state['step'], state['rows'], state['order']
        self.random.set_state(state['random'])

    def _diverged(self, what: str) -> TrainingError:
        return diverged(what, f'after step {self.step}', 'a smaller --learning-rate, or no --bfloat16')


def mask_losses(logits: Tensor, masks: Tensor) -> Tensor:
    """Cell by cell; `logits` `[n, k, h, h]` and `masks` `[n, k, m, m]` in [0, 1]"""
    side = logits.shape[-1]
    target = cell_targets(masks, side) if side < masks.shape[-1] else F.interpolate(masks, (side, side))
    weight = torch.full((masks.shape[1], 1, 1), MASK_POSITIVE_WEIGHT)
    return F.binary_cross_entropy_with_logits(logits, target, pos_weight=weight)


def pointing_loss(logits: Tensor, masks: Tensor) -> Tensor:
    """
    That the strongest cell of a kind's map be one whose middle half bleeds in that way: the negative log of the share that
    such cells have in a softmax over the map, mean over the kinds that slices bleed in; 0 where none does.

    :param logits: `[n, k, h, h]`
    :param masks: `[n, k, m, m]` in [0, 1], m more than h
    """
    bleeds = middles(masks, logits.shape[-1]).flatten(2) > BLOOD
    some = bleeds.any(2)
    shares = logits.flatten(2)[some].log_softmax(1).masked_fill(~bleeds[some], -torch.inf)
    return -shares.logsumexp(1).sum() / max(1, len(shares))


def cell_targets(masks: Tensor, side: int) -> Tensor:
    """
    How much a cell of a coarse map is to say: the most blood in its middle half, or EDGE of the most in all of it.

    :param masks: `[n, k, m, m]`, m more than `side`
    :returns: `[n, k, side, side]`
    """
    return torch.maximum(middles(masks, side), EDGE * F.adaptive_max_pool2d(masks, side))


def middles(masks: Tensor, side: int) -> Tensor:
    """The most blood in the middle half of each cell of a coarser map; as `cell_targets`."""
    middle = masks
    for axis in (2, 3):
        spans = (covered(cell, side, masks.shape[axis]) for cell in range(side))
        middle = torch.stack([middle.narrow(axis, low, high - low).amax(axis) for low, high in spans], axis)
    return middle


def predict(net: ResNeXt, images: np.ndarray, flip: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """
    :param images: `[n, 3, size, size]` uint8
    :param flip: averages the logits with those of the mirrored slice
    :returns: logits `[n, 6]` and evidence `[n, 6, h, w]`
    """
    net.eval()
    logits, evidence = [], []
    with torch.no_grad():
        for start in range(0, len(images), 32):
            x = normalised(torch.from_numpy(images[start : start + 32]).float() / 255)
            found, map_ = net(x)
            if flip:
                found = (found + net(x.flip(3))[0]) / 2
            logits.append(found.numpy())
            evidence.append(map_.numpy())
    return np.concatenate(logits), np.concatenate(evidence)
