"""Labels, images, the split and what varies."""

from __future__ import annotations

import io
import os
import signal
import tempfile
import tracemalloc
import unittest
import warnings
from contextlib import redirect_stderr
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from pydicom import dcmread
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLSLossless

from training.errors import TrainingError
from training.preprocessing import model_input
from training.resnext import CLASSES
from training.rsna.augment import NONE, Augmentation, rotated, training_input
from training.rsna.cases import gather, matched, parted, read_left_out, write_left_out
from training.rsna.dataset import Slices, epoch_order
from training.rsna.images import Images, LeftOut, examine, index_images, list_images, refuse_unreadable, why_unreadable
from training.rsna.labels import Labels, read_labels
from training.rsna.settings import Settings
from training.rsna.split import validation_mask
from training.rsna.testing import DAMAGED, csv_of, damage, head, small_set, write_image

HEALTHY = (0, 0, 0, 0, 0, 0)


class InFolder(unittest.TestCase):
    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def code_of(self, call: object, *arguments: object) -> tuple[str, str]:
        with self.assertRaises(TrainingError) as caught:
            call(*arguments)  # type: ignore[operator]
        return caught.exception.code, str(caught.exception)


class LabelFiles(InFolder):
    def read(self, text: str) -> Labels:
        file = self.folder / 'train.csv'
        file.write_text(text)
        return read_labels(file)

    def test_six_rows_make_one_image_in_any_order(self) -> None:
        lines = csv_of({'ID_b': (0, 1, 0, 0, 0, 1), 'ID_a': HEALTHY}).splitlines()
        labels = self.read('\n'.join([lines[0], *reversed(lines[1:])]))
        self.assertEqual(labels.ids.tolist(), [b'ID_a', b'ID_b'])
        self.assertEqual(labels.truth.tolist(), [list(HEALTHY), [0, 1, 0, 0, 0, 1]])

    def test_repeated_rows_are_merged_and_conflicting_images_left_out(self) -> None:
        text = csv_of({'ID_a': HEALTHY, 'ID_b': HEALTHY})
        labels = self.read(text + 'ID_a_epidural,0\nID_b_any,1\n')
        self.assertEqual(labels.ids.tolist(), [b'ID_a'])
        self.assertEqual(labels.conflicting.tolist(), [b'ID_b'])
        self.assertEqual(labels.repeated_rows, 2)

    def test_images_that_bleed_in_a_way_and_not_at_all_are_left_out(self) -> None:
        text = csv_of({'ID_a': (0, 1, 0, 0, 0, 1), 'ID_b': (0, 1, 0, 0, 0, 0), 'ID_c': (0, 0, 0, 0, 0, 1), 'ID_d': HEALTHY})
        labels = self.read(text)
        # Blood of an unknown kind is no contradiction.
        self.assertEqual(labels.ids.tolist(), [b'ID_a', b'ID_c', b'ID_d'])
        self.assertEqual(labels.truth.tolist(), [[0, 1, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1], list(HEALTHY)])
        self.assertEqual(labels.contradictory.tolist(), [b'ID_b'])

    def test_empty_lines_are_passed_over_and_lines_are_counted_with_them(self) -> None:
        lines = csv_of({'ID_a': HEALTHY}).replace('ID_a_any', '\nID_a_any') + '\n\n'
        self.assertEqual(self.read(lines).ids.tolist(), [b'ID_a'])
        self.assertIn('Line 11 ', self.code_of(self.read, f'{lines}x,1\n')[1])
        self.assertEqual(self.code_of(self.read, 'ID,Label\n\n\n')[0], 'training/bad-labels')

    def test_a_missing_class_names_image_and_class(self) -> None:
        text = csv_of({'ID_a': HEALTHY}).replace('ID_a_subdural,0\n', '')
        code, words = self.code_of(self.read, text)
        self.assertEqual(code, 'training/missing-class')
        self.assertIn('ID_a, which has no row for subdural', words)

    def test_a_row_that_is_none_names_its_line(self) -> None:
        good = csv_of({'ID_a': HEALTHY})
        for bad in ('ID_a_frontal,0', 'ID_a_any,0.5', 'ID_a_any', '_any,1'):
            code, words = self.code_of(self.read, f'{good}{bad}\n')
            self.assertEqual(code, 'training/bad-labels')
            self.assertIn('Line 8 ', words)
        self.assertEqual(self.code_of(self.read, 'id,any\n')[0], 'training/bad-labels')
        self.assertEqual(self.code_of(self.read, '')[0], 'training/bad-labels')
        self.assertEqual(self.code_of(read_labels, self.folder / 'none.csv')[0], 'training/cannot-read')

    def test_rows_of_one_image_may_lie_in_several_blocks(self) -> None:
        from training.rsna import labels as module

        before, module.BLOCK = module.BLOCK, 5
        self.addCleanup(setattr, module, 'BLOCK', before)
        found = self.read(csv_of({f'ID_{n}': (0, 0, n % 2, 0, 0, n % 2) for n in range(7)}))
        self.assertEqual(found.truth[:, 2].tolist(), [0, 1, 0, 1, 0, 1, 0])
        self.assertIn('Line 9 ', self.code_of(self.read, csv_of({'ID_a': HEALTHY}) + 'ID_b_any,0\nx,1\n')[1])


class ManyLabels(InFolder):
    def test_what_is_held_while_a_long_csv_is_read_is_bounded_by_its_images(self) -> None:
        from training.rsna import labels as module

        before, module.BLOCK = module.BLOCK, 6_000
        self.addCleanup(setattr, module, 'BLOCK', before)
        file = self.folder / 'long.csv'
        file.write_text('ID,Label\n' + ''.join(f'ID_{n:09x}_{kind},0\n' for n in range(30_000) for kind in CLASSES))
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        labels = read_labels(file)
        _, peak = tracemalloc.get_traced_memory()
        self.assertEqual(len(labels.ids), 30_000)
        # 180,000 rows as Python's lists of strings are 40 MB. At this rate 752,803 images take less than 640 MB.
        self.assertLess(peak, 30_000 * 850)


class ImageFolders(InFolder):
    def index(self) -> tuple[Images, dict[str, str]]:
        images, left_out = index_images(self.folder, list_images(self.folder), self.folder / 'index.npz')
        return images, {one.id: one.reason for one in left_out}

    def test_broken_files_are_named_with_their_reason(self) -> None:
        write_image(self.folder / 'ID_1.dcm', head())
        write_image(self.folder / 'ID_2.dcm', head())
        whole = (self.folder / 'ID_2.dcm').read_bytes()
        (self.folder / 'ID_2.dcm').write_bytes(whole[: len(whole) // 2])
        (self.folder / 'ID_3.dcm').write_text('no DICOM')
        (self.folder / 'notes.txt').write_text('no image')
        images, left_out = self.index()
        self.assertEqual(images.ids.tolist(), [b'ID_1'])
        self.assertEqual(sorted(left_out), ['ID_2', 'ID_3'])
        self.assertIn('cut short', left_out['ID_2'])
        write_image(self.folder / 'ID_2.dcm', head())
        self.assertEqual(self.index()[0].ids.tolist(), [b'ID_1', b'ID_2'], 'a file that was mended is taken')

    def test_a_header_with_a_damaged_value_leaves_its_file_out_and_the_rest_goes_on(self) -> None:
        write_image(self.folder / 'ID_whole.dcm', head())
        for number, what in enumerate(DAMAGED):
            write_image(self.folder / f'ID_{number}.dcm', head())
            damage(self.folder / f'ID_{number}.dcm', what)
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # pydicom has words for some of them
            images, left_out = self.index()
        self.assertEqual(images.ids.tolist(), [b'ID_whole'])
        for number, what in enumerate(DAMAGED):
            self.assertRegex(left_out[f'ID_{number}'], 'its header could not be read: .', what)

    def test_slices_of_a_patient_stay_known_as_such(self) -> None:
        for name, patient in (('ID_1', 'A'), ('ID_2', 'B'), ('ID_3', 'A')):
            write_image(self.folder / f'{name}.dcm', head(), patient)
        once, again = self.index()[0], self.index()[0]
        self.assertEqual(once.patients[0], once.patients[2])
        self.assertNotEqual(once.patients[0], once.patients[1])
        np.testing.assert_array_equal(once.patients, again.patients)
        self.assertNotIn(b'PatientID', (self.folder / 'index.npz').read_bytes())

    def test_several_processes_find_what_one_finds(self) -> None:
        for number in range(9):
            write_image(self.folder / f'ID_{number}.dcm', head(), f'P{number // 2}')
        one, _ = self.index()
        two, _ = index_images(self.folder, one.ids, self.folder / 'other.npz', workers=2)
        np.testing.assert_array_equal(one.patients, two.patients)

    def test_a_picture_that_lacks_its_last_byte_is_found(self) -> None:
        write_image(self.folder / 'ID_1.dcm', head())
        whole = (self.folder / 'ID_1.dcm').read_bytes()
        (self.folder / 'ID_2.dcm').write_bytes(whole[:-1])
        images, left_out = self.index()
        self.assertEqual((images.ids.tolist(), list(left_out)), ([b'ID_1'], ['ID_2']))
        self.assertIn('its picture could not be read', why_unreadable(self.folder, b'ID_2').reason)

    def test_pictures_that_the_network_does_not_read_are_named(self) -> None:
        for name, what in (('ID_1', {'SamplesPerPixel': 3}), ('ID_2', {'NumberOfFrames': 2}), ('ID_3', {'Rows': 0})):
            write_image(self.folder / f'{name}.dcm', head())
            image = dcmread(self.folder / f'{name}.dcm')
            for keyword, value in what.items():
                setattr(image, keyword, value)
            image.save_as(self.folder / f'{name}.dcm')
        images, left_out = self.index()
        self.assertEqual(len(images.ids), 0)
        self.assertEqual(
            [left_out[name] for name in ('ID_1', 'ID_2', 'ID_3')],
            ['it is no single grey picture', 'it is no single grey picture', 'it holds no picture'],
        )

    def test_the_reading_of_headers_stops_between_blocks_and_goes_on_from_there(self) -> None:
        from training.rsna import images as module

        before, module.BLOCK = module.BLOCK, 4
        self.addCleanup(setattr, module, 'BLOCK', before)
        for number in range(10):
            write_image(self.folder / f'ID_{number}.dcm', head())
        ids, cache = list_images(self.folder), self.folder / 'index.npz'
        asked = iter((False, True))
        with self.assertRaises(TrainingError) as caught:
            index_images(self.folder, ids, cache, workers=2, stop=lambda: next(asked))
        self.assertEqual(caught.exception.code, 'training/interrupted')
        self.assertIn('after 8 of 10 headers', str(caught.exception))
        seen: list[tuple[int, int]] = []
        images, _ = index_images(self.folder, ids, cache, progress=lambda *done: seen.append(done))
        self.assertEqual((len(images.ids), seen), (10, [(1, 2), (2, 2)]))

    def test_a_process_that_reads_headers_and_is_killed_has_its_words_and_what_was_read_is_kept(self) -> None:
        from training.rsna import images as module

        before, module.BLOCK = module.BLOCK, 2
        self.addCleanup(setattr, module, 'BLOCK', before)
        for number in range(4):
            write_image(self.folder / f'ID_{number}.dcm', head())
        ids, cache = list_images(self.folder), self.folder / 'index.npz'
        whole = module._examined

        def killed(file: Path, image: str) -> tuple[int, str]:
            if image == 'ID_3':
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(file, image)

        with patch('training.rsna.images._examined', killed):
            code, words = self.code_of(index_images, self.folder, ids, cache, 1)
        self.assertEqual(code, 'training/lost-worker')
        self.assertIn('fewer --workers', words)
        seen: list[tuple[int, int]] = []
        images, _ = index_images(self.folder, ids, cache, progress=lambda *done: seen.append(done))
        self.assertEqual((len(images.ids), seen), (4, [(1, 2), (2, 2)]))

    def test_a_folder_of_which_much_cannot_be_read_begins_no_run_and_what_was_read_is_kept(self) -> None:
        csv, images = small_set(self.folder, 6)
        given = Settings(csv=csv, images=images, out=self.folder, folds=2, workers=0)
        names = sorted(images.iterdir())
        whole = [file.read_bytes() for file in names]
        for file in names[:11]:
            file.write_bytes(b'')
        with redirect_stderr(io.StringIO()):
            code, words = self.code_of(gather, given, lambda: False)
            self.assertEqual(code, 'training/unreadable-images')
            self.assertIn('11 of 24 images cannot be read (left-out.csv), the first ID_000000000 (its header', words)
            self.assertEqual(len((self.folder / 'left-out.csv').read_text().splitlines()), 1 + 11)
            self.assertFalse((self.folder / 'images.npz').exists())
            names[0].write_bytes(whole[0])
            with patch('training.rsna.images.examine', wraps=examine) as examined:
                cases = gather(given, lambda: False)
        self.assertEqual(examined.call_count, 11)
        self.assertEqual((len(cases.ids), len(cases.left_out)), (14, 10), 'ten of any number are single files')

    def test_pictures_of_a_kind_that_nothing_here_decodes_begin_no_run(self) -> None:
        csv, images = small_set(self.folder, 6)
        given = Settings(csv=csv, images=images, out=self.folder, folds=2, workers=0)
        files = sorted(images.iterdir())
        for file in files[:4]:
            with redirect_stderr(io.StringIO()):
                cases = gather(given, lambda: False)
            self.assertEqual((len(cases.ids), cases.left_out), (24, []), 'an eighth may be broken')
            image = dcmread(file)
            image.file_meta.TransferSyntaxUID = JPEGLSLossless
            image.PixelData = encapsulate([image.PixelData])
            image['PixelData'].is_undefined_length = True
            image.save_as(file)
        with redirect_stderr(io.StringIO()):
            code, words = self.code_of(gather, given, lambda: False)
        self.assertEqual(code, 'training/unreadable-images')
        self.assertRegex(words, r'Of 24 images that were tried, 4 cannot be read here, the first ID_00000000\d \(its picture .+\)')

    def test_what_was_left_out_is_read_as_it_was_written_and_is_nothing_where_that_is_gone(self) -> None:
        file = self.folder / 'left-out.csv'
        left_out = [LeftOut('ID_1', 'it is "odd",\nin two lines'), LeftOut('ID_2', 'ä')]
        write_left_out(file, left_out)
        self.assertEqual(read_left_out(file), left_out)
        for spoil in (lambda: file.write_bytes(b'id,reason\n\xff,x\n'), lambda: file.write_text('a,b\n1,2\n'), file.unlink):
            spoil()
            self.assertEqual(read_left_out(file), [])

    def test_a_folder_without_images_and_an_index_that_is_none_say_so(self) -> None:
        self.assertEqual(self.code_of(self.index)[0], 'training/no-images')
        write_image(self.folder / 'ID_1.dcm', head())
        np.savez(self.folder / 'whole.npz', ids=np.array(['a'] * 500), patients=np.arange(500))
        whole = (self.folder / 'whole.npz').read_bytes()
        for damaged in (b'PK no', whole[: len(whole) // 2]):
            (self.folder / 'index.npz').write_bytes(damaged)
            self.assertEqual(self.code_of(self.index)[0], 'training/bad-index')

    def test_one_in_a_hundred_of_a_large_folder_may_be_broken(self) -> None:
        broken = [LeftOut(f'ID_{number}', 'it holds no picture') for number in range(51)]
        refuse_unreadable(broken, 5_100, self.folder)
        code, _ = self.code_of(refuse_unreadable, broken, 5_099, self.folder)
        self.assertEqual(code, 'training/unreadable-images')


class Joined(unittest.TestCase):
    settings = Settings(csv=Path('train.csv'), images=Path('images'), out=Path('out'), folds=2)
    labels = Labels(
        np.array([b'a', b'b', b'c']),
        np.arange(18, dtype=np.uint8).reshape(3, 6),
        repeated_rows=0,
        conflicting=np.array([b'e']),
        contradictory=np.array([b'f']),
    )

    def code_of(self, call: object, *arguments: object) -> str:
        with self.assertRaises(TrainingError) as caught:
            call(*arguments)  # type: ignore[operator]
        return caught.exception.code

    def test_an_image_that_is_labelled_but_not_there_ends_the_run_unless_told_otherwise(self) -> None:
        there = np.array([b'a', b'c', b'd', b'e', b'f'])
        self.assertEqual(self.code_of(matched, self.labels, there, self.settings), 'training/unknown-image')
        lenient = replace(self.settings, leave_out_missing=True)
        wanted, left_out = matched(self.labels, there, lenient)
        self.assertEqual(wanted.tolist(), [b'a', b'c'])
        self.assertEqual([one.id for one in left_out], ['e', 'f', 'b', 'd'])
        self.assertEqual(len({one.reason for one in left_out}), 4)

    def test_a_folder_without_labels_says_so(self) -> None:
        found = self.code_of(matched, self.labels, np.array([b'x', b'y']), self.settings)
        self.assertEqual(found, 'training/no-labels')

    def test_labels_stay_with_their_images_where_some_are_broken(self) -> None:
        images = Images(np.array([b'a', b'c']), np.array([7, 9], np.uint64))
        cases = parted(self.labels, images, [LeftOut('b', 'broken')], self.settings)
        np.testing.assert_array_equal(cases.truth, self.labels.truth[[0, 2]])
        self.assertEqual((cases.patients.tolist(), cases.validation.sum()), ([7, 9], 1))
        self.assertEqual(
            self.code_of(parted, self.labels, images, [], replace(self.settings, folds=3)),
            'training/too-few-patients',
        )


class Split(unittest.TestCase):
    def setUp(self) -> None:
        random = np.random.default_rng(3)
        self.patients = np.repeat(np.arange(600, dtype=np.uint64), random.integers(20, 60, 600))
        ill = random.random((600, 5)) < (0.02, 0.2, 0.15, 0.2, 0.25)
        truth = ill[self.patients.astype(int)] & (random.random((len(self.patients), 5)) < 0.4)
        self.truth = np.column_stack((truth, truth.any(1))).astype(np.uint8)

    def test_no_patient_is_on_both_sides_and_folds_cover_all_once(self) -> None:
        masks = [validation_mask(self.patients, self.truth, 5, fold, 1) for fold in range(5)]
        self.assertTrue((np.sum(masks, 0) == 1).all())
        for mask in masks:
            self.assertFalse(set(self.patients[mask]) & set(self.patients[~mask]))

    def test_every_class_has_its_share_on_both_sides(self) -> None:
        mask = validation_mask(self.patients, self.truth, 5, 0, 1)
        self.assertAlmostEqual(mask.mean(), 0.2, delta=0.02)
        for kind in range(6):
            self.assertAlmostEqual(self.truth[mask, kind].sum() / self.truth[:, kind].sum(), 0.2, delta=0.08)
        self.assertTrue((mask == validation_mask(self.patients, self.truth, 5, 0, 1)).all())
        self.assertFalse((mask == validation_mask(self.patients, self.truth, 5, 0, 2)).all())


class Variation(unittest.TestCase):
    def test_nothing_varied_is_the_input_that_the_page_makes(self) -> None:
        hu = head(40, 96)[:80]
        found = training_input(hu, 64, NONE, np.random.default_rng(0))
        np.testing.assert_allclose(found, model_input(hu, 64), atol=1e-5)

    def test_the_same_seed_varies_the_same_way_and_another_another(self) -> None:
        one, same, other = (
            training_input(head(40), 64, Augmentation(), np.random.default_rng(seed)) for seed in (1, 1, 2)
        )
        np.testing.assert_array_equal(one, same)
        self.assertGreater(np.abs(one - other).max(), 0.1)
        self.assertEqual((one.shape, one.dtype), ((3, 64, 64), np.float32))

    def test_a_turn_is_counter_clockwise_and_a_full_one_is_none(self) -> None:
        picture = np.zeros((1, 33, 33), np.float32)
        picture[0, 16, 28] = 1  # to the right of the centre
        turned = rotated(picture, 90)
        self.assertEqual(np.unravel_index(turned[0].argmax(), (33, 33)), (4, 16))
        np.testing.assert_allclose(rotated(picture, 360), picture, atol=1e-4)


class Order(InFolder):
    def test_processes_and_steps_share_an_epoch_without_seeing_an_image_twice(self) -> None:
        numbers = np.arange(100, 153)
        parts = [epoch_order(numbers, 1, 0, 0, 12, 3, rank, 2) for rank in range(2)]
        seen = np.concatenate(parts)
        self.assertEqual((len(seen), len(set(seen.tolist()))), (48, 48))
        later = epoch_order(numbers, 1, 0, 3, 12, 3, 1, 2)
        np.testing.assert_array_equal(later, parts[1][3 * 6 :])
        self.assertFalse(np.array_equal(parts[0], epoch_order(numbers, 1, 1, 0, 12, 3, 0, 2)))

    def test_an_image_that_breaks_later_weighs_nothing(self) -> None:
        _, images = small_set(self.folder, 1, 2)
        (images / 'ID_000000001.dcm').write_bytes(b'')
        slices = Slices(images, np.array([b'ID_000000000', b'ID_000000001']), np.ones((2, 6), np.uint8), 32)
        self.assertEqual([float(slices[n][2]) for n in range(2)], [1.0, 0.0])


if __name__ == '__main__':
    unittest.main()
