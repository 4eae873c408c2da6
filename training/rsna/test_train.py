"""
A run from its command line to its files: interrupted, resumed, refused, on a full disk and by two processes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import warnings
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch

from training import checkpoint
from training.errors import TrainingError
from training.files import write_text
from training.resnext import build
from training.rsna import train
from training.rsna.__main__ import main, run
from training.rsna.cases import Cases, gather
from training.rsna.ema import Average
from training.rsna.precision import Precision
from training.rsna.schedule import Schedule
from training.rsna.settings import Settings, parse
from training.rsna.team import Team
from training.rsna.testing import small_set
from training.testing import largest_file
from training.weights import load_initial

DATA = Path(os.environ.get('HEAD_CT_DATA', '../shared/data'))


def after(steps: int) -> object:
    """Asks for a stop once so many steps were made."""
    asked = iter(range(10**6))
    return lambda: next(asked) >= steps


def state_of(out: Path) -> dict[str, Any]:
    state = torch.load(out / 'last.pth')
    return {**state, **json.loads(state['plain'])}


def weights_of(trainer: train.Trainer) -> torch.Tensor:
    """All of them, one behind the other"""
    return torch.nn.utils.parameters_to_vector(trainer.net.parameters()).detach()


def torch_bytes(value: object) -> bytes:
    held = io.BytesIO()
    torch.save(value, held)
    return held.getvalue()


def in_bfloat16(_: str, device: torch.device) -> Precision:
    """What a graphics processor is asked for, on a CPU, which the program itself does not ask for it."""
    precision = Precision('float32', device)
    precision.name = 'bfloat16'
    return precision


class PlayedScaler:
    """
    Does what `GradScaler` does, which PyTorch 1.13 has for graphics processors alone: a step whose gradients overflow is left
    out, and the scale made smaller. Here the first always does.
    """

    def __init__(self) -> None:
        self.factor, self.skipped, self.overflown = math.inf, 0, False

    def scale(self, loss: torch.Tensor) -> torch.Tensor:
        return loss * self.factor

    def step(self, optimizer: torch.optim.Optimizer) -> None:
        gradients = [p.grad for group in optimizer.param_groups for p in group['params']]
        self.overflown = not all(bool(gradient.isfinite().all()) for gradient in gradients)
        if not self.overflown:
            for gradient in gradients:
                gradient.div_(self.factor)
            optimizer.step()

    def update(self) -> None:
        if self.overflown:
            self.factor, self.skipped = 1024.0, self.skipped + 1

    def state_dict(self) -> dict[str, float]:
        return {'factor': self.factor, 'skipped': self.skipped}

    def load_state_dict(self, state: dict[str, float]) -> None:
        self.factor, self.skipped = state['factor'], int(state['skipped'])


def scaled(_: str, device: torch.device) -> Precision:
    precision = Precision('float32', device)
    precision.scaler = PlayedScaler()
    return precision


class Runs(unittest.TestCase):
    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)
        csv_file, images = small_set(self.folder)
        self.settings = Settings(
            csv=csv_file,
            images=images,
            out=self.folder / 'run',
            architecture='tiny',
            size=32,
            epochs=2,
            batch=4,
            accumulate=2,
            folds=4,
            warmup=2,
            workers=0,
            device='cpu',
            bootstrap=20,
        )

    def arguments(self, out: Path, *more: str) -> list[str]:
        given = self.settings
        fixed = (
            f'--csv {given.csv} --images {given.images} --out {out} --architecture tiny --size 32 --batch 4'
        )
        return f'{fixed} --folds 4 --warmup 2 --workers 0 --device cpu --bootstrap 20'.split() + list(more)

    def quietly(self, settings: Settings, stop: object = lambda: False) -> str:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            run(settings, stop)  # type: ignore[arg-type]
        return said.getvalue()

    def gathered(self, settings: Settings) -> Cases:
        with contextlib.redirect_stderr(io.StringIO()):
            return gather(settings, lambda: False)

    def code_of(self, settings: Settings, stop: object = lambda: False) -> tuple[str, str]:
        with self.assertRaises(TrainingError) as caught:
            self.quietly(settings, stop)
        return caught.exception.code, str(caught.exception)

    def assertSameNetworks(self, one: Path, other: Path) -> tuple[dict[str, Any], dict[str, Any]]:
        states = state_of(one), state_of(other)
        for name in ('net', 'average'):
            for key, value in states[0][name].items():
                self.assertTrue(torch.equal(value, states[1][name][key]), key)
        return states

    def test_a_run_that_was_stopped_ends_as_one_that_was_not_to_the_last_bit(self) -> None:
        self.quietly(self.settings)
        stopped = replace(self.settings, out=self.folder / 'stopped')
        code, words = self.code_of(stopped, after(1))
        self.assertEqual(code, 'training/interrupted')
        self.assertIn('epoch 1 after step 1 of 3', words)
        code, words = self.code_of(replace(stopped, resume=True), after(4))
        self.assertIn('epoch 2 after step 2 of 3', words)
        self.quietly(replace(stopped, resume=True))
        whole, parts = self.assertSameNetworks(self.settings.out, stopped.out)
        timeless = [
            [{k: v for k, v in r.items() if 'second' not in k} for r in s['rows']] for s in (whole, parts)
        ]
        self.assertEqual(*timeless)
        with (stopped.out / 'log.csv').open() as stream:
            self.assertEqual([row['epoch'] for row in csv.DictReader(stream)], ['1', '2'])

    def test_a_run_learns_what_is_plain_to_see(self) -> None:
        self.quietly(replace(self.settings, epochs=6, schedule='cosine', lr=0.02, ema=0.9))
        with (self.settings.out / 'log.csv').open() as stream:
            rows = list(csv.DictReader(stream))
        self.assertLess(float(rows[-1]['train_loss']), 0.8 * float(rows[0]['train_loss']))
        self.assertGreater(float(rows[-1]['auc_any']), 0.9)

    def test_a_folder_with_a_run_is_not_begun_anew_and_one_without_not_resumed(self) -> None:
        self.assertEqual(self.code_of(replace(self.settings, resume=True))[0], 'training/no-run')
        self.code_of(self.settings, after(1))
        self.assertEqual(self.code_of(self.settings)[0], 'training/run-exists')

    def test_other_settings_or_data_do_not_go_on_with_a_run(self) -> None:
        self.code_of(self.settings, after(1))
        again = replace(self.settings, resume=True)
        code, words = self.code_of(replace(again, lr=0.5))
        self.assertEqual(code, 'training/other-settings')
        self.assertIn('began with lr 0.01, not 0.5', words)
        again.csv.write_text(again.csv.read_text().replace('ID_000000000_any,0', 'ID_000000000_any,1'))
        self.assertEqual(self.code_of(again)[0], 'training/other-data')

    def test_a_checkpoint_that_was_cut_short_says_so(self) -> None:
        self.code_of(self.settings, after(1))
        last = self.settings.out / 'last.pth'
        last.write_bytes(last.read_bytes()[:5000])
        self.assertEqual(self.code_of(replace(self.settings, resume=True))[0], 'training/bad-checkpoint')

    def test_a_loss_that_is_no_number_ends_the_run_and_is_not_saved(self) -> None:
        self.assertEqual(self.code_of(replace(self.settings, lr=1e30, warmup=0))[0], 'training/diverged')
        self.assertFalse((self.settings.out / 'last.pth').exists())

    def test_a_step_larger_than_the_set_says_so(self) -> None:
        self.assertEqual(self.code_of(replace(self.settings, batch=64))[0], 'training/too-few-images')

    def test_a_folder_that_is_gone_for_a_while_ends_the_run_which_goes_on_when_it_is_back(self) -> None:
        self.quietly(self.settings)
        cut_off = replace(self.settings, out=self.folder / 'cut-off')
        self.code_of(cut_off, after(1))
        whole = {file: file.read_bytes() for file in self.settings.images.iterdir()}
        for file in whole:
            file.write_bytes(b'')
        # The index still takes them for good: only their pictures are gone. State is due before every step.
        again = replace(cut_off, resume=True, checkpoint_minutes=0)
        code, words = self.code_of(again)
        self.assertEqual(code, 'training/unreadable-images')
        self.assertIn('Of 32 images that were tried, 32 cannot be read here', words)
        with patch('training.rsna.cases.refuse_undecodable'):  # gone only after they were tried
            code, words = self.code_of(again)
        self.assertEqual(code, 'training/unreadable-images')
        self.assertRegex(words, r'the first ID_0000000.. \(its picture could not be read: .+\): was the folder moved')
        for file, content in whole.items():
            file.write_bytes(content)
        self.quietly(again)
        self.assertSameNetworks(self.settings.out, cut_off.out)

    def test_a_few_images_that_break_later_are_named_with_their_reason_and_weigh_nothing(self) -> None:
        self.code_of(self.settings, after(1))
        self.enterContext(patch('training.rsna.cases.UNREADABLE_SHARE', 0.2))
        with np.load(self.settings.out / 'index.npz') as held:
            ids = [name.decode() for name in held['ids']]
        for name in ids[:4]:  # a whole patient, of the four folds' smallest or largest: both sides may have it
            (self.settings.images / f'{name}.dcm').write_bytes(b'')
        said = self.quietly(replace(self.settings, resume=True))
        self.assertIn('4 images could not be read', said)
        with (self.settings.out / 'left-out.csv').open() as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual([row['id'] for row in rows], ids[:4])
        self.assertIn('its picture could not be read', rows[0]['reason'])
        cases = self.gathered(replace(self.settings, resume=True))
        self.assertEqual((len(cases.ids), cases.left_out), (32, []), 'the run names them itself, once')

    def test_an_image_that_was_broken_when_a_run_began_has_no_part_in_it_though_it_be_mended(self) -> None:
        broken = self.settings.images / 'ID_000000007.dcm'
        whole = broken.read_bytes()
        broken.write_bytes(whole[:100])
        self.code_of(self.settings, after(1))
        listed = (self.settings.out / 'left-out.csv').read_bytes()
        self.assertIn(b'ID_000000007,', listed)
        broken.write_bytes(whole)
        again = replace(self.settings, resume=True)
        self.assertIn('31 images of 8 patients', self.quietly(again))
        self.assertEqual((self.settings.out / 'left-out.csv').read_bytes(), listed)
        later = self.settings.images / 'ID_000000008.dcm'
        later.rename(later.with_suffix('.away'))
        code, words = self.code_of(again)
        self.assertEqual(code, 'training/other-data')
        self.assertIn('1 images that are not here, the first ID_000000008', words)

    def test_a_run_goes_on_without_its_list_of_images_where_they_are_the_same_and_not_with_a_damaged_one(self) -> None:
        self.code_of(self.settings, after(1))
        held = self.settings.out / 'images.npz'
        whole = held.read_bytes()
        held.write_bytes(whole[:100])
        again = replace(self.settings, resume=True)
        self.assertEqual(self.code_of(again)[0], 'training/bad-checkpoint')
        held.unlink()
        (self.settings.out / 'index.npz').unlink()
        image = self.settings.images / 'ID_000000007.dcm'
        content = image.read_bytes()
        image.write_bytes(b'')
        self.assertEqual(self.code_of(again)[0], 'training/other-data')
        image.write_bytes(content)
        self.quietly(again)

    def test_a_run_that_is_killed_while_it_measures_has_kept_the_epoch(self) -> None:
        self.quietly(self.settings)
        killed = replace(self.settings, out=self.folder / 'killed')
        with patch('training.rsna.train.answer', side_effect=KeyboardInterrupt), suppress(KeyboardInterrupt):
            self.quietly(killed)
        state = state_of(killed.out)
        self.assertEqual((state['epoch'], state['step']), (0, 3))
        self.quietly(replace(killed, resume=True))
        self.assertSameNetworks(self.settings.out, killed.out)

    def test_a_full_disk_ends_a_run_with_its_last_state_whole_and_it_goes_on_when_there_is_room(self) -> None:
        self.quietly(self.settings)
        full = replace(self.settings, out=self.folder / 'full')
        self.code_of(full, after(4))
        last = full.out / 'last.pth'
        before = last.read_bytes()
        with largest_file(len(before) // 2):
            code, words = self.code_of(replace(full, resume=True))
        self.assertEqual(code, 'training/cannot-write')
        self.assertIn('last.pth', words)
        self.assertEqual(last.read_bytes(), before)
        self.assertEqual(list(full.out.glob('*.part')), [])
        self.quietly(replace(full, resume=True))
        self.assertSameNetworks(self.settings.out, full.out)

    def test_a_disk_that_is_too_small_for_the_checkpoints_is_said_before_the_first_step(self) -> None:
        size = len(torch_bytes(build('tiny').state_dict()))
        room = shutil.disk_usage(self.folder)
        # By SGD: weights, average and momentum in the state, and the weights alone, each twice for a moment.
        for free, expected in ((7.5 * size, 'training/cannot-write'), (8.5 * size, 'training/interrupted')):
            with patch('training.checkpoint.shutil.disk_usage', return_value=room._replace(free=int(free))):
                self.assertEqual(self.code_of(self.settings, after(0))[0], expected)

    def test_a_process_that_reads_images_and_is_killed_and_a_full_graphics_memory_have_their_words(self) -> None:
        def killed(slices: object, number: int) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        with patch('training.rsna.dataset.Slices.__getitem__', killed):
            code, words = self.code_of(replace(self.settings, workers=1))
        self.assertEqual(code, 'training/lost-worker')
        self.assertIn('fewer --workers', words)
        full = torch.cuda.OutOfMemoryError('CUDA out of memory')
        with patch.object(train.Trainer, '_step', side_effect=full):
            self.assertEqual(self.code_of(self.settings)[0], 'training/no-memory')
        with patch.object(train.Trainer, '_step', side_effect=RuntimeError('odd')), self.assertRaises(RuntimeError):
            self.quietly(self.settings)

    def test_a_network_of_no_numbers_does_not_replace_the_last_state(self) -> None:
        self.code_of(self.settings, after(1))
        before = (self.settings.out / 'last.pth').read_bytes()

        def broken(trainer: train.Trainer) -> None:
            with torch.no_grad():
                trainer.net.fc.bias.fill_(float('nan'))

        with patch.object(train.Trainer, '_train_epoch', broken):
            code, _ = self.code_of(replace(self.settings, resume=True))
        self.assertEqual(code, 'training/diverged')
        self.assertEqual((self.settings.out / 'last.pth').read_bytes(), before)

    def test_errors_end_the_program_with_1_and_wrong_usage_with_2(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            arguments = self.arguments(self.folder / 'run', '--initial', str(self.settings.csv))
            self.assertEqual(main(arguments), 1)
            for wrong in (
                ['--csv', 'x'],
                [*arguments, '--fold', '4'],
                [*arguments, '--lr', '0'],
                [*arguments, '--weight-decay', 'nan'],
                [*arguments, '--momentum', 'inf'],
                [*arguments, '--seed', '-1'],
                [*arguments, '--seed', str(2**64)],
                [*arguments, '--optimizer', 'adamw', '--momentum', '0.9'],
                [*arguments, '--schedule', 'cosine', '--milestones', '0.5'],
            ):
                with self.assertRaises(SystemExit) as caught:
                    parse(wrong)
                self.assertEqual(caught.exception.code, 2)
        self.assertIn('[training/bad-weights]', said.getvalue())
        self.assertIn('--momentum says nothing beside --optimizer adamw', said.getvalue())

    def test_each_optimizer_begins_with_its_own_learning_rate_and_decay_unless_told_otherwise(self) -> None:
        for more, lr, decay in (
            ([], 0.01, 1e-4),
            (['--optimizer', 'sgd', '--momentum', '0.8'], 0.01, 1e-4),
            (['--optimizer', 'adamw'], 3e-4, 0.05),
            (['--optimizer', 'adamw', '--lr', '0.01'], 0.01, 0.05),
            (['--optimizer', 'adamw', '--weight-decay', '0.0001'], 3e-4, 1e-4),
        ):
            found = parse(self.arguments(self.folder / 'run', *more))
            self.assertEqual((found.lr, found.weight_decay), (lr, decay), more)
        self.assertEqual(parse(self.arguments(self.folder / 'run')).milestones, (1 / 3, 2 / 3))
        with contextlib.redirect_stdout(io.StringIO()) as told, suppress(SystemExit):
            parse(['--help'])
        self.assertIn('(default: 0.01 by sgd, 0.0003 by adamw)', ' '.join(told.getvalue().split()))

    def test_sigterm_ends_a_run_with_its_state_on_disk(self) -> None:
        out = self.folder / 'signalled'
        command = [sys.executable, '-m', 'training.rsna', *self.arguments(out, '--epochs', '5000')]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            said = ''
            assert process.stderr is not None
            while 'Epoch 1:' not in said and (line := process.stderr.readline()):
                said += line
            process.send_signal(signal.SIGTERM)
            said += process.stderr.read()
        self.assertEqual(process.returncode, 1, said)
        self.assertIn('[training/interrupted]', said)
        self.assertIn('Stopping when the state is on disk', said)
        self.assertGreaterEqual(state_of(out)['epoch'], 1)

    def test_a_signal_to_a_run_and_the_processes_that_read_for_it_ends_it_with_its_state_on_disk(self) -> None:
        for kind in (signal.SIGTERM, signal.SIGINT):
            out = self.folder / kind.name
            # Written before every step; by the third one the process that reads is at work.
            more = '--epochs 5000 --batch 2 --workers 1 --checkpoint-minutes 0'.split()
            command = [sys.executable, '-m', 'training.rsna', *self.arguments(out, *more)]
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
                while process.poll() is None and not ((out / 'last.pth').exists() and state_of(out)['step'] >= 2):
                    time.sleep(0.01)
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, kind)
                assert process.stderr is not None
                said = process.stderr.read()
            self.assertEqual(process.returncode, 1, said)
            self.assertIn('[training/interrupted]', said)
            self.assertGreaterEqual(state_of(out)['epoch'] + state_of(out)['step'], 2)

    def test_a_run_that_is_killed_leaves_a_whole_state_and_the_next_clears_up_behind_it(self) -> None:
        out = self.folder / 'killed'
        often = self.arguments(out, '--epochs', '5000', '--checkpoint-minutes', '0')
        with subprocess.Popen([sys.executable, '-m', 'training.rsna', *often], stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            while b'Epoch 1:' not in process.stderr.readline():
                self.assertIsNone(process.poll())
            process.kill()
        # What it leaves where it is killed in the middle of writing.
        (out / f'last.pth.{process.pid}.part').write_bytes(b'half')
        self.assertGreaterEqual(state_of(out)['step'] + state_of(out)['epoch'], 1)
        again = replace(self.settings, out=out, resume=True, epochs=5000, accumulate=1)
        self.assertEqual(self.code_of(again, after(2))[0], 'training/interrupted')
        self.assertEqual(list(out.glob('*.part')), [])

    def test_a_run_goes_on_without_the_weights_it_began_with(self) -> None:
        file = self.folder / 'initial.pth'
        torch.save(build('tiny').state_dict(), file)
        given = replace(self.settings, out=self.folder / 'begun', initial=file)
        self.assertEqual(self.code_of(given, after(2))[0], 'training/interrupted')
        file.unlink()
        self.assertEqual(self.code_of(replace(given, resume=True), after(1))[0], 'training/interrupted')

    def trainer(self, **what: Any) -> train.Trainer:
        """Before its first step, its batch norms held still: they see one batch at a time."""
        given = replace(self.settings, warmup=3, augment=False, **what)
        given.out.mkdir(exist_ok=True)
        with contextlib.redirect_stderr(io.StringIO()):
            trainer = train.Trainer(given, self.gathered(given), Team('cpu'), lambda: False)
        trainer.spread.eval()
        return trainer

    def one_step(self, **what: Any) -> train.Trainer:
        trainer = self.trainer(**what)
        trainer._step(iter(trainer._loader()))
        return trainer

    def test_accumulated_batches_make_the_step_of_one_large_batch(self) -> None:
        for optimizer, kind in (('sgd', torch.optim.SGD), ('adamw', torch.optim.AdamW)):
            parts, whole = (
                self.one_step(batch=8 // accumulate, accumulate=accumulate, optimizer=optimizer)
                for accumulate in (4, 1)
            )
            self.assertIsInstance(whole.optimizer, kind)
            before = build('tiny')  # any other: shows that a step changes something
            for (name, one), other in zip(parts.net.named_parameters(), whole.net.parameters()):
                torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-3, msg=name)
            self.assertFalse(torch.equal(before.fc.weight, whole.net.fc.weight))
            # The first of three steps of warm-up.
            self.assertEqual({group['lr'] for group in whole.optimizer.param_groups}, {0.01 / 4})
            self.assertEqual([group['weight_decay'] for group in whole.optimizer.param_groups], [1e-4, 0.0])

    def test_a_step_whose_gradients_overflow_is_left_out_and_the_next_is_made_at_its_true_size(self) -> None:
        plain = self.trainer()
        with patch('training.rsna.train.Precision', scaled):
            trainer = self.trainer()
        batches, same = iter(trainer._loader()), iter(plain._loader())
        trainer._step(batches)
        for _ in range(self.settings.accumulate):
            next(same)
        for (name, one), other in zip(trainer.net.named_parameters(), plain.net.parameters()):
            self.assertTrue(torch.equal(one, other), name)
        before = trainer.net.fc.weight.detach().clone()
        for one, batch in ((trainer, batches), (plain, same)):
            one._step(batch)
        for (name, one), other in zip(trainer.net.named_parameters(), plain.net.parameters()):
            self.assertTrue(torch.equal(one, other), name)
        self.assertFalse(torch.equal(before, trainer.net.fc.weight))
        self.assertEqual(trainer.precision.scaler.skipped, 1)
        # The loss that is told is the network's, not the scaled one.
        self.assertLess(trainer._mean_loss(), 10)

    def test_a_run_that_scales_its_gradients_goes_on_with_the_scale_it_had_found(self) -> None:
        with patch('training.rsna.train.Precision', scaled):
            whole = replace(self.settings, epochs=1)
            self.quietly(whole)
            stopped = replace(whole, out=self.folder / 'stopped')
            self.code_of(stopped, after(2))
            self.quietly(replace(stopped, resume=True))
        _, parts = self.assertSameNetworks(whole.out, stopped.out)
        self.assertEqual(parts['scaler'], {'factor': 1024.0, 'skipped': 1})

    def test_a_run_in_bfloat16_differs_by_its_rounding_alone_and_goes_on_as_one_that_was_not_stopped(self) -> None:
        try:
            with in_bfloat16('auto', torch.device('cpu')).computing():
                build('tiny')(torch.zeros(2, 3, 32, 32))[0].sum().backward()
        except RuntimeError as cause:
            self.skipTest(f'this processor does not compute in bfloat16: {cause}')
        before, exact = (weights_of(trainer) for trainer in (self.trainer(), self.one_step()))
        whole, stopped = (replace(self.settings, out=self.folder / name, epochs=1) for name in ('whole', 'stopped'))
        with patch('training.rsna.train.Precision', in_bfloat16):
            rounded = weights_of(self.one_step())
            self.assertIn('tiny on 1 × cpu in bfloat16', self.quietly(whole))
            self.code_of(stopped, after(2))
            self.quietly(replace(stopped, resume=True))
        state, _ = self.assertSameNetworks(whole.out, stopped.out)
        self.assertEqual(self.code_of(replace(stopped, resume=True))[0], 'training/other-settings')
        self.assertEqual({v.dtype for v in state['net'].values()}, {torch.float32, torch.int64})
        # Of what the first step changes; 0.04 on one processor.
        share = float((rounded - exact).norm() / (exact - before).norm())
        self.assertTrue(0 < share < 0.15, share)
        with np.load(whole.out / 'validation.npz') as held:
            self.assertEqual(held['logits'].dtype, np.float32)

    def two(self, arguments: list[str], *program: str) -> list[tuple[int, str]]:
        """Exit code and words of each of two processes that train together."""
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        # What torchrun sets; Debian's own torchrun 1.13 does not start under Python 3.11.
        shared = {
            'WORLD_SIZE': '2',
            'MASTER_ADDR': '127.0.0.1',
            'MASTER_PORT': str(port),
            'OMP_NUM_THREADS': '1',
        }
        processes = [
            subprocess.Popen(
                [sys.executable, *(program or ('-m', 'training.rsna')), *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, **shared, 'RANK': str(rank), 'LOCAL_RANK': str(rank)},
            )
            for rank in range(2)
        ]
        said = [''.join(process.communicate()) for process in processes]
        return [(process.returncode, words) for process, words in zip(processes, said)]

    def test_two_processes_that_see_different_images_hold_the_same_weights(self) -> None:
        program = (
            'import hashlib, sys\n'
            'from training.rsna.__main__ import begun\n'
            'from training.rsna.settings import parse\n'
            'from training.rsna.team import Team\n'
            'from training.rsna.train import Trainer\n'
            'given, team = parse(sys.argv[1:]), Team("cpu")\n'
            'cases = team.led(lambda: begun(given, lambda: False))\n'
            'trainer = Trainer(given, cases, team, lambda: False)\n'
            'order = trainer._loader().batch_sampler.order\n'
            'trainer._train_epoch()\n'
            'digest = hashlib.sha256(b"".join(p.detach().numpy().tobytes() for p in trainer.net.parameters()))\n'
            'print("saw", *sorted(order.tolist()), "holds", digest.hexdigest())\n'
            'team.close()\n'
        )
        said = self.two(self.arguments(self.folder / 'two'), '-c', program)
        self.assertEqual([code for code, _ in said], [0, 0], said)
        (saw, holds), (other_saw, other_holds) = (
            next(line[4:].split(' holds ') for line in words.splitlines() if line.startswith('saw ')) for _, words in said
        )
        self.assertFalse(set(saw.split()) & set(other_saw.split()))
        self.assertEqual(holds, other_holds)

    def test_what_ends_one_process_ends_both_and_is_said_once(self) -> None:
        self.settings.csv.write_text(self.settings.csv.read_text().replace('ID_000000000_any,0\n', ''))
        one, other = self.two(self.arguments(self.folder / 'two'))
        self.assertEqual((one[0], other), (1, (1, '')), (one, other))
        self.assertIn('[training/missing-class]', one[1])

    def test_two_processes_train_one_network(self) -> None:
        out = self.folder / 'two'
        arguments = self.arguments(out, '--epochs', '1', '--accumulate', '2')
        codes, said = zip(*self.two(arguments))
        self.assertEqual(codes, (0, 0), said)
        self.assertIn('tiny on 2 × cpu', said[0])
        state = state_of(out)
        self.assertEqual((state['epoch'], len(state['sums'])), (1, 2))
        with np.load(out / 'validation.npz') as held:
            self.assertEqual(len(held['ids']), 8)

    def test_two_processes_of_which_one_was_told_to_stop_go_on_as_if_none_had_been(self) -> None:
        program = (
            'import os, sys\n'
            'from training.rsna.__main__ import run\n'
            'from training.rsna.settings import parse\n'
            'from training.rsna.test_train import after\n'
            'run(parse(sys.argv[1:]), after(4) if os.environ["RANK"] == "1" else lambda: False)\n'
        )
        parts, whole = self.folder / 'parts', self.folder / 'whole'
        more = '--epochs 2 --batch 2 --accumulate 2'.split()
        said = self.two(self.arguments(parts, *more), '-c', program)
        self.assertEqual([code for code, _ in said], [1, 1], said)
        for _, words in said:
            self.assertIn('epoch 2 after step 1 of 3', words)
        for arguments in (self.arguments(parts, *more, '--resume'), self.arguments(whole, *more)):
            said = self.two(arguments)
            self.assertEqual([code for code, _ in said], [0, 0], said)
        self.assertSameNetworks(whole, parts)
        rows = [[{k: v for k, v in r.items() if 'second' not in k} for r in state_of(out)['rows']] for out in (whole, parts)]
        self.assertEqual(*rows)

    def test_weights_of_elsewhere_are_taken_without_a_last_layer_of_another_size(self) -> None:
        net, other = build('tiny'), build('tiny')
        state = {f'module.{name}': value for name, value in other.state_dict().items()}
        state['module.fc.weight'], state['module.fc.bias'] = torch.zeros(1000, 2048), torch.zeros(1000)
        file = self.folder / 'imagenet.pth'
        torch.save({'state_dict': state}, file)
        self.assertFalse(load_initial(net, file))
        self.assertTrue(torch.equal(net.layer4[0].conv2.weight, other.layer4[0].conv2.weight))
        self.assertEqual(tuple(net.fc.weight.shape), (6, 2048))
        with self.assertRaises(TrainingError) as caught:
            load_initial(build('resnext26-16x4d'), file)
        self.assertEqual(caught.exception.code, 'training/bad-weights')

    def test_a_checkpoint_of_torchvision_has_the_names_and_shapes_of_these_networks(self) -> None:
        from torchvision.models import resnext50_32x4d, resnext101_32x8d

        for ours, theirs in (('resnext101-32x8d', resnext101_32x8d), ('resnext50-32x4d', resnext50_32x4d)):
            wanted = {name: tuple(value.shape) for name, value in build(ours).state_dict().items()}
            wanted['fc.weight'], wanted['fc.bias'] = (1000, 2048), (1000,)
            found = {name: tuple(value.shape) for name, value in theirs().state_dict().items()}
            self.assertEqual(found, wanted)

    def test_the_weakly_supervised_checkpoints_older_format_is_read(self) -> None:
        # Published in 2019, before PyTorch's zip files, and without the counts of batch norm.
        one, two = build('tiny'), build('tiny')
        state = {k: v for k, v in two.state_dict().items() if not k.endswith('num_batches_tracked')}
        file = self.folder / 'older.pth'
        torch.save(OrderedDict(state), file, _use_new_zipfile_serialization=False)
        self.assertTrue(load_initial(one, file))
        self.assertTrue(torch.equal(one.layer4[0].conv2.weight, two.layer4[0].conv2.weight))

    def test_weights_that_do_not_fit_name_the_tensor(self) -> None:
        file = self.folder / 'strange.pth'
        state = build('tiny').state_dict()
        shape = {**state, 'conv1.weight': torch.zeros(64, 1, 7, 7)}
        lacking = {name: value for name, value in state.items() if name != 'conv1.weight'}
        for held, word in ((shape, 'conv1.weight is (64, 1'), (lacking, 'no conv1.weight'), ({**state, 'x': state['bn1.bias']}, 'has x')):
            torch.save(held, file)
            with self.assertRaises(TrainingError) as caught:
                load_initial(build('tiny'), file)
            self.assertEqual(caught.exception.code, 'training/bad-weights')
            self.assertIn(word, str(caught.exception))

    @unittest.skipUnless((DATA / 'golden' / 'tiny.pth').exists(), 'the golden checkpoints are not there')
    @unittest.skipIf(
        torch.__version__ < '2', 'torch 1.13 refuses the numbers of the optimizer beside the weights'
    )
    def test_checkpoints_in_the_older_file_format_are_read(self) -> None:
        one, two = build('tiny'), build('tiny')
        self.assertTrue(load_initial(one, DATA / 'golden' / 'tiny.pth'))
        self.assertTrue(load_initial(two, DATA / 'golden' / 'tiny.parallel.legacy.pth'))
        self.assertTrue(torch.equal(one.conv1.weight, two.conv1.weight))


class FullDisk(unittest.TestCase):
    def test_the_checkpoint_that_stood_there_still_stands(self) -> None:
        with tempfile.TemporaryDirectory() as held:
            file, plain = Path(held) / 'last.pth', {'settings': {}, 'fingerprint': 'f'}
            checkpoint.save(file, plain, {'net': {'w': torch.ones(3)}})
            with largest_file(50_000):
                with self.assertRaises(TrainingError) as caught:
                    checkpoint.save(file, plain, {'net': {'w': torch.zeros(100_000)}})
                self.assertEqual(caught.exception.code, 'training/cannot-write')
                with self.assertRaises(TrainingError):
                    write_text(Path(held) / 'log.csv', 'x' * 100_000)
            self.assertEqual(os.listdir(held), ['last.pth'])
            self.assertEqual(float(checkpoint.load(file, {}, 'f')['net']['w'][0]), 1.0)


class Parts(unittest.TestCase):
    def test_the_step_schedule_divides_by_ten_at_thirds_after_its_warm_up(self) -> None:
        schedule = Schedule('step', 90, warmup=9)
        found = [schedule.factor(step) for step in (0, 8, 9, 29, 30, 60, 89)]
        np.testing.assert_allclose(found, (0.1, 0.9, 1, 1, 0.1, 0.01, 0.01))

    def test_the_cosine_falls_from_one_to_nothing(self) -> None:
        schedule = Schedule('cosine', 110, warmup=10)
        np.testing.assert_allclose([schedule.factor(s) for s in (10, 60, 110)], (1, 0.5, 0), atol=1e-12)

    def test_an_average_follows_and_no_average_is_the_network(self) -> None:
        net = build('tiny')
        self.assertIs(Average(net, 0.0).net, net)
        average = Average(net, 0.5)
        with torch.no_grad():
            net.fc.bias += 1
        before = average.net.fc.bias.clone()
        average.update(net, 10**6)
        torch.testing.assert_close(average.net.fc.bias, before + 0.5)

    def test_a_graphics_processor_that_only_emulates_bfloat16_computes_in_float16(self) -> None:
        # V100, T4, A100, RTX 4090, H100: by their compute capability.
        for capability, expected in (
            ((7, 0), 'float16'),
            ((7, 5), 'float16'),
            ((8, 0), 'bfloat16'),
            ((8, 9), 'bfloat16'),
            ((9, 0), 'bfloat16'),
        ):
            with (
                patch('torch.cuda.get_device_capability', return_value=capability),
                patch('torch.cuda.is_bf16_supported', return_value=True),
                warnings.catch_warnings(),
            ):
                warnings.simplefilter('ignore')  # the scaler's, where there is no such processor
                self.assertEqual(Precision('auto', torch.device('cuda', 0)).name, expected)

    def test_a_cpu_computes_in_32_bits_and_refuses_16(self) -> None:
        self.assertEqual(Precision('auto', torch.device('cpu')).name, 'float32')
        with self.assertRaises(TrainingError):
            Precision('float16', torch.device('cpu'))


if __name__ == '__main__':
    unittest.main()
