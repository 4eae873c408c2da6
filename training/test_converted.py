"""A converted model, taken back: it answers as it did, whether its normalisations look at the batch or at what they kept."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import torch

from training.converted import load_converted, load_folded, read_weights
from training.errors import TrainingError
from training.resnext import Architecture, Pooling, ResNeXt, build
from training.testing import hemolens, lived_in, needs_hemolens


@needs_hemolens
class Converted(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        folder = Path(held.name)
        cls.net, cls.model = lived_in(), folder / 'model'
        torch.save(cls.net.state_dict(), folder / 'tiny.pth')
        (folder / 'head.json').write_text(json.dumps(cls.net.head_json()))
        hemolens('convert', folder / 'tiny.pth', '--out', cls.model, '--head', folder / 'head.json', '--precision', 'float16')
        cls.images = torch.randn(24, 3, 64, 64)
        with torch.no_grad():
            cls.logits = cls.net(cls.images)[0]

    def taken_back(self) -> ResNeXt:
        net = build('tiny', Pooling(4.0), 16)
        load_converted(net, self.model, self.images.split(8))
        return net

    def test_to_answer_it_needs_no_image_and_loses_nothing_but_what_was_rounded(self) -> None:
        net = build('tiny', Pooling(4.0), 16)
        load_folded(net, self.model)
        held = read_weights(self.model)
        self.assertTrue(torch.equal(net.layer2[0].conv2.weight, held['layer2.0.conv2/filter'].permute(3, 2, 0, 1)))
        with torch.no_grad():
            self.assertLess(float((net.eval()(self.images)[0] - self.logits).abs().max()), 0.02)

    def test_filters_of_a_byte_a_weight_are_read_too(self) -> None:
        coarse = self.model.with_name('coarse')
        checkpoint, head = self.model.with_name('tiny.pth'), self.model.with_name('head.json')
        hemolens('convert', checkpoint, '--out', coarse, '--head', head, '--precision', 'uint8')
        fine, held = read_weights(self.model), read_weights(coarse)
        self.assertEqual(sorted(held), sorted(fine))
        for name, values in held.items():
            step = float(fine[name].max() - fine[name].min()) / 255
            self.assertLess(float((values - fine[name]).abs().max()), step, name)

    def test_it_answers_as_it_did(self) -> None:
        net = self.taken_back().eval()
        with torch.no_grad():
            self.assertLess(float((net(self.images)[0] - self.logits).abs().max()), 0.02)
        self.assertGreater(float(self.logits.std()), 0.1)

    def test_its_normalisations_know_what_they_will_meet(self) -> None:
        net = self.taken_back().train()
        with torch.no_grad():
            self.assertLess(float((net(self.images)[0] - self.logits).abs().max()), 0.02)

    def test_its_filters_are_as_long_as_fresh_ones(self) -> None:
        torch.manual_seed(9)
        fresh = build('tiny', Pooling(4.0), 16)
        lengths = fresh.layer2[0].conv2.weight.detach().flatten(1).norm(dim=1)
        load_converted(fresh, self.model, [self.images])
        found = fresh.layer2[0].conv2.weight.detach().flatten(1).norm(dim=1)
        self.assertTrue(torch.allclose(found, lengths, rtol=1e-4))

    def test_what_does_not_fit_is_named(self) -> None:
        with tempfile.TemporaryDirectory() as empty:
            with self.assertRaisesRegex(TrainingError, f'{empty}.*no folder of a converted model'):
                load_converted(build('tiny'), Path(empty), [self.images])
        wider = build('resnext26-16x4d')
        with self.assertRaisesRegex(TrainingError, r'layer1\.0\.conv1 is \(32, 64, 1, 1\) where \(64, 64, 1, 1\) is wanted'):
            load_converted(wider, self.model, [self.images])
        deeper = ResNeXt(Architecture((1, 1, 1, 2), 8, 4), Pooling(4.0), 16)
        with self.assertRaisesRegex(TrainingError, r'It has no layer4\.1\.conv1/filter: another architecture\?'):
            load_converted(deeper, self.model, [self.images])


if __name__ == '__main__':
    unittest.main()
