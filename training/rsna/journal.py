"""The log of a run: one line an epoch in `log.csv`, and the same for TensorBoard where that is installed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from training.files import not_written, write_text

Row = dict[str, float | None]


def write_log(folder: Path, rows: list[Row]) -> None:
    """
    The whole log, so that a run which goes on from an earlier state leaves no line twice.

    :raises TrainingError: `training/cannot-write`
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator='\n')
    writer.writeheader()
    writer.writerows(rows)
    write_text(folder / 'log.csv', text.getvalue())


def write_tensorboard(folder: Path, row: Row) -> bool:
    """
    :returns: whether TensorBoard is installed
    :raises TrainingError: `training/cannot-write`
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        return False
    log = folder / 'tensorboard'
    try:
        with SummaryWriter(str(log)) as writer:
            for name, value in row.items():
                if value is not None:
                    writer.add_scalar(name, value, int(row['epoch'] or 0))
    except OSError as cause:
        raise not_written(log, cause) from cause
    return True
