"""The measuring of a model folder: its figures, and what stands in its way."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training import metrics
from training.errors import TrainingError
from training.evaluate import labels_of, main, measure_labelled, table
from training.preprocessing import model_input, read_hounsfield
from training.resnext import CLASSES, build
from training.testing import hemolens, needs_hemolens

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
        self.assertEqual(sorted(left_out), ['rsna-slices/ID_00000000d', 'rsna-slices/ID_00000000e'])
        self.assertIn('rsna-slices/ID_00000000e: ', self.said)

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

    def test_a_folder_that_is_missing_and_one_that_is_no_model_say_so(self) -> None:
        for arguments, code in (
            (self.arguments('--data', str(self.folder)), 'training/cannot-read'),
            (self.arguments('--model', str(self.data)), 'training/bad-model'),
        ):
            with contextlib.redirect_stderr(io.StringIO()) as said:
                self.assertEqual(main(arguments), 1)
            self.assertIn(f'[{code}]', said.getvalue())


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


if __name__ == '__main__':
    unittest.main()
