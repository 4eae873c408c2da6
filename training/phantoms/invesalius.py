"""
    python3 -m training.phantoms.invesalius Cranium.inv3 --out cranium --thickness 4.5

A head CT as DICOM out of a project file of InVesalius (https://invesalius.github.io), as a background that
`hemolens phantom --background` reads. Debian's package invesalius-examples holds one: 108 slices of 1.5 mm.
"""
from __future__ import annotations

import argparse
import plistlib
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from training.errors import TrainingError
from training.files import make_folder, write_whole

AXIAL = 1
"""InVesalius' number for this orientation."""
STORED = 1024
"""Values are stored as unsigned 16 bits with this intercept."""


@dataclass(frozen=True)
class Volume:
    """
    hounsfield `[slices, rows, columns]` int16, from the neck upwards, the face on top; spacing in mm between slices,
    rows and columns
    """

    hounsfield: np.ndarray
    spacing: tuple[float, float, float]


def read(file: Path) -> Volume:
    """:raises TrainingError: `training/bad-project`"""
    try:
        with tarfile.open(file) as archive:
            members = {Path(member.name).name: member for member in archive.getmembers()}
            project = plistlib.loads(archive.extractfile(members['main.plist']).read())  # type: ignore[union-attr]
            matrix = project['matrix']
            stored = archive.extractfile(members[matrix['filename']]).read()  # type: ignore[union-attr]
        hounsfield = np.frombuffer(stored, matrix['dtype']).reshape(matrix['shape'])
        column, row, slice_ = (float(value) for value in project['spacing'])
    except (OSError, tarfile.TarError, KeyError, ValueError, plistlib.InvalidFileException) as cause:
        raise TrainingError('training/bad-project', f'This is no project of InVesalius ({cause}).', file) from cause
    if project['modality'] != 'CT' or project['orientation'] != AXIAL:
        raise TrainingError('training/bad-project', 'This project holds no axial CT.', file)
    # InVesalius counts rows from the back of the head.
    return Volume(hounsfield[:, ::-1], (slice_, row, column))


def thickened(volume: Volume, thickness: float) -> Volume:
    """Means of as many slices as make up the thickness, mm, one beside the other, as a scanner reconstructs them."""
    step = max(1, round(thickness / volume.spacing[0]))
    count = len(volume.hounsfield) // step
    groups = volume.hounsfield[: count * step].reshape(count, step, *volume.hounsfield.shape[1:])
    return Volume(np.round(groups.mean(1)).astype(np.int16), (volume.spacing[0] * step, *volume.spacing[1:]))


def write(volume: Volume, out: Path) -> None:
    """
    One DICOM file a slice; nobody's name is in them.

    :raises TrainingError: `training/cannot-write`
    """
    make_folder(out)
    study, series = generate_uid(), generate_uid()
    for index, slice_ in enumerate(volume.hounsfield):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        file = out / f'{index:04d}.dcm'
        dataset = FileDataset(str(file), {}, file_meta=meta, preamble=bytes(128))
        dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, meta.MediaStorageSOPInstanceUID
        dataset.Modality, dataset.BodyPartExamined = 'CT', 'HEAD'
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.InstanceNumber = study, series, index + 1
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        dataset.ImagePositionPatient = [0, 0, f'{index * volume.spacing[0]:.4f}']
        dataset.SliceThickness = f'{volume.spacing[0]:.4f}'
        dataset.PixelSpacing = [f'{spacing:.6f}' for spacing in volume.spacing[1:]]
        dataset.Rows, dataset.Columns = slice_.shape
        dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, 'MONOCHROME2'
        dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 16, 15, 0
        dataset.RescaleSlope, dataset.RescaleIntercept = 1, -STORED
        dataset.PixelData = (np.clip(slice_, -STORED, None).astype(np.int32) + STORED).astype('<u2').tobytes()
        dataset.is_little_endian, dataset.is_implicit_VR = True, False
        write_whole(file, dataset.save_as)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Exits with code 2 where the command line is wrong."""
    parser = argparse.ArgumentParser(prog='python3 -m training.phantoms.invesalius', description=__doc__)
    parser.add_argument('project', type=Path)
    parser.add_argument('--out', type=Path, required=True, help='a folder for the DICOM files')
    parser.add_argument('--thickness', type=float, default=0.0, help='mm, in whole slices (default: as they are)')
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """:returns: 0; 1: failure"""
    given = parse(arguments)
    try:
        write(thickened(read(given.project), given.thickness), given.out)
    except TrainingError as error:
        print(f'training.phantoms.invesalius: {error}', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
