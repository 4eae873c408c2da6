"""
The whole way in small: phantoms in the challenge's form, training, conversion, and the page's own program.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
import warnings
from contextlib import redirect_stderr, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
from pydicom import dcmread

from training import metrics
from training.preprocessing import model_input, read_hounsfield
from training.errors import TrainingError
from training.resnext import CLASSES, Pooling, build
from training.rsna.__main__ import run
from training.rsna.predict import main as predict, precision_of
from training.rsna.settings import parse
from training.rsna.testing import DAMAGED, damage, head, write_image
from training.testing import ROOT, hemolens, needs_hemolens
from training.thresholds import thresholds

CONVERTED = 'tiny-dry-run'
SERIES = ('subdural', 'none', 'epidural', 'intraparenchymal')
SLICES = 6


def training(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, '-m', module, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


@needs_hemolens
class DryRun(unittest.TestCase):
    """One run for all: each test looks at another of its results."""

    @classmethod
    def setUpClass(cls) -> None:
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        cls.folder = Path(held.name)
        cls.images, cls.out = cls.folder / 'images', cls.folder / 'run'
        cls.images.mkdir()
        lines = ['ID,Label']
        for number, bleed in enumerate(SERIES):
            series = cls.folder / f'series-{number}'
            told = hemolens(
                'phantom', '--out', series, '--slices', SLICES, '--seed', number, '--bleed', bleed
            )
            for index, told_slice in enumerate(map(json.loads, told.splitlines())):
                name = f'ID_{number:04x}{index:05x}'
                shutil.move(told_slice['file'], cls.images / f'{name}.dcm')
                lines.extend(f'{name}_{kind},{int(told_slice["truth"][kind])}' for kind in CLASSES)
        # A whole slice is 524,288 bytes and a header: the challenge's own broken image is cut like this one.
        whole = (cls.images / 'ID_000000000.dcm').read_bytes()
        (cls.images / 'ID_00000000f.dcm').write_bytes(whole[:-1000])
        (cls.images / 'ID_00000000e.dcm').write_bytes(whole)
        for name in ('ID_00000000f', 'ID_00000000e'):
            lines.extend(f'{name}_{kind},0' for kind in CLASSES)
        lines.extend((lines[1], 'ID_00000000e_any,1'))
        (cls.folder / 'train.csv').write_text('\n'.join(lines) + '\n')
        places = f'--csv {cls.folder}/train.csv --images {cls.images} --out {cls.out}'
        arguments = f'{places} --architecture tiny --size 64'
        more = (
            '--epochs 2 --batch 3 --accumulate 2 --warmup 2 --folds 2 --workers 1 --bootstrap 20 --device cpu'
        )
        sharp = '--sharpness 2 --output-stride 16 --optimizer adamw --lr 0.001 --schedule cosine --ema 0.5'
        command = [*arguments.split(), *more.split(), *sharp.split()]
        asked = iter((False, True))
        with redirect_stderr(StringIO()) as cls.begun, suppress(TrainingError):
            run(parse(command), lambda: next(asked))
        cls.trained = training('training.rsna', *command, '--resume')
        if cls.trained.returncode != 0:
            raise AssertionError(cls.trained.stderr)

    def test_the_run_leaves_what_it_promises(self) -> None:
        names = {file.name for file in self.out.iterdir()}
        promised = (
            'calibration.json card.json evaluation.json head.json index.npz last.pth left-out.csv log.csv'
        )
        self.assertLessEqual({*promised.split(), 'model.pth', 'preprocess.json', 'settings.json'}, names)
        self.assertFalse([name for name in names if name.endswith('.part')])
        with (self.out / 'log.csv').open() as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual([row['epoch'] for row in rows], ['1', '2'])
        left_out = (self.out / 'left-out.csv').read_text()
        self.assertIn('ID_00000000f,it is cut short', left_out)
        self.assertIn('ID_00000000e,two rows of the CSV say different things', left_out)
        self.assertIn('Epoch 1: ', self.trained.stderr)
        self.assertTrue((self.out / 'last.pth').exists())
        self.assertIn('24 images of 4 patients', self.trained.stderr)
        self.assertIn('2 repeated rows', self.trained.stderr)
        evaluation = json.loads((self.out / 'evaluation.json').read_text())
        self.assertEqual(evaluation['patients'], 2)
        self.assertIsNone(evaluation['classes']['intraventricular']['auc']['value'])

    def test_thresholds_are_those_that_nine_of_ten_slices_without_a_kind_stay_below_on_validation_patients(self) -> None:
        head = json.loads((self.out / 'head.json').read_text())
        with np.load(self.out / 'validation.npz') as held:
            truth, logits = held['truth'].astype(int), held['logits'].astype(np.float64)
        probability = metrics.sigmoid(logits / head['temperatures'])
        self.assertEqual(head['thresholds'], thresholds(probability, truth))
        self.assertNotEqual(head['thresholds'], [0.5] * 6)
        evaluation = json.loads((self.out / 'evaluation.json').read_text())
        self.assertEqual([evaluation['classes'][name]['threshold'] for name in CLASSES], head['thresholds'])
        card = json.loads((self.out / 'card.json').read_text())
        self.assertIn(f'at P(any) ≥ {head["thresholds"][5]} sensitivity ', card['performance'][1])

    def test_pictures_are_drawn_where_matplotlib_is_installed_and_else_it_is_said(self) -> None:
        drawn = {'loss.png', 'roc.png', 'calibration.png'} <= {file.name for file in self.out.iterdir()}
        self.assertNotEqual(drawn, 'matplotlib is not installed' in self.trained.stderr)

    def test_the_page_scores_as_pytorch_does(self) -> None:
        model = self.folder / CONVERTED
        options = [
            option
            for name in ('preprocess', 'head', 'card')
            for option in (f'--{name}', self.out / f'{name}.json')
        ]
        hemolens('convert', self.out / 'model.pth', '--out', model, *options)
        image = self.images / 'ID_000000003.dcm'
        told = hemolens(
            'score', image, '--model', model, '--device', 'wasm', '--format', 'rsna', '--id', 'file'
        )
        page = np.array([float(row['Label']) for row in csv.DictReader(told.splitlines())])
        head = json.loads((self.out / 'head.json').read_text())
        net = build('tiny', Pooling(head['pooling']['sharpness']), head['outputStride']).eval()
        net.load_state_dict(torch.load(self.out / 'model.pth'))
        with torch.no_grad():
            logits = net(torch.from_numpy(model_input(read_hounsfield(image), 64))[None])[0][0].numpy()
        tempered = logits / np.array(head['temperatures'])
        self.assertGreater(np.abs(tempered - logits).max(), 0.01, 'a temperature that changes nothing shows nothing')
        np.testing.assert_allclose(np.log(page / (1 - page)), tempered, atol=1e-3)

    def test_a_test_folder_becomes_a_submission_with_the_broken_image_named(self) -> None:
        target = self.folder / 'submission.csv'
        arguments = (
            '--run',
            self.out,
            '--images',
            self.images,
            '--out',
            target,
            '--workers',
            0,
            '--device',
            'cpu',
        )
        done = training('training.rsna.predict', *arguments)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn('ID_00000000f: its picture could not be read: ', done.stderr)
        rows = list(csv.reader(target.read_text().splitlines()))
        self.assertEqual(rows[0], ['ID', 'Label'])
        self.assertEqual([row[0] for row in rows[1:7]], [f'ID_000000000_{kind}' for kind in CLASSES])
        self.assertEqual(len(rows), 1 + 6 * 25)
        self.assertTrue(all(0 < float(row[1]) < 1 and 'e' not in row[1] for row in rows[1:]))
        with np.load(self.out / 'validation.npz') as held:
            first = held['ids'][0].decode()
            logits = held['logits'][0].astype(np.float64)
        temperatures = np.array(json.loads((self.out / 'head.json').read_text())['temperatures'])
        found = [float(row[1]) for row in rows if row[0].rpartition('_')[0] == first]
        np.testing.assert_allclose(found, metrics.sigmoid(logits / temperatures), atol=1e-5)

    def test_flip_is_the_mean_over_a_picture_and_its_mirror_image(self) -> None:
        images = self.folder / 'one'
        images.mkdir()
        shutil.copy(self.images / 'ID_000000003.dcm', images)
        target = self.folder / 'flipped.csv'
        arguments = f'--run {self.out} --images {images} --out {target} --workers 0 --device cpu --flip'
        with redirect_stderr(StringIO()):
            self.assertEqual(predict(arguments.split()), 0)
        head = json.loads((self.out / 'head.json').read_text())
        net = build('tiny', Pooling(head['pooling']['sharpness']), head['outputStride']).eval()
        net.load_state_dict(torch.load(self.out / 'model.pth'))
        x = torch.from_numpy(model_input(read_hounsfield(images / 'ID_000000003.dcm'), 64))[None]
        with torch.no_grad():
            logits = ((net(x)[0] + net(x.flip(3))[0]) / 2)[0].numpy() / np.array(head['temperatures'])
        found = [float(row['Label']) for row in csv.DictReader(target.read_text().splitlines())]
        np.testing.assert_allclose(found, metrics.sigmoid(logits), atol=1e-5)

    def test_weights_with_another_last_layer_are_not_scored_with(self) -> None:
        other = self.folder / 'other'
        shutil.copytree(self.out, other)
        state = torch.load(other / 'model.pth')
        torch.save({**state, 'fc.weight': torch.zeros(5, 2048), 'fc.bias': torch.zeros(5)}, other / 'model.pth')
        with redirect_stderr(StringIO()) as said:
            self.assertEqual(predict(['--run', str(other), '--images', str(self.images), '--out', str(other / 's.csv')]), 1)
        self.assertIn('[training/bad-weights]', said.getvalue())
        self.assertFalse((other / 's.csv').exists())

    def test_a_folder_that_is_no_run_says_so(self) -> None:
        out = self.folder / 'none.csv'
        done = training('training.rsna.predict', '--run', self.images, '--images', self.images, '--out', out)
        self.assertEqual(done.returncode, 1)
        self.assertIn('[training/no-run]', done.stderr)
        (self.folder / 'half').mkdir()
        (self.folder / 'half' / 'settings.json').write_text('{"seed": 1}')
        with redirect_stderr(StringIO()) as said:
            arguments = ['--run', str(self.folder / 'half'), '--images', str(self.images), '--out', str(out)]
            self.assertEqual(predict(arguments), 1)
        self.assertIn("settings.json: This is no file of a finished run (KeyError('architecture'))", said.getvalue())


class TestFolder(unittest.TestCase):
    """Scored with a network that was never trained, as a finished run lies on the disk."""

    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.run_, self.images = Path(held.name) / 'run', Path(held.name) / 'images'
        self.target = Path(held.name) / 'submission.csv'
        self.run_.mkdir()
        self.images.mkdir()
        net = build('tiny')
        torch.save(net.state_dict(), self.run_ / 'model.pth')
        for name, value in (
            ('settings', {'architecture': 'tiny', 'computing': 'float16'}),
            ('head', net.head_json([1.0] * len(CLASSES))),
            ('preprocess', {'size': 32}),
        ):
            (self.run_ / f'{name}.json').write_text(json.dumps(value))

    def arguments(self, *more: str) -> list[str]:
        fixed = f'--run {self.run_} --images {self.images} --out {self.target} --device cpu'
        return [*fixed.split(), *more]

    def failed(self, *more: str) -> str:
        with redirect_stderr(StringIO()) as said:
            self.assertEqual(predict(self.arguments(*more)), 1)
        self.assertFalse(self.target.exists())
        return said.getvalue()

    def test_files_that_hold_no_single_grey_picture_or_are_damaged_are_named_and_the_rest_scored(self) -> None:
        write_image(self.images / 'ID_whole.dcm', head())
        expected = {f'ID_{number}': '.' for number in range(len(DAMAGED))}
        for number, what in enumerate(DAMAGED):
            write_image(self.images / f'ID_{number}.dcm', head())
            damage(self.images / f'ID_{number}.dcm', what)
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # pydicom has words for some of them
            for name, pictures, values, reason in (
                ('ID_frames', 2, {'NumberOfFrames': 2}, 'it is no single grey picture'),
                ('ID_colour', 3, {'SamplesPerPixel': 3, 'PhotometricInterpretation': 'RGB'}, 'it is no single grey'),
                ('ID_nothing', 1, {'Rows': 0, 'Columns': 0}, 'it holds no picture'),
                ('ID_slope', 1, {'RescaleSlope': 'nan'}, 'its rescale'),
            ):
                write_image(self.images / f'{name}.dcm', head())
                image = dcmread(self.images / f'{name}.dcm')
                for keyword, value in values.items():
                    setattr(image, keyword, value)
                image.PlanarConfiguration, image.PixelData = 0, image.PixelData * pictures
                image.save_as(self.images / f'{name}.dcm')
                expected[name] = reason
            with redirect_stderr(StringIO()) as said:
                self.assertEqual(predict(self.arguments('--workers', '0')), 3)
        for name, reason in expected.items():
            self.assertRegex(said.getvalue(), f'{name}: its picture could not be read: {reason}')
        rows = self.target.read_text().splitlines()
        self.assertEqual([row.partition(',')[0] for row in rows[1:]], [f'ID_whole_{kind}' for kind in CLASSES])


    def test_a_run_scores_in_what_it_was_trained_in_and_a_cpu_in_32_bits(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # the scaler's, where there is no graphics processor
            for computing in ('float32', 'bfloat16', 'float16'):
                self.assertEqual(precision_of(computing, torch.device('cuda', 0)).name, computing)
                self.assertEqual(precision_of(computing, torch.device('cpu')).name, 'float32')

    def test_a_network_that_answers_no_numbers_writes_no_submission(self) -> None:
        write_image(self.images / 'ID_a.dcm', head())
        (self.images / 'ID_b.dcm').write_bytes(b'')
        state = torch.load(self.run_ / 'model.pth')
        torch.save({**state, 'fc.bias': torch.tensor([0, 0, torch.nan, 0, 0, 0])}, self.run_ / 'model.pth')
        said = self.failed('--workers', '0')
        self.assertIn('in float32, the network answers no numbers for 1 images, the first ID_a', said)
        self.assertIn('[training/no-numbers]', said)

    def test_a_submission_that_cannot_be_written_is_refused_before_an_image_is_scored(self) -> None:
        write_image(self.images / 'ID_a.dcm', head())
        self.target = self.target.parent / 'nowhere' / 'submission.csv'
        with patch('training.rsna.predict.answer', side_effect=AssertionError('scored')):
            said = self.failed('--workers', '0')
        self.assertIn(f'{self.target}: This could not be written: its folder is not there', said)

    def test_a_process_that_reads_and_is_killed_and_a_full_graphics_memory_have_their_words(self) -> None:
        write_image(self.images / 'ID_a.dcm', head())

        def killed(slices: object, number: int) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        with patch('training.rsna.dataset.Slices.__getitem__', killed):
            said = self.failed('--workers', '1')
        self.assertIn('(shared) memory. [training/lost-worker]', said)
        with patch('training.rsna.predict.answer', side_effect=torch.cuda.OutOfMemoryError('CUDA out of memory')):
            self.assertIn('a smaller --batch. [training/no-memory]', self.failed())
        with patch('training.rsna.predict.answer', side_effect=RuntimeError('odd')), self.assertRaises(RuntimeError):
            predict(self.arguments())

    def test_stopped_on_the_way_it_says_so_and_leaves_no_file(self) -> None:
        write_image(self.images / 'ID_a.dcm', head())
        with patch('training.rsna.predict.answer', side_effect=KeyboardInterrupt):
            self.assertIn('stopped before it was done', self.failed())
        self.assertFalse(self.target.exists())

    def test_a_wrong_command_line_exits_with_2(self) -> None:
        for wrong in (['--batch', '0'], ['--workers', '-1']):
            with redirect_stderr(StringIO()), self.assertRaises(SystemExit) as caught:
                predict(self.arguments(*wrong))
            self.assertEqual(caught.exception.code, 2)


class Submission(unittest.TestCase):
    def test_labels_are_plain_decimals_within_the_challenges_bounds(self) -> None:
        from training.rsna.submission import submission_csv

        text = submission_csv(np.array([b'ID_a']), np.array([[0, 1, 0.5, 1e-7, 1 / 3, 0.25]]))
        lines = text.splitlines()
        self.assertEqual(lines[0], 'ID,Label')
        self.assertEqual(lines[1], 'ID_a_epidural,0.000000000000001')
        self.assertEqual(lines[2], 'ID_a_intraparenchymal,0.999999999999999')
        self.assertEqual(lines[4], 'ID_a_subarachnoid,0.0000001')
        self.assertTrue(text.endswith('ID_a_any,0.25\n'))


if __name__ == '__main__':
    unittest.main()
