"""The parts that everything in this folder stands on: networks, model input, measures."""

from __future__ import annotations

import errno
import hashlib
import json
import math
import os
import tempfile
import unittest
import warnings
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from training import metrics
from training.errors import TrainingError
from training.files import refuse_unwritable, write_json, write_text
from training.optimise import CLASS_WEIGHTS, decaying, weighted_loss
from training.preprocessing import Unreadable, hounsfield_of, model_input, preprocess_json, read_hounsfield, windowed
from training.resnext import Pooling, build
from training.testing import hemolens, needs_hemolens
from training.thresholds import thresholds

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


def ct_image(cells: list[int], **values: object) -> Dataset:
    """One row of 16-bit cells, 12 of whose bits are the value."""
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID = CTImageStorage
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = generate_uid()
    image.is_little_endian, image.is_implicit_VR = True, False
    image.Modality, image.RescaleSlope, image.RescaleIntercept = 'CT', '1', '-1024'
    image.Rows, image.Columns, image.SamplesPerPixel = 1, len(cells), 1
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    image.PhotometricInterpretation, image.PixelData = 'MONOCHROME2', np.array(cells, '<u2').tobytes()
    image['PixelData'].VR = 'OW'
    for keyword, value in values.items():
        setattr(image, keyword, value)
    return image


BIT_LAYOUTS: list[tuple[str, list[int], dict[str, object], list[int]]] = [
    # -1, -24 and 2047 in 12 bits, whose sign does not reach the cell's other four.
    ('signed', [0x0FFF, 0x0FE8, 0x07FF], {'PixelRepresentation': 1}, [-1, -24, 2047]),
    ('extended', [0xFFFF, 0xFFE8, 0x07FF], {'PixelRepresentation': 1}, [-1, -24, 2047]),
    ('overlay', [0xF000, 0x1FFF, 0x8400], {}, [0, 4095, 1024]),
    ('uppermost', [0x8000, 0x7FFF, 0x001F], {'HighBit': 15, 'PixelRepresentation': 1}, [-2048, 2047, 1]),
    ('nonsense', [0x0FFF, 0xF001, 0x0400], {'HighBit': 3}, [4095, 1, 1024]),
    ('all', [0xFFFF, 0x0001, 0x8000], {'BitsStored': 0, 'HighBit': 15}, [65535, 1, 32768]),
]
"""Name, cells, what differs from `ct_image`, and stored values."""


class Hounsfield(unittest.TestCase):
    def test_the_12_bit_wrap_is_undone_where_the_page_undoes_it(self) -> None:
        stored = [0, 1024, 3095, 3096]
        image = ct_image(stored, RescaleIntercept='-1')
        self.assertEqual(hounsfield_of(image).tolist(), [[0, 1024, 3095, -1000]])
        del image.RescaleIntercept
        self.assertEqual(hounsfield_of(image).tolist(), [stored])

    def test_the_wrap_is_undone_of_the_value_and_not_of_the_overlay_above_it(self) -> None:
        image = ct_image([0x8000, 0x1000 + 3096], RescaleIntercept='0')
        self.assertEqual(hounsfield_of(image).tolist(), [[0, -1000]])

    def test_bits_beyond_the_stored_ones_are_neither_sign_nor_value(self) -> None:
        for name, cells, values, stored in BIT_LAYOUTS:
            found = hounsfield_of(ct_image(cells, **values))
            self.assertEqual(found.tolist(), [[value - 1024 for value in stored]], name)

    def test_wider_and_narrower_cells_have_their_sign_too(self) -> None:
        cells = np.array([-1, -5, 100])
        for bits, kind in ((8, 'i1'), (32, '<i4')):
            image = ct_image([0, 0, 0], BitsAllocated=bits, BitsStored=bits, HighBit=bits - 1, PixelRepresentation=1)
            image.PixelData = cells.astype(kind).tobytes()
            with warnings.catch_warnings():
                warnings.simplefilter('ignore')  # of an odd number of bytes
                self.assertEqual(hounsfield_of(image).tolist(), [(cells - 1024).tolist()])

    @needs_hemolens
    def test_the_page_reads_the_same_values_whatever_bits_they_lie_in(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, cells, values, _ in BIT_LAYOUTS:
                ct_image(cells, **values).save_as(f'{folder}/{name}.dcm', write_like_original=False)
            told = {Path(one['file']).stem: one for one in map(json.loads, hemolens('inspect', folder).splitlines())}
        for name, _, values, stored in BIT_LAYOUTS:
            kind = '<i2' if 'PixelRepresentation' in values else '<u2'
            digest = hashlib.sha256(np.array(stored).astype(kind).tobytes()).hexdigest()
            self.assertEqual(told[name]['storedSha256'], digest, name)

    def test_cells_that_the_page_does_not_read_are_refused(self) -> None:
        bits = ct_image([0, 0, 0], BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=bytes(2))
        floats = ct_image([0, 0, 0], BitsAllocated=32, FloatPixelData=np.ones(3, '<f4').tobytes())
        del floats.PixelData
        for image in (bits, floats):
            with self.assertRaisesRegex(ValueError, 'no whole numbers of 8, 16 or 32 bits'):
                hounsfield_of(image)


class InputOfAModel(unittest.TestCase):
    def test_it_is_told_in_the_numbers_that_were_written_down(self) -> None:
        told = preprocess_json(192)
        self.assertEqual((told['size'], told['mean'], told['std']), (192, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
        self.assertEqual(told['windows'][1], {'center': 80.0, 'width': 200.0})


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


class Optimising(unittest.TestCase):
    def test_the_loss_is_the_challenges(self) -> None:
        random = np.random.default_rng(0)
        logits, truth = random.normal(0, 2, (5, 6)), random.integers(0, 2, (5, 6))
        found = weighted_loss(torch.tensor(logits), torch.tensor(truth, dtype=torch.float32), CLASS_WEIGHTS).mean()
        self.assertAlmostEqual(
            float(found), metrics.weighted_log_loss(truth, metrics.sigmoid(logits)), places=5
        )

    def test_matrices_decay_and_vectors_do_not(self) -> None:
        net = build('tiny')
        some, none = decaying(net.parameters(), 0.05)
        self.assertEqual((some['weight_decay'], none['weight_decay']), (0.05, 0.0))
        self.assertEqual({p.ndim for p in some['params']}, {2, 4})
        self.assertEqual({p.ndim for p in none['params']}, {1})
        self.assertEqual(len(some['params']) + len(none['params']), len(list(net.parameters())))


class Thresholds(unittest.TestCase):
    probability = np.linspace(0, 1, 1001)[:, None].repeat(6, 1)
    labels = (probability > 0.5).astype(int)

    def test_nine_of_ten_slices_without_a_bleed_lie_below_its_threshold(self) -> None:
        # Of 501 the last tenth lies above 0.45.
        self.assertEqual(thresholds(self.probability, self.labels), [0.45] * 6)
        self.assertEqual(thresholds(self.probability * 1e-4, self.labels), [0.01] * 6)

    def test_slices_count_by_their_weights(self) -> None:
        weights = np.where(self.probability[:, 0] < 0.4, 1e-9, 1.0)
        self.assertEqual(thresholds(self.probability, self.labels, weights), [0.49] * 6)
        self.assertEqual(thresholds(self.probability, self.labels, np.full(1001, 0.1)), [0.45] * 6)

    def test_a_kind_that_every_slice_has_is_half(self) -> None:
        self.assertEqual(thresholds(self.probability, np.ones((1001, 6), int)), [0.5] * 6)


class Files(unittest.TestCase):
    def test_what_is_no_json_is_not_written_and_what_stood_there_stays(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / 'figures.json'
            write_json(file, {'auc': metrics.defined(math.nan), 'loss': metrics.defined(0.5)})
            for value in (math.nan, math.inf):
                with self.assertRaises(ValueError):
                    write_json(file, {'auc': value})
            self.assertEqual(json.loads(file.read_text()), {'auc': None, 'loss': 0.5})
            self.assertEqual(os.listdir(folder), ['figures.json'])

    def refusal(self, call: Callable[[Path], None], file: Path) -> str:
        with self.assertRaises(TrainingError) as caught:
            call(file)
        self.assertEqual(caught.exception.code, 'training/cannot-write')
        return caught.exception.sentence

    def test_what_stands_in_the_way_of_a_file_is_said_before_it_is_written_as_it_would_be_then(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            stands = Path(folder) / 'stands'
            stands.write_text('')
            (Path(folder) / 'folder').mkdir()
            for file, why in (
                (Path(folder) / 'nowhere' / 'a.csv', 'its folder is not there'),
                (stands / 'a.csv', 'a file stands where its folder should'),
                (Path(folder) / 'folder', 'a folder has its name'),
            ):
                for call in (refuse_unwritable, lambda file: write_text(file, 'x')):
                    self.assertIn(why, self.refusal(call, file))
            refuse_unwritable(stands)
            refuse_unwritable(Path(folder) / 'new.csv')
            self.assertEqual(sorted(os.listdir(folder)), ['folder', 'stands'])
            self.assertEqual(stands.read_text(), '')

    def test_a_folder_in_which_nothing_may_be_written_is_no_full_disk(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for number, why in (
                (errno.EACCES, 'nothing may be written here'),
                (errno.EROFS, 'nothing may be written here'),
                (errno.ENOSPC, 'what stood here was kept: check the free space'),
            ):
                with patch('pathlib.Path.open', side_effect=OSError(number, os.strerror(number))):
                    for call in (refuse_unwritable, lambda file: write_text(file, 'x')):
                        self.assertIn(f'{why} ([Errno {number}]', self.refusal(call, Path(folder) / 'a.csv'))


if __name__ == '__main__':
    unittest.main()
