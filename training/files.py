"""Files that are written whole or not at all: a full disk or a stopped run leaves the old one as it was."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from training.errors import TrainingError


UNREADABLE_ARRAYS = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
"""What NumPy raises where a file is no archive of arrays, or not a whole one."""
MAY_NOT = 'nothing may be written here'
NOT_WRITTEN = {
    errno.ENOENT: 'its folder is not there',
    errno.ENOTDIR: 'a file stands where its folder should',
    errno.EISDIR: 'a folder has its name',
    errno.EACCES: MAY_NOT,
    errno.EPERM: MAY_NOT,
    errno.EROFS: MAY_NOT,
}
"""By what the system says; of all else a disk that is full is the likeliest."""


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """
    Writes into a neighbour, waits until the disk has it, then renames.

    :raises TrainingError: `training/cannot-write`; what stood there before still stands
    """
    neighbour = _neighbour(path)
    try:
        with neighbour.open('wb') as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(neighbour, path)
    except OSError as cause:
        _remove(neighbour)
        raise not_written(path, cause) from cause
    except BaseException:
        _remove(neighbour)
        raise


def refuse_unwritable(path: Path) -> None:
    """
    Said before the work whose result is to be written, not after hours: a neighbour is begun and removed again.

    :raises TrainingError: `training/cannot-write`
    """
    neighbour = _neighbour(path)
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        neighbour.open('wb').close()
    except OSError as cause:
        raise not_written(path, cause) from cause
    finally:
        _remove(neighbour)


def not_written(path: Path, cause: OSError) -> TrainingError:
    """:param cause: what the system said when it was asked to write there"""
    why = NOT_WRITTEN.get(cause.errno or 0)
    said = f': {why}' if why else ', and what stood here was kept: check the free space'
    return TrainingError('training/cannot-write', f'This could not be written{said} ({cause}).', path)


def _neighbour(path: Path) -> Path:
    return path.with_name(f'{path.name}.{os.getpid()}.part')


def _remove(neighbour: Path) -> None:
    with contextlib.suppress(OSError):
        neighbour.unlink()


def write_text(path: Path, text: str) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    write_whole(path, lambda stream: stream.write(text.encode()))


def write_json(path: Path, value: object) -> None:
    """
    :raises TrainingError: `training/cannot-write`
    :raises ValueError: where a number is NaN or infinite, for which JSON has no word
    """
    write_text(path, json.dumps(value, indent=2, allow_nan=False) + '\n')


def make_folder(path: Path) -> None:
    """:raises TrainingError: `training/cannot-write`"""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise TrainingError('training/cannot-write', 'This folder could not be made.', path) from cause


def clear_leftovers(folder: Path) -> None:
    """
    Removes what a program that was killed left of files half-written: of a large network it is a gigabyte. For a
    folder into which nobody else writes.

    :raises TrainingError: `training/cannot-write`
    """
    try:
        for leftover in folder.glob('*.*.part'):
            leftover.unlink(missing_ok=True)
    except OSError as cause:
        raise TrainingError('training/cannot-write', 'A leftover could not be removed.', folder) from cause
