"""Every error that can reach a user of this folder: a stable code, a sentence, and the file it is about."""

from __future__ import annotations

from os import PathLike


class TrainingError(Exception):
    """
    :param code: `training/<what>`, stable across versions
    :param sentence: what is wrong and what to do, for a person
    :param file: the file or folder that it happened to
    """

    def __init__(self, code: str, sentence: str, file: str | PathLike[str] | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.file = None if file is None else str(file)

    def __str__(self) -> str:
        where = '' if self.file is None else f'{self.file}: '
        return f'{where}{self.sentence} [{self.code}]'
