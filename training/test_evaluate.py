"""The measuring of a model folder: its figures, and what stands in its way."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import metrics
from training.errors import TrainingError
from training.evaluate import main
from training.evaluation.draw import depict
from training.evaluation.measure import labels_of, measure_labelled
from training.evaluation.scores import Scores, scores_of
from training.evaluation.tables import table
from training.preprocessing import model_input, read_hounsfield
from training.resnext import CLASSES, build
from training.testing import ROOT, hemolens, needs_hemolens

THRESHOLDS = [0.5, 0.5, 0.5, 0.5, 0.5, 0.45]


@needs_hemolens
class ThroughTheProgram(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        cls.folder = Path(held.name)
        cls.data, cls.model = cls.folder / 'data', cls.folder / 'model'
        cls.data.mkdir()
        lines = [','.join(('id', *CLASSES))]
        for name, bleed, slices in (('rsna-slices', 'subdural', 4), ('head-ct-ge', 'none', 2), ('head-cta-cq500', 'none', 1)):
            told = hemolens('phantom', '--out', cls.folder / 'series', '--slices', slices, '--seed', 3, '--bleed', bleed)
            (cls.data / name).mkdir()
            for number, one in enumerate(map(json.loads, told.splitlines())):
                shutil.move(one['file'], cls.data / name / f'ID_{number:09x}.dcm')
                if name == 'rsna-slices':
                    # Every other has blood: which of a phantom's slices do is another test's matter.
                    row = '0,0,0,0,1,1' if number % 2 else '0,0,0,0,0,0'
                    lines.append(f'ID_{number:09x},{row}')
            shutil.rmtree(cls.folder / 'series')
        slices_ = cls.data / 'rsna-slices'
        (slices_ / 'ID_00000000e.dcm').write_bytes(b'broken')
        # Without a row in the program's table, as with labels as without them.
        (cls.data / 'head-ct-ge' / 'deeper').mkdir()
        (cls.data / 'head-ct-ge' / 'deeper' / 'CUT.DCM').write_bytes((slices_ / 'ID_000000000.dcm').read_bytes()[:300])
        (cls.data / 'head-ct-ge' / '._ID_000000000.dcm').write_bytes(b'of a Mac')
        lines += ['ID_00000000d,0,0,0,0,0,0', 'ID_00000000e,0,0,0,0,0,0']
        shutil.copy(slices_ / 'ID_000000000.dcm', slices_ / 'ID_00000000f.dcm')
        lines.append('ID_00000000f,,,,,,')
        (slices_ / 'labels.csv').write_text('\n'.join(lines) + '\n')
        torch.manual_seed(7)
        cls.net = build('tiny').eval()
        torch.save(cls.net.state_dict(), cls.folder / 'tiny.pth')
        (cls.folder / 'head.json').write_text(json.dumps(cls.net.head_json(thresholds=THRESHOLDS)))
        hemolens('convert', cls.folder / 'tiny.pth', '--out', cls.model, '--head', cls.folder / 'head.json')
        with contextlib.redirect_stdout(io.StringIO()) as told_, contextlib.redirect_stderr(io.StringIO()) as said:
            cls.code = main(cls.arguments('--pictures', str(cls.folder / 'wrong'), '--rounds', '50'))
        cls.printed, cls.said = told_.getvalue(), said.getvalue()

    @classmethod
    def arguments(cls, *more: str) -> list[str]:
        return ['--model', str(cls.model), '--data', str(cls.data), '--out', str(cls.folder / 'out'), *more]

    def figures(self) -> dict[str, object]:
        def refuse(name: str) -> float:
            raise AssertionError(f'{name} is no JSON')

        return dict(json.loads((self.folder / 'out' / 'figures.json').read_text(), parse_constant=refuse))

    def test_the_figures_are_those_of_pytorch_at_the_threshold_that_the_model_states(self) -> None:
        ids = [f'ID_{number:09x}' for number in range(4)]
        inputs = [model_input(read_hounsfield(self.data / 'rsna-slices' / f'{one}.dcm'), 224) for one in ids]
        with torch.no_grad():
            logits = self.net(torch.from_numpy(np.stack(inputs)))[0].numpy()
        probability, truth = metrics.sigmoid(logits), np.array([[0] * 6, [0, 0, 0, 0, 1, 1]] * 2)
        found = self.figures()['rsna-slices']
        self.assertEqual((found['images'], found['threshold']), (4, 0.45))
        self.assertAlmostEqual(
            found['weightedLogLoss']['value'], metrics.weighted_log_loss(truth, probability), places=3
        )
        self.assertEqual(found['classes']['any']['auc']['value'], metrics.auc(truth[:, 5], probability[:, 5]))
        expected = metrics.sensitivity_specificity(truth[:, 5], probability[:, 5], 0.45)
        self.assertEqual((found['sensitivity'], found['specificity']), expected)
        wrong = {one for one, t, p in zip(ids, truth[:, 5], probability[:, 5]) if (p >= 0.45) != t}
        named = {one for kind in ('missed', 'inVain') for one, _ in self.figures()[kind]}
        self.assertTrue(wrong)
        self.assertEqual(named, wrong)

    def test_what_could_not_be_scored_is_named_and_the_exit_code_says_so(self) -> None:
        self.assertEqual(self.code, 3)
        left_out = self.figures()['leftOut']
        expected = {
            'rsna-slices/ID_00000000d': 'the folder does not have it',
            'rsna-slices/ID_00000000e': '[dicom/not-dicom]',
            'rsna-slices/ID_00000000f': 'there already, from ID_000000000.dcm',
            'head-ct-ge/CUT': '[dicom/truncated]',
        }
        self.assertEqual(sorted(left_out), sorted(expected))
        for name, reason in expected.items():
            self.assertIn(reason, left_out[name])
            self.assertIn(f'{name}: {left_out[name]}', self.said)
        self.assertNotIn(str(self.folder), str(left_out))

    def test_series_without_a_bleed_have_a_false_positive_rate_each(self) -> None:
        for name, count in (('head-ct-ge', 2), ('head-cta-cq500', 1)):
            found = self.figures()[name]
            self.assertEqual(found['images'], count)
            self.assertLessEqual(found['median'], found['largest'])
            self.assertEqual(found['falsePositiveRate'] > 0, found['largest'] >= 0.45)
            self.assertIn(f'| {name} | {count} |', self.printed)

    def test_pictures_of_what_was_judged_wrongly_are_drawn_or_it_is_said_why_not(self) -> None:
        if 'matplotlib is not installed' in self.said:
            return
        wrong = [one for kind in ('missed', 'inVain') for one, _ in self.figures()[kind]]
        self.assertEqual(sorted(file.stem[-12:] for file in (self.folder / 'wrong').iterdir()), sorted(wrong))
        self.assertTrue({'roc.svg', 'calibration.svg'} <= {file.name for file in (self.folder / 'out').iterdir()})

    def test_a_slice_that_only_the_page_decodes_is_named_in_place_of_its_picture(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            depict({'missed': [['a', 0.1]], 'inVain': []}, {'a': self.folder / 'a.dcm'}, self.folder / 'none')
        if 'matplotlib is not installed' not in said.getvalue():
            self.assertIn(f'no picture of {self.folder}/a.dcm: ', said.getvalue())

    def test_a_folder_that_is_missing_and_one_that_is_no_model_say_so(self) -> None:
        for arguments, code in (
            (self.arguments('--data', str(self.folder)), 'training/cannot-read'),
            (self.arguments('--model', str(self.data)), 'training/bad-model'),
        ):
            with contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(main(arguments), 1)
            self.assertIn(f'[{code}]', said.getvalue())

    def test_figures_that_cannot_be_written_are_refused_before_an_image_is_scored(self) -> None:
        (self.folder / 'taken' / 'figures.json').mkdir(parents=True)
        with patch('training.evaluate.scores_of', side_effect=AssertionError('scored')):
            with contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(main(self.arguments('--out', str(self.folder / 'taken'))), 1)
        self.assertIn('[training/cannot-write]', said.getvalue())

    def test_a_threshold_that_is_no_probability_and_no_round_at_all_are_wrong_usage(self) -> None:
        for wrong in (('--threshold', 'nan'), ('--threshold', '1.5'), ('--threshold', '-0.1'), ('--rounds', '0'), ('--rounds', '-5')):
            with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit) as caught:
                main(self.arguments(*wrong))
            self.assertEqual(caught.exception.code, 2)


class WhatTheProgramSays(unittest.TestCase):
    """Of a folder, by a program that is played."""

    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def place(self, *names: str) -> None:
        for name in names:
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(b'')

    def scores(self, rows: list[tuple[str, str, str]], said: str = '') -> Scores:
        """:param rows: file, one probability for all classes, and status"""

        def play(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            with Path(command[command.index('--out') + 1]).open('w') as stream:
                writer = csv.writer(stream)
                writer.writerow(('file', *CLASSES, 'status'))
                writer.writerows((f'{self.folder}/{name}', *[one] * 6, status) for name, one, status in rows)
            return subprocess.CompletedProcess(command, 3, stderr=said.format(self.folder))

        with patch('training.evaluation.scores.subprocess.run', play):
            return scores_of(Path('model'), self.folder)

    def test_every_image_of_the_folder_has_a_probability_or_a_reason(self) -> None:
        self.place('a.dcm', 'b.DCM', 'c.dcm', 'd.dcm', 'deeper/e.dcm', 'deeper/f.dcm', 'notes.txt')
        found = self.scores(
            [
                ('a.dcm', '0.25', 'scored'),
                ('deeper/e.dcm', '', 'Not an axial picture.'),
                ('deeper/f.dcm', '0.5', 'scored'),
                ('deeper/f.dcm', '0.75', 'scored'),
                ('behind a link/g.dcm', '0.5', 'scored'),
                ('notes.txt', '0.5', 'scored'),
            ],
            '{0}/deeper/e.dcm, frame 1: Not an axial picture.\n'
            '{0}/b.DCM: The file is empty. [dicom/empty-file]\n'
            '{0}/c.dcm: The same image was read from {0}/a.dcm. [intake/duplicate]\n',
        )
        self.assertEqual({name: list(p) for name, p in found.probability.items()}, {'a': [0.25] * 6, 'g': [0.5] * 6})
        self.assertEqual(
            found.failed,
            {
                'b': 'The file is empty. [dicom/empty-file]',
                'c': 'The same image was read from a.dcm. [intake/duplicate]',
                'd': 'hemolens score left it out without a word.',
                'e': 'Not an axial picture.',
                'f': 'It holds 2 frames, and labels are of single ones.',
            },
        )
        self.assertEqual(found.files['f'], self.folder / 'deeper' / 'f.dcm')

    def refusal(self, rows: list[tuple[str, str, str]]) -> TrainingError:
        with self.assertRaises(TrainingError) as caught:
            self.scores(rows)
        return caught.exception

    def test_images_that_nothing_but_their_folder_or_ending_tells_apart_are_refused(self) -> None:
        rows = [('one/IM1.dcm', '0.5', 'scored')]
        for one, other in (('one/IM1.dcm', 'two/IM1.dcm'), ('IM2.DCM', 'IM2.dcm')):
            self.place(one, other)
            error = self.refusal(rows)
            self.assertEqual(error.code, 'training/same-name')
            self.assertIn(f'{one} and {other}', error.sentence)
            (self.folder / other).unlink()
        self.assertEqual(self.refusal([*rows, ('packed.zip/IM1.dcm', '0.5', 'scored')]).code, 'training/same-name')

    def test_a_folder_of_which_nothing_was_scored_says_why(self) -> None:
        self.place('a.dcm')
        error = self.refusal([('a.dcm', '', 'Another modality.')])
        self.assertEqual(error.code, 'training/no-images')
        self.assertIn('Another modality.', error.sentence)


class Stopped(unittest.TestCase):
    def test_it_says_so(self) -> None:
        with patch('training.evaluate.evaluate', side_effect=KeyboardInterrupt), contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertEqual(main('--model m --data d --out o'.split()), 1)
        self.assertEqual(said.getvalue(), 'training.evaluate: stopped before it was done.\n')


class Labels(unittest.TestCase):
    def code_of(self, text: str) -> str:
        with tempfile.TemporaryDirectory() as held, self.assertRaises(TrainingError) as caught:
            file = Path(held) / 'labels.csv'
            file.write_text(text)
            labels_of(file)
        return caught.exception.code

    def test_a_missing_column_and_labels_that_are_none_say_so(self) -> None:
        header = ','.join(('id', *CLASSES))
        self.assertEqual(self.code_of(header.replace(',subdural', '') + '\n'), 'training/missing-class')
        self.assertEqual(self.code_of(header + '\na,0,0,0,0,0.5,1\n'), 'training/bad-labels')
        self.assertEqual(self.code_of(header + '\na,0,0,0,1\n'), 'training/bad-labels')
        self.assertEqual(self.code_of(header + '\na,,,,,,\n'), 'training/bad-labels')


class Table(unittest.TestCase):
    def test_what_is_not_defined_is_a_dash(self) -> None:
        truth = np.zeros((3, 6), int)
        found = measure_labelled(truth, np.full((3, 6), 0.2), 0.5, 10)
        series = {'images': 1, 'median': 0.1, 'largest': 0.1, 'falsePositiveRate': 0.0}
        text = table({'rsna-slices': found, 'head-ct-ge': series, 'head-cta-cq500': series})
        self.assertIn('| any | 0 of 3 | – | – |', text)
        self.assertIn('| sensitivity at P(any) ≥ 0.5 | – |', text)
        self.assertIn('| specificity at P(any) ≥ 0.5 | 1.00 |', text)
        self.assertNotIn('nan', text)

    def test_a_figure_that_no_round_of_the_bootstrap_defined_has_no_interval(self) -> None:
        truth = np.zeros((300, 6), int)
        # The one slice with blood is not among those that the bootstrap's only round draws.
        truth[np.setdiff1d(np.arange(300), np.random.default_rng(0).integers(0, 300, 300))[0]] = 1
        found = measure_labelled(truth, np.full((300, 6), 0.2), 0.5, 1)
        series = {'images': 1, 'median': 0.1, 'largest': 0.1, 'falsePositiveRate': 0.0}
        self.assertIn('| any | 1 of 300 | 0.50 | 0.00 |', table({'rsna-slices': found, 'head-ct-ge': series, 'head-cta-cq500': series}))

    def test_the_published_tables_are_those_of_the_published_figures(self) -> None:
        def rows(text: str) -> list[list[str]]:
            lines = (line for line in text.splitlines() if line and not line.startswith('| -'))
            return [[cell.strip() for cell in line.strip('|').split('|')] for line in lines]

        folder = ROOT / 'docs' / 'model-evaluation'
        figures = json.loads((folder / 'figures.json').read_text())
        self.assertEqual(rows((folder / 'figures.md').read_text()), rows(table(figures)))


if __name__ == '__main__':
    unittest.main()
