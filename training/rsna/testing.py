"""What the tests of this folder share: small DICOM images made in code, and a CSV of labels."""

from __future__ import annotations

import struct
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


EXPLICIT = b'1.2.840.10008.1.2.1\0'
ROWS = (0x0028, 0x0010, b'US', b'\x30\0')
BITS_ALLOCATED = (0x0028, 0x0100, b'US', b'\x10\0')
DAMAGED = {
    'a length that its type cannot have': (ROWS, (*ROWS[:3], b'\x30\0\0')),
    'two heights': (ROWS, (*ROWS[:3], b'\x30\0\x30\0')),
    'two widths of a cell': (BITS_ALLOCATED, (*BITS_ALLOCATED[:3], b'\x10\0\x10\0')),
    'a number of frames that is none': (ROWS, (0x0028, 0x0008, b'IS', b'abc '), ROWS),
    'a type that DICOM has not': (ROWS, (*ROWS[:2], b'XX', ROWS[3])),
    'a transfer syntax of its maker': (EXPLICIT, b'1.3.6.1.4.1.5962.3\0\0'),
    'a transfer syntax that is none': (EXPLICIT, b'1.2.840.10008.1.2.\xff\0'),
}
"""Of a file of `write_image`: what is replaced, and by what; an element is its group, number, type and value."""


def damage(file: Path, what: str) -> None:
    """Spoils the header of a file of `write_image` with 48 rows; `what` is of DAMAGED"""
    old, *new = (_bytes_of(part) for part in DAMAGED[what])
    whole = file.read_bytes()
    if whole.count(old) != 1:
        raise AssertionError(f'{file} does not have the element that is to be spoiled')
    file.write_bytes(whole.replace(old, b''.join(new)))


def _bytes_of(part: bytes | tuple[int, int, bytes, bytes]) -> bytes:
    if isinstance(part, bytes):
        return part
    group, number, kind, value = part
    return struct.pack('<HH2sH', group, number, kind, len(value)) + value


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
