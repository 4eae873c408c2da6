"""What is known of the RSNA 2019 challenge before a file of it is opened."""

from __future__ import annotations

import numpy as np

VALUES = {'0': 0, '1': 1, '0.0': 0, '1.0': 1}
"""How its tables write labels."""
PREVALENCE = np.array((0.0041, 0.0483, 0.0352, 0.0476, 0.0630, 0.1440))
"""Of each class in the 674,258 training images of its first stage."""
