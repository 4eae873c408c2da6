"""Backgrounds out of project files of InVesalius."""
from __future__ import annotations

import io
import plistlib
import tarfile
import tempfile
import unittest
from contextlib import redirect_stderr
from pathlib import Path

import numpy as np
from pydicom import dcmread

from training.errors import TrainingError
from training.phantoms.invesalius import Volume, main, read, thickened, write
from training.preprocessing import hounsfield_of

PROJECT = {
    'modality': 'CT',
    'orientation': 1,
    'spacing': [0.5, 0.6, 1.5],
    'matrix': {'filename': 'matrix.dat', 'dtype': 'int16', 'shape': [4, 3, 2]},
}
MATRIX = np.arange(24, dtype=np.int16).reshape(4, 3, 2) - 1024


def project(file: Path, plist: dict[str, object], matrix: bytes) -> Path:
    with tarfile.open(file, 'w:gz') as archive:
        for name, content in (('main.plist', plistlib.dumps(plist)), ('matrix.dat', matrix)):
            member = tarfile.TarInfo(f'folder/{name}')
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file


class Projects(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_are_read_from_the_neck_upwards_with_the_face_on_top(self) -> None:
        volume = read(project(self.folder / 'a.inv3', PROJECT, MATRIX.tobytes()))
        self.assertEqual(volume.spacing, (1.5, 0.6, 0.5))
        np.testing.assert_array_equal(volume.hounsfield[0], [[-1020, -1019], [-1022, -1021], [-1024, -1023]])

    def test_come_as_slices_of_another_thickness(self) -> None:
        thick = thickened(Volume(MATRIX, (1.5, 0.6, 0.5)), 3.2)
        self.assertEqual(thick.spacing, (3.0, 0.6, 0.5))
        np.testing.assert_array_equal(thick.hounsfield, MATRIX.reshape(2, 2, 3, 2)[:, 0] + 3)
        self.assertEqual(len(thickened(Volume(MATRIX, (1.5, 0.6, 0.5)), 0).hounsfield), 4)
        self.assertEqual(len(thickened(Volume(MATRIX, (1.5, 0.6, 0.5)), 4.5).hounsfield), 1)

    def test_are_written_as_a_series_that_says_the_same(self) -> None:
        write(Volume(MATRIX, (1.5, 0.6, 0.5)), self.folder / 'out')
        files = [dcmread(file) for file in sorted((self.folder / 'out').iterdir())]
        np.testing.assert_array_equal(np.stack([hounsfield_of(file) for file in files]), MATRIX)
        self.assertEqual([float(file.ImagePositionPatient[2]) for file in files], [0, 1.5, 3, 4.5])
        self.assertEqual([float(value) for value in files[0].PixelSpacing], [0.6, 0.5])
        self.assertEqual(len({file.SeriesInstanceUID for file in files}), 1)
        self.assertEqual(len({file.SOPInstanceUID for file in files}), 4)

    def test_that_are_none_or_hold_something_else_are_named(self) -> None:
        text = self.folder / 'text.inv3'
        text.write_text('no archive')
        magnetic = project(self.folder / 'mr.inv3', {**PROJECT, 'modality': 'MRI'}, MATRIX.tobytes())
        short = project(self.folder / 'short.inv3', PROJECT, MATRIX.tobytes()[:-2])
        bare = project(self.folder / 'bare.inv3', {'modality': 'CT'}, b'')
        for file in (text, magnetic, short, bare, self.folder / 'absent.inv3'):
            with self.assertRaisesRegex(TrainingError, file.name) as caught:
                read(file)
            self.assertEqual(caught.exception.code, 'training/bad-project')

    def test_become_files_by_a_command_that_says_what_is_wrong(self) -> None:
        good = project(self.folder / 'a.inv3', PROJECT, MATRIX.tobytes())
        self.assertEqual(main([str(good), '--out', str(self.folder / 'out'), '--thickness', '3']), 0)
        self.assertEqual(sorted(file.name for file in (self.folder / 'out').iterdir()), ['0000.dcm', '0001.dcm'])
        for arguments, code in (
            ([str(self.folder / 'absent.inv3'), '--out', str(self.folder / 'none')], 'training/bad-project'),
            ([str(good), '--out', str(good / 'below')], 'training/cannot-write'),
        ):
            with redirect_stderr(io.StringIO()) as said:
                self.assertEqual(main(arguments), 1)
            self.assertIn(f'[{code}]', said.getvalue())


if __name__ == '__main__':
    unittest.main()
