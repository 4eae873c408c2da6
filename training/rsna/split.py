"""
Which images measure and which train: by patient, for slices of one head are nearly copies of each other, and
stratified, for epidural blood is in one image of 250.
"""

from __future__ import annotations

import numpy as np

RAREST_FIRST = (0, 2, 3, 1, 4)
"""
Epidural, intraventricular, subarachnoid, intraparenchymal, subdural, by their share of the challenge's
images.
"""


def validation_mask(patients: np.ndarray, truth: np.ndarray, folds: int, fold: int, seed: int) -> np.ndarray:
    """
    Patients are dealt to the folds within strata, each stratum those whose rarest kind of bleed is the same;
    the next patient goes to the fold that has the fewest images of that stratum.

    :param patients: `[n]` whose image it is
    :param truth: `[n, 6]` labels
    :returns: `[n]` bool: the images of the given fold
    """
    _, whose, images = np.unique(patients, return_inverse=True, return_counts=True)
    kinds = np.zeros((len(images), truth.shape[1]), bool)
    np.logical_or.at(kinds, whose, truth.astype(bool))
    stratum = np.full(len(images), len(RAREST_FIRST))
    for rank, kind in reversed(tuple(enumerate(RAREST_FIRST))):
        stratum[kinds[:, kind]] = rank

    random = np.random.default_rng(seed)
    chosen = np.empty(len(images), np.int64)
    held = np.zeros(folds, np.int64)
    for one in range(len(RAREST_FIRST) + 1):
        within = np.zeros(folds, np.int64)
        for patient in random.permutation(np.flatnonzero(stratum == one)):
            # Small strata alone cannot be even: among equals, the fold that has the fewest images of all.
            least = np.lexsort((held, within))[0]
            chosen[patient] = least
            within[least] += images[patient]
            held[least] += images[patient]
    return (chosen == fold)[whose]
