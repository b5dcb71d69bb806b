"""The floor: TF-IDF of words and pairs of words, and one logistic regression a code."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts

Array = NDArray[np.float64]


def scored(decided: CodedTexts, data: CodedTexts) -> Array:
    """The probabilities (n, c) of the texts of `data`, learned from `decided` alone.

    A code with decisions of one kind only gets that kind's share for every text.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, min_df=2 if len(decided.texts) > 500 else 1
    )
    known, asked = words.fit_transform(decided.texts), words.transform(data.texts)
    found = np.zeros((len(data.texts), decided.labels.shape[1]))
    for code, labels in enumerate(decided.labels.T):
        if labels.all() or not labels.any():
            found[:, code] = labels.mean()
            continue
        model = LogisticRegression(C=10, class_weight="balanced", max_iter=500)
        found[:, code] = model.fit(known, labels).predict_proba(asked)[:, 1]
    return found
