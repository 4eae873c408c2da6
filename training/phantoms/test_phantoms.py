"""Training on phantoms: a network of a few layers learns on a few slices, stops, goes on, and says what it is worth."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import checkpoint, metrics
from training.challenge import PREVALENCE
from training.errors import TrainingError
from training.phantoms.__main__ import measured, parse
from training.phantoms.augment import augmented
from training.phantoms.calibrate import calibration, patient_weights
from training.phantoms.localise import point, pointing_game, seen_areas
from training.phantoms.shards import Slices, load
from training.phantoms.train import Recipe, Trainer, cell_targets, mask_losses, pointing_loss, predict
from training.resnext import CLASSES, Pooling, build
from training.testing import largest_file


def write_shard(folder: Path, count: int = 64, seed: int = 0) -> None:
    """Grey discs; half of them with a bright spot, whose half of the disc says what kind of bleed it is."""
    random = np.random.default_rng(seed)
    down, right = np.mgrid[0:256, 0:256]
    disc = np.hypot(down - 128, right - 128) < 100
    hu = np.where(disc, 35, -1000)[None].repeat(count, 0) + random.normal(0, 3, (count, 256, 256))
    masks, labels = np.zeros((count, 5, 32, 32), np.uint8), np.zeros((count, 6), np.uint8)
    for image in range(0, count, 2):
        kind = int(random.integers(0, 5))
        row, column = (int(v) for v in random.integers(10, 22, 2))
        hu[image, row * 8 : row * 8 + 24, column * 8 : column * 8 + 24] = 70
        masks[image, kind, row : row + 3, column : column + 3] = 255
        labels[image, [kind, 5]] = 1
    told = {'masks': masks, 'labels': labels, 'pixel_mm': np.ones(count, np.float32)}
    np.savez(folder / f'slices-{seed:05}.npz', hu=hu.astype(np.int16), **told)


class PhantomTraining(unittest.TestCase):
    def setUp(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        write_shard(self.folder)
        self.slices = load([self.folder], 64)

    def trainer(self, images: int = 96) -> Trainer:
        torch.manual_seed(1)
        return Trainer(build('tiny', Pooling(4.0), 16), self.slices, Recipe(images=images, batch=8, warmup=5))

    def test_shards_are_windowed_once_and_again_where_they_change(self) -> None:
        kept = self.folder / 'slices-00000.64.npy'
        self.assertTrue(kept.exists())
        self.assertEqual(self.slices.images.shape, (64, 3, 64, 64))
        before = self.slices.images.copy()
        write_shard(self.folder, seed=1)
        (self.folder / 'slices-00001.npz').replace(self.folder / 'slices-00000.npz')
        self.assertFalse((load([self.folder], 64).images == before).all())

    def replace_shard(self, seed: int, seconds: float) -> None:
        """By one with the same masks and labels, and the images of another, so much younger."""
        shard = self.folder / 'slices-00000.npz'
        moment = shard.stat().st_mtime + seconds
        write_shard(self.folder, seed=seed)
        other = self.folder / f'slices-{seed:05}.npz'
        with np.load(shard) as held, np.load(other) as new:
            arrays = {**held, 'hu': new['hu']}
        np.savez(shard, **arrays)
        other.unlink()
        os.utime(shard, (moment, moment))

    def test_a_shard_that_an_older_file_replaced_is_windowed_again(self) -> None:
        before = self.slices.images.copy()
        self.replace_shard(2, -3600)
        again = load([self.folder], 64)
        self.assertFalse((again.images == before).all())
        with patch('training.phantoms.shards.windowed', side_effect=AssertionError('windowed again')):
            self.assertTrue((load([self.folder], 64).images == again.images).all())
            os.utime(self.folder / 'slices-00000.npz')
            self.assertTrue((load([self.folder], 64).images == again.images).all(), 'touched, not changed')

    def test_what_an_earlier_version_kept_or_was_cut_short_is_windowed_again(self) -> None:
        kept = self.folder / 'slices-00000.64.npy'
        whole = kept.read_bytes()
        earlier = lambda: np.save(kept, self.slices.images + 1)
        for spoil in (earlier, lambda: kept.write_bytes(whole[:-9]), lambda: kept.write_bytes(b'')):
            spoil()
            self.assertTrue((load([self.folder], 64).images == self.slices.images).all())
            self.assertEqual(kept.read_bytes(), whole)

    def test_a_damaged_or_missing_shard_is_named(self) -> None:
        (self.folder / 'slices-00009.npz').write_bytes(b'PK not a shard')
        with self.assertRaisesRegex(TrainingError, 'slices-00009.npz'):
            load([self.folder], 64)
        whole = (self.folder / 'slices-00000.npz').read_bytes()
        (self.folder / 'slices-00009.npz').write_bytes(whole[: len(whole) // 2])
        with self.assertRaisesRegex(TrainingError, 'slices-00009.npz'):
            load([self.folder], 64)
        with self.assertRaisesRegex(TrainingError, 'hemolens phantom --arrays'):
            load([self.folder / 'nowhere'], 64)

    def test_a_shard_without_what_is_needed_and_one_that_does_not_fit_say_so(self) -> None:
        with np.load(self.folder / 'slices-00000.npz') as shard:
            whole = dict(shard)
        small = whole['masks'][:, :, :16, :16]
        for change, said in (
            ({'masks': None}, 'masks is not a file in the archive'),
            ({'pixel_mm': None}, 'pixel_mm is not a file in the archive'),
            ({'masks': small}, r'masks are \(64, 5, 16, 16\) where \(64, 5, 32, 32\) is wanted'),
            ({'labels': whole['labels'][:, :5]}, r'labels are \(64, 5\) where \(64, 6\) is wanted'),
            ({'pixel_mm': whole['pixel_mm'][:9]}, r'pixel_mm are \(9,\) where \(64,\) is wanted'),
            ({'pixel_mm': whole['pixel_mm'] * np.nan}, 'size in millimetres'),
            ({'pixel_mm': whole['pixel_mm'] * 0}, 'size in millimetres'),
        ):
            np.savez(self.folder / 'slices-00000.npz', **{k: v for k, v in {**whole, **change}.items() if v is not None})
            with self.assertRaisesRegex(TrainingError, f'slices-00000.npz: .*{said}.*bad-shard'):
                load([self.folder], 64)

    def test_millimetres_come_along_and_do_not_tell_slices_from_others(self) -> None:
        np.testing.assert_array_equal(self.slices.pixel_mm, np.ones(64))
        other = replace(self.slices, pixel_mm=self.slices.pixel_mm * 0.8)
        self.assertEqual(other.fingerprint(), self.slices.fingerprint())

    def test_a_moved_slice_takes_its_mask_along(self) -> None:
        random = torch.Generator().manual_seed(3)
        images = torch.zeros(8, 3, 64, 64, dtype=torch.uint8)
        masks = torch.zeros(8, 5, 32, 32, dtype=torch.uint8)
        images[:, 2, 20:28, 36:44] = 255
        masks[:, 1, 10:14, 18:22] = 255
        x, m = augmented(images, masks, random)
        bright = (x[:, 2] - x[:, 2].amin((1, 2), keepdim=True))
        for image in range(8):
            place = (bright[image] / bright[image].sum() * torch.arange(64)[:, None]).sum() / 2
            mask = (m[image, 1] / m[image, 1].sum() * torch.arange(32)[:, None]).sum()
            self.assertAlmostEqual(float(place), float(mask), delta=0.6)

    def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(self) -> None:
        whole = self.trainer()
        whole.run(self.folder, keep_every=6)
        (self.folder / 'last.pth').unlink()
        first = self.trainer()
        for _ in range(6):
            first.one_step()
        first.keep(self.folder)
        second = self.trainer()
        second.resume(self.folder)
        self.assertEqual(second.step, 6)
        second.run(self.folder)
        for name, value in whole.average.items():
            self.assertTrue(torch.allclose(value, second.average[name], atol=1e-5), name)
        self.assertEqual([f.name for f in self.folder.glob('*.part')], [])

    def code_of(self, what: Callable[[], object]) -> str:
        with self.assertRaises(TrainingError) as caught:
            what()
        return caught.exception.code

    def test_a_run_is_not_gone_on_with_under_other_settings_or_with_other_slices(self) -> None:
        trainer = self.trainer()
        self.assertEqual(self.code_of(lambda: trainer.run(self.folder, stop=lambda: True)), 'training/interrupted')
        longer = self.trainer(images=960)
        self.assertEqual(self.code_of(lambda: longer.resume(self.folder)), 'training/other-settings')
        for change in (lambda: self.replace_shard(2, 0), lambda: write_shard(self.folder, seed=3)):
            change()
            other = Trainer(trainer.net, load([self.folder], 64), trainer.recipe)
            self.assertEqual(self.code_of(lambda: other.resume(self.folder)), 'training/other-data')
        (self.folder / 'last.pth').write_bytes(b'PK')
        self.assertEqual(self.code_of(lambda: trainer.resume(self.folder)), 'training/bad-checkpoint')

    def test_a_run_of_an_earlier_version_which_wrote_nothing_of_images_down_is_gone_on_with(self) -> None:
        trainer = self.trainer()
        with patch.object(Slices, 'fingerprint', Slices.earlier_fingerprint):
            trainer.keep(self.folder)
        trainer.resume(self.folder)

    def test_a_full_disk_leaves_the_checkpoint_that_stood_there(self) -> None:
        trainer = self.trainer()
        trainer.keep(self.folder)
        trainer.one_step()
        with largest_file(50_000):
            self.assertEqual(self.code_of(lambda: trainer.keep(self.folder)), 'training/cannot-write')
        again = self.trainer()
        again.resume(self.folder)
        self.assertEqual(again.step, 0)

    def test_a_loss_that_is_no_number_ends_the_run_and_the_checkpoint_of_before_stays(self) -> None:
        trainer = Trainer(build('tiny'), self.slices, Recipe(images=96, batch=8, warmup=1, learning_rate=1e30))
        self.assertEqual(self.code_of(lambda: trainer.run(self.folder, keep_every=1)), 'training/diverged')
        self.assertLess(trainer.step, trainer.steps)
        self.assertTrue(checkpoint.finite(torch.load(self.folder / 'last.pth')['net']))

    def test_weights_that_are_no_numbers_do_not_replace_the_last_checkpoint(self) -> None:
        trainer = self.trainer()
        trainer.keep(self.folder)
        before = (self.folder / 'last.pth').read_bytes()
        for broken in (trainer.net.fc.bias, trainer.mask_heads[0].bias):
            held = broken.detach().clone()
            with torch.no_grad():
                broken.fill_(float('nan'))
            self.assertEqual(self.code_of(lambda: trainer.keep(self.folder)), 'training/diverged')
            # Neither a step from them nor a stop by hand leaves them on the disk.
            self.assertEqual(self.code_of(trainer.one_step), 'training/diverged')
            self.assertEqual(self.code_of(lambda: trainer.run(self.folder, stop=lambda: True)), 'training/diverged')
            with torch.no_grad():
                broken.copy_(held)
        self.assertEqual((self.folder / 'last.pth').read_bytes(), before)
        trainer.one_step()

    def test_the_log_of_a_run_that_went_on_has_each_step_once(self) -> None:
        first = self.trainer()
        stops = iter([False] * 9 + [True])
        with self.assertRaises(TrainingError):
            first.run(self.folder, stop=lambda: next(stops), report_every=2)
        second = self.trainer()
        second.resume(self.folder)
        second.run(self.folder, report_every=2)
        rows = (self.folder / 'log.csv').read_text().splitlines()
        self.assertEqual([int(row.split(',')[0]) for row in rows], [2, 4, 6, 8, 10, 12])

    def test_a_run_that_would_make_no_step_is_refused(self) -> None:
        self.assertEqual(self.code_of(lambda: self.trainer(images=7)), 'training/too-few-images')
        self.assertEqual(self.trainer(images=8).steps, 1)
        command = ['--shards', str(self.folder), '--held-out', str(self.folder), '--out', 'run']
        for wrong in (['--batch', '0'], ['--threads', '0']):
            with redirect_stderr(StringIO()), self.assertRaises(SystemExit) as caught:
                parse([*command, *wrong])
            self.assertEqual(caught.exception.code, 2)

    def test_a_network_learns_the_bright_spots(self) -> None:
        trainer = self.trainer(images=640)
        trainer.run(self.folder)
        trainer.net.load_state_dict(trainer.average)
        logits, evidence = predict(trainer.net, self.slices.images)
        self.assertGreater(metrics.auc(self.slices.labels[:, 5], logits[:, 5]), 0.9)
        self.assertEqual(evidence.shape, (64, 6, 4, 4))

    def test_the_command_trains_calibrates_and_says_how_to_convert(self) -> None:
        out = self.folder / 'run'
        command = [sys.executable, '-m', 'training.phantoms', '--shards', str(self.folder)]
        command += ['--held-out', str(self.folder), '--out', str(out), '--architecture', 'tiny', '--size', '64']
        command += ['--images', '64', '--batch', '8', '--threads', '1']
        subprocess.run(command, check=True, capture_output=True)
        head = json.loads((out / 'head.json').read_text())
        self.assertEqual((head['outputStride'], len(head['temperatures'])), (16, 6))
        self.assertEqual(json.loads((out / 'preprocess.json').read_text())['size'], 64)
        self.assertIn('pointingGame', json.loads((out / 'held-out.json').read_text()))
        again = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(again.returncode, 1)
        self.assertIn('--resume goes on with it', again.stderr)
        learned = torch.load(out / 'model.pth')
        twin = self.folder / 'twin'
        subprocess.run([part if part != str(out) else str(twin) for part in command], check=True, capture_output=True)
        for name, value in torch.load(twin / 'model.pth').items():
            self.assertTrue(torch.allclose(value.float(), learned[name].float(), atol=1e-4), name)
        build('tiny').load_state_dict(learned)
        further = self.folder / 'further'
        command[command.index(str(out))] = str(further)
        command += ['--init', str(out / 'model.pth'), '--learning-rate', '0']
        subprocess.run(command, check=True, capture_output=True)
        began = torch.load(further / 'last.pth')['net']
        for name in ('conv1.weight', 'fc.weight', 'fc.bias'):
            self.assertTrue(torch.equal(began[name], learned[name]), name)
        command = [sys.executable, '-m', 'training.phantoms.variants', '--checkpoint', str(out / 'model.pth')]
        command += ['--head', str(out / 'head.json'), '--held-out', str(self.folder), '--architecture', 'tiny']
        command += ['--sizes', '64', '--sharpness', '0']
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        self.assertEqual([row.split(' | ')[:4] for row in told[2:]], [
            ['| log-mean-exp 4', '16', '64', 'no'],
            ['| log-mean-exp 4', '16', '64', 'yes'],
            ['| mean', '16', '64', 'no'],
            ['| log-mean-exp 4', '32', '64', 'no'],
        ])


class Figures(unittest.TestCase):
    def phantom_labels(self, random: np.random.Generator) -> np.ndarray:
        """Half of them bleed, in more ways at once than patients do."""
        kinds = (random.random((6000, 5)) < (0.12, 0.4, 0.2, 0.4, 0.4)) & (random.random((6000, 1)) < 0.5)
        return np.concatenate((kinds, kinds.any(1, keepdims=True)), 1).astype(int)

    def test_held_out_slices_are_weighed_as_patients_slices_are(self) -> None:
        labels = self.phantom_labels(np.random.default_rng(1))
        weights = patient_weights(labels)
        np.testing.assert_allclose(weights @ labels, PREVALENCE, atol=1e-6)
        self.assertGreater(weights.min(), 0)
        same = np.zeros((4, 6), int)
        np.testing.assert_allclose(patient_weights(same), 0.25)

    def test_calibration_is_right_on_patients_where_negatives_are_of_another_mix(self) -> None:
        random = np.random.default_rng(0)
        labels = self.phantom_labels(random)
        # Other blood on a slice makes a kind's logit rise as well; all are stated twice as surely as they are.
        evidence = np.where(labels, 1.0, -1.0) + 0.7 * labels[:, 5:] + random.normal(0, 1, labels.shape)
        logits = 4 * evidence
        temperatures, shift = calibration(logits, labels)
        weights = patient_weights(labels)
        for k, temperature in enumerate(temperatures):
            moved = metrics.sigmoid((logits[:, k] + shift[k]) / temperature)
            self.assertAlmostEqual(float(np.average(moved, weights=weights)), PREVALENCE[k], delta=1e-3)
            # Of those that it is sure of as many have it as it says.
            for low, high in ((0.1, 0.4), (0.4, 0.7), (0.7, 1)):
                among = (moved >= low) & (moved < high)
                if among.sum() > 100:
                    said, so = (np.average(v[among], weights=weights[among]) for v in (moved, labels[:, k]))
                    self.assertAlmostEqual(said, so, delta=0.13)

    def test_one_factor_and_shift_undo_another(self) -> None:
        random = np.random.default_rng(2)
        logits = random.normal(0, 2, 20_000)
        truth = (random.random(20_000) < metrics.sigmoid(0.5 * logits - 1)).astype(int)
        factor, shift = metrics.platt(truth, logits)
        self.assertAlmostEqual(factor, 0.5, delta=0.03)
        self.assertAlmostEqual(shift, -1, delta=0.05)
        weighed = metrics.platt(truth, logits, np.where(truth == 1, np.e, 1.0))
        self.assertAlmostEqual(weighed[1], 0, delta=0.05)

    def test_the_pointing_game_counts_large_bleeds_alone(self) -> None:
        evidence, masks = np.zeros((3, 6, 8, 8)), np.zeros((3, 5, 32, 32), np.uint8)
        evidence[:2, 5, 2, 2] = 1
        masks[0, 1, 8:12, 8:12] = 255
        evidence[0, 1, 2, 2] = 1
        masks[1, 1, 8:12, 8:12] = 255
        evidence[1, 1, 7, 7] = 1
        masks[2, 4, 5, 5] = 255
        found = pointing_game(evidence, masks, np.ones(3))
        self.assertEqual((found['bleeds'], found['all'], found['intraparenchymal']), (2.0, 0.5, 0.5))
        self.assertEqual((found['slices'], found['any']), (2.0, 1.0))
        self.assertTrue(np.isnan(pointing_game(evidence[2:], masks[2:], np.ones(1))['all']))

    def test_areas_are_of_the_millimetres_of_each_slice(self) -> None:
        evidence, masks = np.zeros((2, 6, 8, 8)), np.zeros((2, 5, 32, 32), np.uint8)
        masks[:, 4, 0, 0] = 255
        masks[:, 4, 0, 1] = 127
        # A cell is 8 pixels wide: 0.64 cm² and half of it, then 1 cm² and half of it.
        pixel_mm = np.array((1.0, 1.25), np.float32)
        np.testing.assert_allclose(seen_areas(masks, pixel_mm)[:, 4], (0.64 * 382 / 255, 382 / 255), rtol=1e-6)
        self.assertEqual(point(evidence, masks, pixel_mm).bleeds[:, 4].tolist(), [0, 1])

    def test_strictly_the_centre_of_the_strongest_cell_lies_on_blood(self) -> None:
        masks = np.zeros((1, 5, 32, 32), np.uint8)
        masks[0, 2, 8:12, 12:20] = 255
        # Of 12 × 12 cells of 2⅔ the fourth row has its centre in the cell 9 of the mask, the fifth on the border of 11 and 12,
        # both of which meet its middle half.
        cases = ((3, 4, 1, 1), (3, 5, 1, 1), (4, 5, 1, 0), (3, 7, 1, 0), (4, 7, 1, 0), (2, 5, 0, 0), (3, 8, 0, 0))
        for row, column, hit, strict in cases:
            evidence = np.zeros((1, 6, 12, 12))
            evidence[0, 2, row, column] = 1
            found = point(evidence, masks, np.ones(1))
            told = (found.hits[0, 2], found.strict[0, 2], found.bleeds.sum())
            self.assertEqual(told, (hit, strict, 2), f'{row} {column}')
        # Less than a tenth of a cell is nothing to point at, neither way.
        masks[0, 2] = np.minimum(masks[0, 2], 25)
        masks[0, 2, 0, 0] = 255
        masks[0, 2, 0, 1] = 255
        evidence = np.zeros((1, 6, 12, 12))
        evidence[0, 2, 3, 5] = 1
        found = point(evidence, masks, np.ones(1))
        self.assertEqual((found.bleeds[0, 2], found.hits[0, 2], found.strict[0, 2]), (1, 0, 0))

    def test_figures_of_a_kind_that_no_held_out_slice_has_are_null(self) -> None:
        random = np.random.default_rng(4)
        labels, masks = np.zeros((8, 6), np.uint8), np.zeros((8, 5, 32, 32), np.uint8)
        labels[:4, [4, 5]] = 1
        masks[:4, 4, 8:16, 8:16] = 255
        held_out = Slices(np.zeros((8, 3, 64, 64), np.uint8), masks, labels, np.ones(8, np.float32))
        found = measured(random.normal(size=(8, 6)), random.normal(size=(8, 6, 4, 4)), held_out)
        for figures in (found['auc'], found['pointingGame']):
            self.assertEqual([name for name in CLASSES if figures[name] is None], list(CLASSES[:4]))
        json.dumps(found, allow_nan=False)

    def test_mask_losses_see_blood_in_any_part_of_a_coarse_cell(self) -> None:
        masks = torch.zeros(1, 5, 32, 32)
        masks[0, 2, 9, 9] = 1
        right, wrong = torch.full((1, 5, 8, 8), -9.0), torch.full((1, 5, 8, 8), -9.0)
        right[0, 2, 2, 2] = 9.0
        self.assertLess(float(mask_losses(right, masks)), 1e-3)
        self.assertGreater(float(mask_losses(wrong, masks)), 0.05)

    def test_blood_in_the_margin_of_a_cell_counts_less_than_in_its_middle(self) -> None:
        masks = torch.zeros(1, 1, 32, 32)
        masks[0, 0, 9, 9] = 1
        masks[0, 0, 20, 16:20] = 1
        target = cell_targets(masks, 8)
        self.assertEqual(float(target[0, 0, 2, 2]), 1)
        self.assertEqual(float(target[0, 0, 5, 4]), 0.5)
        self.assertEqual(float(target.sum()), 1.5)

    def test_the_pointing_loss_moves_the_strongest_cell_onto_blood(self) -> None:
        masks = torch.zeros(2, 3, 32, 32)
        masks[0, 1, 9, 9] = 1
        logits = torch.zeros(2, 3, 8, 8)
        logits[0, 1, 5, 5] = 2
        logits.requires_grad_()
        for _ in range(40):
            loss = pointing_loss(logits, masks)
            (moved,) = torch.autograd.grad(loss, logits)
            logits = (logits - moved).detach().requires_grad_()
        self.assertEqual(int(logits[0, 1].argmax()), 2 * 8 + 2)
        self.assertLess(float(loss), 1)
        self.assertEqual(int(moved.abs().sum((2, 3)).count_nonzero()), 1)

    def test_the_pointing_loss_of_slices_without_blood_is_nothing(self) -> None:
        logits = torch.ones(2, 3, 8, 8, requires_grad=True)
        loss = pointing_loss(logits, torch.zeros(2, 3, 32, 32))
        loss.backward()
        self.assertEqual(float(loss.detach()), 0)
        self.assertTrue(bool((logits.grad == 0).all()))

    def test_the_target_is_full_where_the_pointing_game_would_hit(self) -> None:
        masks = (np.random.default_rng(5).random((1, 5, 32, 32)) < 0.03).astype(np.uint8) * 255
        target = cell_targets(torch.from_numpy(masks).float() / 255, 10)
        for row, column in np.ndindex(10, 10):
            evidence = np.zeros((1, 6, 10, 10))
            evidence[0, :, row, column] = 1
            hits = pointing_game(evidence, masks, np.ones(1))
            for kind, name in enumerate(CLASSES[:5]):
                self.assertEqual(float(target[0, kind, row, column]) == 1, hits[name] == 1)


if __name__ == '__main__':
    unittest.main()
