#!/usr/bin/env python3
"""Makes digits.txt from scikit-learn's copy of the data set, digits.csv.gz.

    pip install scikit-learn
    python3 make_data.py .../site-packages/sklearn/datasets/data/digits.csv.gz > digits.txt
"""

import gzip
import sys

HEADER = """\
# Optical Recognition of Handwritten Digits, the test set: 1797 images of 8 by 8 pixels.
# E. Alpaydin and C. Kaynak, 1998, UCI Machine Learning Repository,
# https://doi.org/10.24432/C50P49
# Licence: Creative Commons Attribution 4.0 International (CC BY 4.0),
# https://creativecommons.org/licenses/by/4.0/
# Taken from scikit-learn's copy, in its order; only the notation was changed (make_data.py).
#
# One image a line: 64 pixels, row by row from the top left, each one digit in base 17
# (0 to 9, then a to g: from 0, paper, to 16, ink); a space; the digit that was written.
"""

BASE_17 = "0123456789abcdefg"

print(HEADER, end="")
with gzip.open(sys.argv[1], "rt", encoding="ascii") as table:
    for row in table:
        *pixels, label = (int(float(number)) for number in row.split(","))
        print("".join(BASE_17[pixel] for pixel in pixels), label)
