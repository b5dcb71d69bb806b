"""BERTopic on given vectors: run in its own environment by benchmarks.theme_peers.

Reads JSON from standard input: parts (a list of {texts, vectors}), seed, and codes (names with
their vectors) for the zero-shot variant. Writes JSON: for each part the topic of each text (-1:
left over) from plain BERTopic, the same after shuffling the texts, and from the zero-shot variant;
seconds of the plain runs, and peak memory in MB.
"""

import json
import resource
import sys
import time
from typing import Any

import numpy as np
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from umap import UMAP


class Known(BaseEmbedder):  # type: ignore[misc]
    """Gives vectors that were made before, so that all compare on the same ones."""

    def __init__(self, vectors: dict[str, list[float]]) -> None:
        super().__init__()
        self._vectors = vectors

    def embed(self, documents: list[str], verbose: bool = False) -> Any:
        """One row a text."""
        return np.array([self._vectors[text] for text in documents], dtype=np.float32)


def topics(texts: list[str], vectors: Any, seed: int, **more: Any) -> list[int]:
    """The topic of each text, BERTopic's defaults but for a seed that makes them repeatable."""
    neighbours = min(15, len(texts) - 1)
    umap = UMAP(
        n_neighbors=neighbours, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    found, _ = BERTopic(umap_model=umap, **more).fit_transform(texts, vectors)
    return [int(topic) for topic in found]


def part(asked: dict[str, Any], seed: int, codes: dict[str, list[float]]) -> dict[str, Any]:
    """The topics of one part, three ways."""
    texts, vectors = asked["texts"], np.array(asked["vectors"], dtype=np.float32)
    began = time.perf_counter()
    plain = topics(texts, vectors, seed)
    seconds = time.perf_counter() - began
    order = np.random.default_rng(seed).permutation(len(texts))
    shuffled = np.empty(len(texts), dtype=int)
    shuffled[order] = topics([texts[at] for at in order], vectors[order], seed)
    answer = {"plain": plain, "shuffled": shuffled.tolist(), "seconds": seconds}
    if codes:
        known = Known({**codes, **dict(zip(texts, asked["vectors"], strict=True))})
        more = {"zeroshot_topic_list": list(codes), "embedding_model": known}
        answer["zero_shot"] = topics(texts, vectors, seed, **more)
    return answer


def main() -> None:
    """Answer one request."""
    asked = json.load(sys.stdin)
    answers = [part(each, asked["seed"], asked["codes"]) for each in asked["parts"]]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    json.dump({"parts": answers, "peak_mb": peak}, sys.stdout)


if __name__ == "__main__":
    main()
