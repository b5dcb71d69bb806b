"""Texts with labels as benchmarks read them, over a codebook of two codes, to be counted by hand."""

import numpy as np
from fake_words import book, code

from benchmarks.data import CodedTexts

BOOK = book(code("Heard", "They listened to us"), code("Paid", "We were paid"))


def coded(texts: list[str], labels: list[list[bool]]) -> CodedTexts:
    """`labels` has a row a text: whether it is heard, whether it is paid."""
    many = len(texts)
    empty = ("",) * many
    return CodedTexts(
        BOOK, tuple(texts), np.array(labels), np.full(many, -1), tuple(texts), empty, empty
    )
