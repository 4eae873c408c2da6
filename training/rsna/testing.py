"""What the tests of this folder share: small DICOM images made in code, and a CSV of labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from training.resnext import CLASSES


def write_image(file: Path, hu: np.ndarray, patient: str = 'P1') -> None:
    """`[rows, columns]` Hounsfield units as 16-bit signed CT"""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[file.name])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image = FileDataset(str(file), Dataset(), file_meta=meta, preamble=bytes(128))
    image.is_little_endian, image.is_implicit_VR = True, False
    image.SOPClassUID, image.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    image.Modality, image.PatientID = 'CT', patient
    image.Rows, image.Columns = hu.shape
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 16, 15, 1
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, 'MONOCHROME2'
    image.RescaleSlope, image.RescaleIntercept = '1', '-1024'
    image.PixelData = (hu + 1024).astype('<i2').tobytes()
    image.save_as(str(file))


def head(bright: float = 0.0, size: int = 48) -> np.ndarray:
    """`[size, size]`: a disc of brain in air, with a bright spot on one side where `bright` is not 0"""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    hu = np.where(x**2 + y**2 < (0.42 * size) ** 2, 30.0, -1000.0)
    hu[(x - size / 5) ** 2 + y**2 < (size / 10) ** 2] += bright
    return hu


def csv_of(truth: dict[str, tuple[int, ...]]) -> str:
    rows = [
        f'{name}_{kind},{label}' for name, labels in truth.items() for kind, label in zip(CLASSES, labels)
    ]
    return '\n'.join(('ID,Label', *rows)) + '\n'


def small_set(folder: Path, patients: int = 8, each: int = 4) -> tuple[Path, Path]:
    """A CSV and a folder of images, half of them with a subdural bleed that is plain to see."""
    images = folder / 'images'
    images.mkdir()
    truth: dict[str, tuple[int, ...]] = {}
    random = np.random.default_rng(5)
    for number in range(patients * each):
        ill = number % 2
        name = f'ID_{number:09x}'
        write_image(
            images / f'{name}.dcm', head(40.0 * ill) + random.normal(0, 3, (48, 48)), f'P{number // each}'
        )
        truth[name] = (0, 0, 0, 0, ill, ill)
    csv = folder / 'train.csv'
    csv.write_text(csv_of(truth))
    return csv, images
