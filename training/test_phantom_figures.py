"""What a model folder is worth on phantoms: by the network that the page runs, each figure as counted by hand."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch

from training import metrics
from training.errors import TrainingError
from training.evaluate import main, manifest_of
from training.evaluation.phantoms import answers, measure_phantoms, network_of
from training.phantoms.shards import load_written
from training.phantoms.sizes import differences
from training.preprocessing import preprocess_json, read_hounsfield
from training.resnext import CLASSES, Pooling, build
from training.testing import ROOT, hemolens, lived_in, needs_hemolens

SIZE = 64
MODELS = ROOT / 'public' / 'models'
MANIFEST = {'preprocessing': preprocess_json(SIZE), 'temperatures': [2.0] * 6}
PIXEL_MM = (1.0, 1.25)


def self_test_input(size: int) -> np.ndarray:
    """`[3, size, size]`: the recipe sines-v1 of `src/model/selfTest.ts`"""
    down, right, channel = (axis.astype(np.int64) for axis in np.mgrid[0:size, 0:size, 0:3])
    value = 0.25 + 0.6 * (2 * _grain(right, down, channel) - 1)
    for across, along, period in ((3, 5, 97), (-7, 2, 61), (11, 13, 211)):
        turn = (across * right + along * down + 29 * channel) % period / period
        half = np.where(turn < 0.5, 2 * turn, 2 * turn - 1)
        bow = half * (1 - half)
        value += 0.55 * np.where(turn < 0.5, 1, -1) * 16 * bow / (5 - 4 * bow)
    return value.astype(np.float32).transpose(2, 0, 1)


def _grain(right: np.ndarray, down: np.ndarray, channel: np.ndarray) -> np.ndarray:
    whole = 0xFFFFFFFF
    h = (right * 0x9E3779B1 ^ down * 0x85EBCA6B ^ (channel + 1) * 0xC2B2AE35) & whole
    h = (h ^ h >> 15) * 0x2C1B3C6D & whole
    h = (h ^ h >> 12) * 0x297A2D39 & whole
    return (h ^ h >> 15) / 2**32


def write_pairs(folder: Path, name: str = 'slices-0000000.npz', **changes: np.ndarray | None) -> None:
    """
    Four pairs. Two bleed: 16 cells of an intraparenchymal bleed of 30 HU, at 1 mm; a subdural cell that is 5 HU darker, half of
    it covered, at 1.25 mm, in a head that moved by 3 HU elsewhere. The third is a face, the fourth has blood of two kinds.

    :param changes: arrays in place of others, None: left out
    """
    hu = np.full((8, 256, 256), 35, np.int16)
    masks, labels = np.zeros((8, 5, 32, 32), np.uint8), np.zeros((8, 6), np.uint8)
    hu[1, 64:96, 64:96] += 30
    masks[1, 1, 8:12, 8:12] = 255
    hu[3, 128:132, 128:136] -= 5
    hu[3, 200:208, 200:208] += 3
    masks[3, 4, 16, 16] = 128
    hu[7, 0:32, 0:32] += 12
    masks[7, 2, 0:4, 0:4] = masks[7, 3, 0:2, 0:4] = 255
    for row, kinds in ((1, [1, 5]), (3, [4, 5]), (7, [2, 3, 5])):
        labels[row, kinds] = 1
    pixel_mm = np.repeat(np.array(PIXEL_MM * 2, np.float32), 2)
    arrays = {'hu': hu, 'masks': masks, 'labels': labels, 'pixel_mm': pixel_mm, 'pair': np.arange(8, dtype=np.int32) // 2}
    folder.mkdir(exist_ok=True)
    np.savez(folder / name, **{key: value for key, value in {**arrays, **changes}.items() if value is not None})


class Temporary(unittest.TestCase):
    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)


class Shipped(unittest.TestCase):
    def test_a_shipped_model_answers_its_self_test_within_1e_3(self) -> None:
        for name in json.loads((MODELS / 'index.json').read_text())['models']:
            manifest = manifest_of(MODELS / name)
            net = network_of(manifest, MODELS / name)
            told = manifest['selfTest']
            with torch.no_grad():
                logits = net(torch.from_numpy(self_test_input(told['size']))[None])[0][0].numpy()
            np.testing.assert_allclose(logits, told['logits'], atol=1e-3)
            self.assertGreater(np.abs(logits).max(), 1, 'a self-test that tells something')


@needs_hemolens
class AsTheProgram(Temporary):
    def test_logits_are_those_of_the_program_within_1e_3_and_of_a_shard_that_it_wrote(self) -> None:
        net = lived_in()
        torch.save(net.state_dict(), self.folder / 'tiny.pth')
        (self.folder / 'head.json').write_text(json.dumps(net.head_json([0.5] * 6, [0.3] * 6)))
        (self.folder / 'preprocess.json').write_text(json.dumps(preprocess_json(SIZE)))
        told = hemolens('phantom', '--out', self.folder / 'series', '--slices', 2, '--seed', 5, '--bleed', 'subdural')
        files = [Path(json.loads(line)['file']) for line in told.splitlines()]
        hu = [read_hounsfield(file) for file in files]
        for precision in ('float16', 'uint8'):
            model = self.folder / precision
            hemolens(
                'convert', self.folder / 'tiny.pth', '--out', model, '--head', self.folder / 'head.json',
                '--preprocess', self.folder / 'preprocess.json', '--precision', precision,
            )  # fmt: skip
            said = hemolens('score', self.folder / 'series', '--model', model, '--device', 'wasm')
            rows = {row['file']: [float(row[name]) for name in CLASSES] for row in csv.DictReader(io.StringIO(said))}
            expected = np.array([rows[str(file)] for file in files])
            manifest = manifest_of(model)
            logits, evidence = answers(network_of(manifest, model), np.stack(hu), SIZE)
            np.testing.assert_allclose(logits, 0.5 * np.log(expected / (1 - expected)), atol=1e-3)
            self.assertEqual(evidence.shape, (2, 6, 4, 4))
        hemolens('phantom', '--arrays', '--out', self.folder / 'shards', '--count', 4, '--seed', 5)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            code = main(
                ['--model', str(model), '--phantoms', str(self.folder / 'shards'), '--out', str(self.folder), '--rounds', '5']
            )
        self.assertEqual(code, 0)
        found = json.loads((self.folder / 'figures.json').read_text())
        self.assertEqual((found['model'], found['phantoms']['shards']['images']), (manifest['weightsSha256'], 4))
        self.assertEqual(found['phantoms']['shards']['threshold'], 0.3)
        self.assertIn('Phantoms, shards:', printed.getvalue())


class CountedByHand(Temporary):
    """By a network that is played."""

    def setUp(self) -> None:
        super().setUp()
        write_pairs(self.folder / 'held')
        self.logits = np.full((8, 6), -4.0)
        # P(any), whose logits are halved: the first bleed is called, so is a clean slice; the second and the third are not.
        self.logits[[1, 4], 5] = 4.0
        self.logits[[1, 3], 1] = (1.0, 2.0)
        evidence = np.zeros((8, 6, 4, 4))
        evidence[1, [1, 5], 1, 1] = 1
        evidence[7, 2, 0, 0] = 1
        evidence[7, [3, 5], 3, 3] = 1
        with patch('training.evaluation.phantoms.answers', return_value=(self.logits, evidence)):
            written = load_written(self.folder / 'held')
            self.found = measure_phantoms(build('tiny'), MANIFEST, written, 0.3, 200)
        self.labels = written.labels

    def test_figures_of_labels_are_at_the_temperatures_and_the_threshold(self) -> None:
        self.assertEqual((self.found['images'], self.found['threshold']), (8, 0.3))
        self.assertEqual(self.found['classes']['intraparenchymal']['positive'], 1)
        self.assertAlmostEqual(self.found['classes']['intraparenchymal']['auc']['value'], 6 / 7)
        self.assertIsNone(self.found['classes']['epidural']['auc']['value'])
        self.assertEqual((self.found['sensitivity'], self.found['specificity']), (1 / 3, 4 / 5))
        loss = metrics.weighted_log_loss(self.labels, metrics.sigmoid(self.logits / 2))
        self.assertAlmostEqual(self.found['weightedLogLoss']['value'], loss)
        self.assertLess(self.found['refittedLogLoss']['value'], loss)
        interval = self.found['weightedLogLoss']
        self.assertLess(interval['low'], interval['value'])
        self.assertLess(interval['value'], interval['high'])

    def test_pairs_are_drawn_together(self) -> None:
        with patch('training.metrics.bootstrap', return_value=metrics.Interval(0.5, 0.4, 0.6)) as drawn:
            with patch('training.evaluation.phantoms.answers', return_value=(self.logits, np.zeros((8, 6, 4, 4)))):
                measure_phantoms(build('tiny'), MANIFEST, load_written(self.folder / 'held'), 0.3, 7)
        self.assertGreater(drawn.call_count, 20)
        for call in drawn.call_args_list:
            self.assertEqual((list(call.kwargs['groups']), call.kwargs['rounds']), ([0, 0, 1, 1, 2, 2, 3, 3], 7))

    def test_the_pointing_game_counts_bleeds_over_1_cm2_of_the_slice_s_own_pixels(self) -> None:
        # 16 cells of 0.64 cm² and of 1 cm², 8 of 1 cm²; the half cell of 1 cm² is too small.
        game = self.found['pointingGame']
        counts = {name: one['bleeds'] for name, one in game.items()}
        self.assertEqual(
            counts,
            {'epidural': 0, 'intraparenchymal': 1, 'intraventricular': 1, 'subarachnoid': 1, 'subdural': 0, 'any': 2, 'all': 3},
        )
        # Cells of evidence are 8 of the mask wide: the middle half of the second is 10 to 13, its centre 12.
        rules = {name: (one['hit']['value'], one['strict']['value']) for name, one in game.items()}
        self.assertEqual(rules['intraparenchymal'], (1, 0))
        self.assertEqual(rules['intraventricular'], (1, 0))
        self.assertEqual(rules['subarachnoid'], (0, 0))
        self.assertEqual(rules['epidural'], (None, None))
        self.assertEqual(rules['any'], (0.5, 0))
        self.assertAlmostEqual(rules['all'][0], 2 / 3)
        self.assertEqual((game['all']['hit']['low'], game['all']['hit']['high']), (0.5, 1))

    def test_sizes_are_of_what_is_seen_and_differs_from_the_clean_slice(self) -> None:
        kinds = self.found['sizes']['kinds']
        self.assertEqual(kinds['epidural'], {'slices': 0, 'areaCm2': NOTHING, 'differenceHu': NOTHING})
        for name, area, difference in (
            ('intraparenchymal', 16 * 0.64, 30),
            ('subdural', 128 / 255, -2.5 * 255 / 128),
            ('intraventricular', 16, 12),
            ('subarachnoid', 8, 12),
        ):
            for key, value in (('areaCm2', area), ('differenceHu', difference)):
                for one in kinds[name][key].values():
                    self.assertAlmostEqual(one, value, places=5)
        self.assertEqual(kinds['any']['slices'], 3)
        self.assertAlmostEqual(kinds['any']['areaCm2']['median'], 16 * 0.64, places=5)
        self.assertAlmostEqual(kinds['any']['differenceHu']['median'], 12, places=5)
        self.assertAlmostEqual(kinds['any']['differenceHu']['high'], 30 - 0.1 * 18, places=5)

    def test_bands_tell_how_many_of_the_bleeding_slices_they_hold_and_how_many_of_those_are_called(self) -> None:
        sizes = self.found['sizes']
        bands = [[tuple(one.values()) for one in sizes[name]] for name in ('byArea', 'byDifference')]
        third = 1 / 3
        self.assertEqual(bands[0], [(None, 1, 1, third, 0), (1, 3, 0, 0, None), (3, 10, 0, 0, None), (10, None, 2, 2 / 3, 0.5)])
        self.assertEqual(
            bands[1], [(None, 10, 1, third, 0), (10, 20, 1, third, 0), (20, 30, 0, 0, None), (30, None, 1, third, 1)]
        )

    def test_a_bleed_of_which_nothing_is_seen_has_no_difference(self) -> None:
        hu, masks = np.zeros((2, 256, 256), np.int16), np.zeros((2, 5, 32, 32), np.uint8)
        self.assertTrue(np.isnan(differences(hu, masks)).all())


NOTHING = {'median': None, 'low': None, 'high': None}


class InTheWay(Temporary):
    def refusal(self, folder: Path) -> str:
        with self.assertRaises(TrainingError) as caught:
            load_written(folder)
        self.assertEqual(caught.exception.code, 'training/bad-shard')
        return str(caught.exception)

    def test_a_shard_that_lacks_an_array_or_has_another_s_shape_is_named(self) -> None:
        held = self.folder / 'held'
        write_pairs(held)
        load_written(held)
        for name in ('hu', 'masks', 'labels', 'pixel_mm', 'pair'):
            write_pairs(held, **{name: None})
            self.assertRegex(self.refusal(held), f'slices-0000000.npz: .*{name}')
            write_pairs(held, **{name: np.ones((8, 3), np.int16)})
            self.assertRegex(self.refusal(held), f'slices-0000000.npz: Its {name} are .8, 3. where .8')
        write_pairs(held, hu=np.zeros((), np.int16))
        self.assertIn('Its hu are', self.refusal(held))
        write_pairs(held, pixel_mm=np.full(8, np.inf))
        self.assertIn('millimetres', self.refusal(held))
        write_pairs(held, **{name: value[:0] for name, value in self.whole().items()})
        self.assertIn('no slice', self.refusal(held))
        write_pairs(held)
        shard = held / 'slices-0000000.npz'
        shard.write_bytes(shard.read_bytes()[:-200])
        self.assertIn('no shard', self.refusal(held))
        self.assertIn('hemolens phantom --arrays', self.refusal(self.folder / 'nowhere'))

    def whole(self) -> dict[str, np.ndarray]:
        write_pairs(self.folder / 'whole')
        with np.load(self.folder / 'whole' / 'slices-0000000.npz') as shard:
            return dict(shard)

    def test_slices_that_do_not_lie_in_pairs_are_refused(self) -> None:
        whole = self.whole()
        bleeding_first = {name: value[[1, 0, *range(2, 8)]] for name, value in whole.items()}
        half = {name: value[:7] for name, value in whole.items()}
        from_an_odd_one = {name: value[1:7] for name, value in whole.items()}
        for changes in (bleeding_first, half, from_an_odd_one):
            write_pairs(self.folder / 'held', **changes)
            self.assertIn('do not lie in pairs', self.refusal(self.folder / 'held'))

    def test_pairs_of_several_shards_are_several(self) -> None:
        write_pairs(self.folder / 'held')
        write_pairs(self.folder / 'held', 'slices-0000008.npz')
        self.assertEqual(load_written(self.folder / 'held').pairs.tolist(), [n // 2 for n in range(16)])

    def test_a_model_whose_weights_or_input_are_not_what_its_manifest_tells_is_refused(self) -> None:
        (name, *_) = json.loads((MODELS / 'index.json').read_text())['models']
        model = self.folder / 'model'
        shutil.copytree(MODELS / name, model)
        manifest = manifest_of(model)
        network_of(manifest, model)
        shard = model / manifest['shards'][-1]['path']
        held = bytearray(shard.read_bytes())
        held[-1] ^= 1
        shard.write_bytes(held)
        self.code_of('training/bad-weights', shard.name, manifest, model)
        shard.unlink()
        self.code_of('training/bad-weights', shard.name, manifest, model)
        windows = [{'center': 40, 'width': 80}] * 3
        other = {**manifest, 'preprocessing': {**manifest['preprocessing'], 'windows': windows}}
        self.code_of('training/bad-model', 'windows', other, model)
        strange = {**manifest, 'architecture': {**manifest['architecture'], 'outputStride': 8}}
        self.code_of('training/bad-model', 'output stride', strange, model)
        self.code_of('training/bad-model', 'architecture', {'pooling': {}}, model)

    def code_of(self, code: str, said: str, manifest: dict[str, object], model: Path) -> None:
        with self.assertRaisesRegex(TrainingError, said) as caught:
            network_of(manifest, model)
        self.assertEqual(caught.exception.code, code)


class Together(Temporary):
    """Figures of patients and of phantoms in one file, of which one call measures the other part."""

    def setUp(self) -> None:
        super().setUp()
        write_pairs(self.folder / 'held')
        for part in (
            patch('training.evaluate.manifest_of', return_value={**MANIFEST, 'thresholds': [0.3] * 6, 'weightsSha256': 'a'}),
            patch('training.evaluate.network_of', return_value=build('tiny', Pooling(4.0), 16).eval()),
        ):
            part.start()
            self.addCleanup(part.stop)
        self.out = self.folder / 'out'
        self.out.mkdir()

    def measure(self, *more: str) -> dict[str, object]:
        arguments = ['--model', 'model', '--out', str(self.out), '--rounds', '5', *more]
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(main(arguments), 0)
        return dict(json.loads((self.out / 'figures.json').read_text()))

    def test_what_was_measured_of_the_same_weights_stays(self) -> None:
        patients = {
            'missed': [['a', 0.1]],
            'head-ct-ge': {'images': 1, 'median': 0.1, 'largest': 0.1, 'falsePositiveRate': 0.0},
        }
        for model, stays in (('a', True), ('b', False)):
            (self.out / 'figures.json').write_text(json.dumps({'model': model, **patients}))
            found = self.measure('--phantoms', str(self.folder / 'held'))
            self.assertEqual(found['model'], 'a')
            self.assertEqual({key: found.get(key) for key in patients} == patients, stays)
            self.assertEqual(list(found['phantoms']), ['held'])
        (self.out / 'figures.json').write_text('{')
        self.assertEqual(list(self.measure('--phantoms', str(self.folder / 'held'))), ['model', 'phantoms'])

    def test_each_set_is_told_by_its_name_in_tables(self) -> None:
        shutil.copytree(self.folder / 'held', self.folder / 'other')
        found = self.measure('--phantoms', str(self.folder / 'held'), str(self.folder / 'other'), '--threshold', '0.4')
        self.assertEqual(found['phantoms']['held'], found['phantoms']['other'])
        text = (self.out / 'figures.md').read_text()
        for line in (
            'Phantoms, other:',
            '| subdural | 1 | 0.5 (0.5 to 0.5) | -5 (-5 to -5) |',
            '| epidural | 0 | – | – |',
            '| all kinds | 3 |',
            '| slices with blood | slices | share | called at P(any) ≥ 0.4 |',
            '| under 1 cm² | 1 | 0.33 |',
            '| 1 to 3 cm² | 0 | 0.00 | – |',
            '| 10 to 20 HU | 1 | 0.33 |',
            '| 30 HU or more | 1 | 0.33 |',
            '| each class moved to its best |',
        ):
            self.assertIn(line, text)

    def test_a_broken_set_is_told_before_anything_is_measured_or_written(self) -> None:
        write_pairs(self.folder / 'broken', masks=None)
        with patch('training.evaluate.measure_phantoms', side_effect=AssertionError('measured')):
            with contextlib.redirect_stderr(io.StringIO()) as said:
                sets = [str(self.folder / name) for name in ('held', 'broken')]
                code = main(['--model', 'model', '--out', str(self.out), '--phantoms', *sets])
        self.assertEqual((code, list(self.out.iterdir())), (1, []))
        self.assertIn('[training/bad-shard]', said.getvalue())

    def test_nothing_to_measure_on_and_two_sets_of_one_name_are_wrong_usage(self) -> None:
        for wrong in ((), ('--phantoms', 'a/held', 'b/held'), ('--phantoms', 'held', '--pictures', 'p')):
            with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit) as caught:
                main(['--model', 'model', '--out', str(self.out), *wrong])
            self.assertEqual(caught.exception.code, 2)


if __name__ == '__main__':
    unittest.main()
