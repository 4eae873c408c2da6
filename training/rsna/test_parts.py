"""The log, the bar, the pictures and the figures of a run, each alone."""

from __future__ import annotations

import csv
import errno
import io
import os
import signal
import sys
import tempfile
import types
import unittest
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from training import metrics
from training.errors import TrainingError
from training.preprocessing import model_input
from training.rsna.augment import NONE, Augmentation, training_input
from training.interrupt import Interrupt
from training.rsna.journal import write_log, write_tensorboard
from training.rsna.plots import roc
from training.rsna.progress import Progress
from training.rsna.report import calibration_of, evaluate
from training.rsna.testing import head


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Bar(unittest.TestCase):
    def after(self, seconds: float, stream: io.StringIO, done: int, first: int = 0) -> str:
        with patch('training.rsna.progress.time.monotonic', side_effect=(100.0, 100.0 + seconds)):
            Progress('Epoch 1 of 2', stream, first=first)(done, 400, 'loss 0.2')
        return stream.getvalue()

    def test_it_says_how_much_is_done_and_how_long_the_rest_takes(self) -> None:
        self.assertEqual(
            self.after(60, io.StringIO(), 100),
            'Epoch 1 of 2 [######..................] 100 of 400, 0:03:00 left, loss 0.2\n',
        )

    def test_what_an_earlier_run_did_says_nothing_of_the_speed(self) -> None:
        self.assertIn('0:01:00 left', self.after(60, io.StringIO(), 250, first=100))
        self.assertIn('time left unknown', self.after(60, io.StringIO(), 100, first=100))

    def test_a_terminal_has_one_line_that_is_redrawn_and_a_log_one_now_and_then(self) -> None:
        self.assertTrue(self.after(1, Terminal(), 100).startswith('\r\x1b[2KEpoch'))
        self.assertTrue(self.after(1, Terminal(), 400).endswith('0:00:01, loss 0.2\n'))
        self.assertEqual(self.after(1, io.StringIO(), 100), '')


class Log(unittest.TestCase):
    rows: list[dict[str, float | None]] = [
        {'epoch': 1.0, 'train_loss': 0.4, 'auc_any': None},
        {'epoch': 2.0, 'train_loss': 0.3, 'auc_any': 0.9},
    ]

    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def test_it_has_a_line_an_epoch(self) -> None:
        write_log(self.folder, self.rows)
        with (self.folder / 'log.csv').open() as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual([row['train_loss'] for row in rows], ['0.4', '0.3'])
        self.assertEqual([row['auc_any'] for row in rows], ['', '0.9'])

    def tensorboard(self, writer: type) -> Any:
        module = types.ModuleType('torch.utils.tensorboard')
        setattr(module, 'SummaryWriter', writer)
        return patch.dict(sys.modules, {'torch.utils.tensorboard': module})

    def test_tensorboard_gets_what_is_defined_and_its_absence_is_no_error(self) -> None:
        told: list[tuple[str, float, int]] = []

        class Writer:
            def __init__(self, folder: str) -> None:
                self.folder = folder

            def __enter__(self) -> Writer:
                return self

            def __exit__(self, *_: object) -> None:
                pass

            def add_scalar(self, name: str, value: float, step: int) -> None:
                told.append((name, value, step))

        with self.tensorboard(Writer):
            self.assertTrue(write_tensorboard(self.folder, self.rows[0]))
        self.assertEqual(told, [('epoch', 1.0, 1), ('train_loss', 0.4, 1)])
        with patch.dict(sys.modules, {'torch.utils.tensorboard': None}):
            self.assertFalse(write_tensorboard(self.folder, self.rows[0]))

    def test_tensorboard_on_a_full_disk_is_an_error_with_a_code(self) -> None:
        def full(folder: str) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), folder)

        with self.tensorboard(full), self.assertRaises(TrainingError) as caught:  # type: ignore[arg-type]
            write_tensorboard(self.folder, self.rows[0])
        self.assertEqual(caught.exception.code, 'training/cannot-write')


class Signals(unittest.TestCase):
    def test_the_first_asks_for_a_stop_and_says_so_but_not_in_a_process_that_reads_images(self) -> None:
        for process, expected in ((os.getpid(), 1), (-1, 0)):
            interrupt = Interrupt()
            interrupt.process = process
            self.assertFalse(interrupt())
            with patch('os.write') as said:
                interrupt._heard(signal.SIGTERM, None)
            self.assertTrue(interrupt())
            self.assertEqual(said.call_count, expected)

    def test_a_second_one_ends_the_program_unless_it_is_the_first_ones_echo(self) -> None:
        interrupt = Interrupt()
        for moment, ends in ((10.0, False), (10.2, False), (14.0, True)):
            with (
                patch('training.interrupt.time.monotonic', return_value=moment),
                patch('training.interrupt.signal.signal') as restored,
                patch('os.write'),
                patch('os.kill') as killed,
            ):
                interrupt._heard(signal.SIGINT, None)
            self.assertEqual((restored.called, killed.called), (ends, ends))


class Varied(unittest.TestCase):
    """One thing at a time, the rest as the page has it."""

    hu = head(40, 96)

    def input(self, vary: Augmentation, seed: int = 0) -> np.ndarray:
        return training_input(self.hu, 48, vary, np.random.default_rng(seed))

    def only(self, **what: float) -> Augmentation:
        return Augmentation(**{**vars(NONE), **what})

    def test_hounsfield_units_are_shifted_within_the_offset(self) -> None:
        plain = model_input(self.hu, 48)[0, 24, 24]
        width = (model_input(self.hu + 1, 48)[0, 24, 24] - plain) * 4
        found = np.array([self.input(self.only(offset=4.0), seed)[0, 24, 24] - plain for seed in range(40)])
        self.assertLess(np.abs(found).max(), width * 1.001)
        self.assertTrue(found.min() < -width / 2 and found.max() > width / 2)

    def test_hounsfield_units_are_scaled_within_the_contrast(self) -> None:
        # Brain at 30 HU, of which 3 % are 0.9.
        plain = model_input(self.hu, 48)[0, 24, 24]
        width = (model_input(self.hu + 0.9, 48)[0, 24, 24] - plain) * 1.001
        found = np.array([self.input(self.only(contrast=0.03), seed)[0, 24, 24] - plain for seed in range(40)])
        self.assertTrue(-width <= found.min() < -width / 2 and width / 2 < found.max() <= width)

    def test_a_flip_is_left_to_right(self) -> None:
        np.testing.assert_allclose(self.input(self.only(flip=1.0)), model_input(self.hu, 48)[:, :, ::-1], atol=1e-5)

    def test_a_turn_keeps_within_its_angle_and_brings_air_in(self) -> None:
        air = model_input(np.full((4, 4), -1000.0), 48)[:, 0, 0]
        spot = self.hu > 60
        for seed in range(10):
            turned = self.input(self.only(rotation=15.0), seed)
            np.testing.assert_allclose(turned[:, 0, 0], air, atol=1e-5)
            y, x = np.argwhere(turned[0] > turned[0].max() - 0.1).mean(0) - 23.5
            angle = np.degrees(np.arctan2(-y, x))
            self.assertLess(abs(angle), 18, spot.sum())
        self.assertGreater(np.abs(self.input(self.only(rotation=15.0)) - model_input(self.hu, 48)).max(), 0.1)

    def test_a_crop_is_a_part_of_no_less_than_its_area_resized_to_the_whole(self) -> None:
        ramp = np.broadcast_to(np.arange(96.0) * 0.8, (96, 96)).astype(np.float32)  # within the brain window
        for seed in range(20):
            row = training_input(ramp, 48, self.only(smallest_area=0.5), np.random.default_rng(seed))[0, 24]
            step = np.diff(row[4:-4]).mean()
            whole = np.diff(model_input(ramp, 48)[0, 24][4:-4]).mean()
            self.assertTrue(np.sqrt(0.5) - 0.02 < step / whole < 1.001, step / whole)


class Figures(unittest.TestCase):
    def test_a_curve_runs_from_none_called_to_all_and_holds_its_area(self) -> None:
        random = np.random.default_rng(2)
        truth = random.integers(0, 2, 300)
        score = np.round(random.normal(truth, 1), 1)  # with ties
        alarms, hits = roc(truth, score)
        self.assertEqual((alarms[0], hits[0], alarms[-1], hits[-1]), (0, 0, 1, 1))
        area = float((np.diff(alarms) * (hits[1:] + hits[:-1]) / 2).sum())
        self.assertAlmostEqual(area, metrics.auc(truth, score))

    def test_intervals_are_over_patients_and_wider_than_over_alike_slices(self) -> None:
        random = np.random.default_rng(4)
        truth = np.repeat(random.integers(0, 2, 30), 10)
        score = np.repeat(random.normal(0, 1, 30), 10) + truth
        patients = np.repeat(np.arange(30), 10)
        over_slices = metrics.bootstrap(metrics.auc, truth, score, rounds=300)
        over_patients = metrics.bootstrap(metrics.auc, truth, score, rounds=300, groups=patients)
        self.assertEqual(over_slices.value, over_patients.value)
        self.assertGreater(
            over_patients.high - over_patients.low, 2 * (over_slices.high - over_slices.low)
        )

    def test_the_evaluation_has_a_figure_and_an_interval_for_every_class(self) -> None:
        random = np.random.default_rng(6)
        truth = random.integers(0, 2, (200, 6))
        truth[:, 0] = 0
        probability = np.clip(truth * 0.5 + random.uniform(0, 0.5, (200, 6)), 0.01, 0.99)
        suspicious = [0.5, 0.4, 0.5, 0.5, 0.5, 0.6]
        found = evaluate(truth, np.arange(200) // 4, probability, suspicious, rounds=50)
        self.assertEqual((found['images'], found['patients']), (200, 50))
        self.assertAlmostEqual(found['weightedLogLoss']['value'], metrics.weighted_log_loss(truth, probability))
        self.assertLess(found['weightedLogLoss']['value'], found['constantPredictor'])
        self.assertEqual(found['classes']['epidural']['auc'], {'value': None, 'low': None, 'high': None})
        for name in ('intraparenchymal', 'any'):
            for figure in ('auc', 'averagePrecision'):
                one = found['classes'][name][figure]
                self.assertTrue(one['low'] <= one['value'] <= one['high'])
        for k, name in ((1, 'intraparenchymal'), (5, 'any')):
            called, one = probability[:, k] >= suspicious[k], found['classes'][name]
            self.assertEqual(one['threshold'], suspicious[k])
            self.assertAlmostEqual(one['sensitivity'], called[truth[:, k] == 1].mean())
            self.assertAlmostEqual(one['specificity'], 1 - called[truth[:, k] == 0].mean())

    def test_temperatures_are_judged_on_patients_on_whom_they_were_not_fitted(self) -> None:
        random = np.random.default_rng(8)
        logits = random.normal(0, 2, (4000, 6))
        truth = (random.random((4000, 6)) < metrics.sigmoid(logits)).astype(np.int64)
        sharp = logits * 3
        temperatures = [metrics.temperature(truth[:, k], sharp[:, k]) for k in range(6)]
        found = calibration_of(truth, np.arange(4000) // 10, sharp, temperatures)
        loss = found['weightedLogLoss']
        self.assertLess(loss['fittedOnOtherPatients'], loss['uncalibrated'] - 0.1)
        self.assertGreaterEqual(
            loss['fittedOnOtherPatients'], metrics.weighted_log_loss(truth, metrics.sigmoid(sharp / temperatures)) - 1e-4
        )


if __name__ == '__main__':
    unittest.main()
