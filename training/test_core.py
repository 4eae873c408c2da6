"""The parts that everything in this folder stands on: networks, model input, measures."""

from __future__ import annotations

import json
import math
import os
import unittest
from pathlib import Path

import numpy as np
import torch
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from training import metrics
from training.preprocessing import Unreadable, hounsfield_of, model_input, read_hounsfield, windowed
from training.resnext import Pooling, build

DATA = Path(os.environ.get('HEAD_CT_DATA', '../shared/data'))
GOLDEN = DATA / 'golden' / 'golden.json'


@unittest.skipUnless(GOLDEN.exists(), 'the golden inputs are not there')
class GoldenInputs(unittest.TestCase):
    def setUp(self) -> None:
        self.cases = json.loads(GOLDEN.read_text())['cases']

    def test_model_input_is_the_golden_one_within_1e_4(self) -> None:
        for case in self.cases:
            found = windowed(read_hounsfield(DATA / case['file']), 224)
            expected = np.fromfile(GOLDEN.parent / case['input'], '<f4').reshape(3, 224, 224)
            self.assertLess(np.abs(found - expected).max(), 1e-4, case['file'])

    def test_the_golden_checkpoint_gives_its_logits(self) -> None:
        net = build('tiny')
        net.load_state_dict(torch.load(GOLDEN.parent / 'tiny.pth'))
        net.eval()
        for case in self.cases:
            x = torch.from_numpy(model_input(read_hounsfield(DATA / case['file']), 224))[None]
            with torch.no_grad():
                logits, evidence = net(x)
            self.assertLess(np.abs(logits[0].numpy() - np.array(case['logits'])).max(), 1e-4, case['file'])
            self.assertEqual(tuple(evidence.shape), (1, 6, 7, 7))

    def test_a_file_that_is_no_image_says_so(self) -> None:
        with self.assertRaises(Unreadable) as caught:
            read_hounsfield(GOLDEN)
        self.assertIn('golden.json', str(caught.exception))


class Hounsfield(unittest.TestCase):
    def test_the_12_bit_wrap_is_undone_where_the_page_undoes_it(self) -> None:
        stored = np.array([[0, 1024], [3095, 3096]], '<u2')
        image = Dataset()
        image.file_meta = FileMetaDataset()
        image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        image.Modality, image.RescaleSlope, image.RescaleIntercept = 'CT', '1', '-1'
        image.Rows, image.Columns, image.SamplesPerPixel = 2, 2, 1
        image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
        image.PhotometricInterpretation, image.PixelData = 'MONOCHROME2', stored.tobytes()
        self.assertEqual(hounsfield_of(image).tolist(), [[0, 1024], [3095, -1000]])
        del image.RescaleIntercept
        self.assertEqual(hounsfield_of(image).tolist(), stored.tolist())


class Networks(unittest.TestCase):
    def test_log_mean_exp_lies_between_mean_and_maximum(self) -> None:
        evidence = torch.linspace(-3, 4, 6 * 9).reshape(1, 6, 3, 3)
        mean, soft, sharp = (Pooling(r)(evidence)[0] for r in (0.0, 1.0, 1e4))
        self.assertTrue(bool((mean < soft).all() and (soft < sharp).all()))
        self.assertLess(float((sharp - evidence.flatten(2).max(2)[0]).abs().max()), 1e-3)

    def test_output_stride_16_has_the_same_weights_and_finer_evidence(self) -> None:
        coarse, fine = build('tiny'), build('tiny', Pooling(2.0), 16)
        fine.load_state_dict(coarse.state_dict())
        self.assertEqual(tuple(coarse.eval()(torch.zeros(1, 3, 64, 64))[1].shape), (1, 6, 2, 2))
        self.assertEqual(tuple(fine.eval()(torch.zeros(1, 3, 64, 64))[1].shape), (1, 6, 4, 4))
        self.assertEqual(fine.head_json()['pooling'], {'kind': 'log-mean-exp', 'sharpness': 2.0})
        with self.assertRaises(ValueError):
            build('tiny', output_stride=8)


class Measures(unittest.TestCase):
    truth = np.array((0, 0, 1, 1, 0, 1))
    score = np.array((0.1, 0.4, 0.35, 0.8, 0.4, 0.4))

    def test_auc_counts_pairs_and_ties_half(self) -> None:
        pairs = [
            (p > n) + (p == n) / 2 for p in self.score[self.truth == 1] for n in self.score[self.truth == 0]
        ]
        self.assertAlmostEqual(metrics.auc(self.truth, self.score), sum(pairs) / len(pairs))
        self.assertTrue(math.isnan(metrics.auc(np.zeros(3), np.arange(3))))

    def test_average_precision_takes_ties_together(self) -> None:
        # One at 0.8; then three at 0.4, of which one; then one at 0.35.
        expected = (1 / 3) * 1 + (1 / 3) * (2 / 4) + (1 / 3) * (3 / 5)
        self.assertAlmostEqual(metrics.average_precision(self.truth, self.score), expected)

    def test_refitted_logits_lose_what_scale_and_shift_cost(self) -> None:
        random = np.random.default_rng(0)
        logits = random.normal(size=4000) * 2 - 1
        truth = (random.random(4000) < metrics.sigmoid(logits)).astype(int)
        np.testing.assert_allclose(metrics.refitted(truth, logits * 7 + 3), metrics.refitted(truth, logits), atol=1e-6)
        np.testing.assert_allclose(metrics.refitted(truth, logits).mean(), logits.mean(), atol=0.15)

    def test_weighted_log_loss_counts_any_twice(self) -> None:
        truth = np.array([[0, 0, 0, 0, 0, 1]])
        even = np.full((1, 6), 0.5)
        self.assertAlmostEqual(metrics.weighted_log_loss(truth, even), math.log(2))
        wrong = np.array([[0.5, 0.5, 0.5, 0.5, 0.5, 0.25]])
        self.assertAlmostEqual(
            metrics.weighted_log_loss(truth, wrong), (5 * math.log(2) + 2 * math.log(4)) / 7
        )
        self.assertTrue(math.isfinite(metrics.weighted_log_loss(truth, np.zeros((1, 6)))))

    def test_sensitivity_and_specificity(self) -> None:
        self.assertEqual(metrics.sensitivity_specificity(self.truth, self.score, 0.4), (2 / 3, 1 / 3))

    def test_bootstrap_is_repeatable_and_holds_the_value(self) -> None:
        truth, score = np.tile(self.truth, 20), np.tile(self.score, 20)
        once, again = (metrics.bootstrap(metrics.auc, truth, score, rounds=200) for _ in range(2))
        self.assertEqual(once, again)
        self.assertTrue(once.low < once.value < once.high)

    def test_temperature_undoes_a_factor(self) -> None:
        random = np.random.default_rng(1)
        logits = random.normal(0, 2, 20000)
        truth = (random.random(20000) < metrics.sigmoid(logits)).astype(int)
        self.assertAlmostEqual(metrics.temperature(truth, logits * 3), 3, delta=0.15)
        self.assertEqual(metrics.temperature(np.zeros(5), np.arange(5.0)), 1.0)

    def test_reliability_counts_every_case_once(self) -> None:
        bins = metrics.reliability(self.truth, self.score, 5)
        self.assertEqual(sum(b.count for b in bins), 6)
        self.assertEqual([b.observed for b in bins if b.count == 3], [1 / 3])


if __name__ == '__main__':
    unittest.main()
