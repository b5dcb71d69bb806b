"""Words, and pairs of words that stand side by side, tf-idf weighted; marks like "?" count too."""

from collections.abc import Sequence

from scipy import sparse

TOKEN = r"(?u)\w+|[?!.,…]"


class Words:
    """The words of a corpus: `texts` say which there are and how rare each is."""

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._tfidf = TfidfVectorizer(token_pattern=TOKEN, ngram_range=(1, 2), sublinear_tf=True)
        # A text that is there whatever the others hold, so that there is a word to count.
        self._tfidf.fit([*texts, "."])

    def rows(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """(n, v), rows of unit length; zeros for a text without a known word."""
        return sparse.csr_matrix(self._tfidf.transform(texts))
