"""Makes what ships beside the codebook that ships: its vectors, and what its teaching set teaches.

    python -m coding.coder.shipped

After a change of the codebook, its teaching set, the sentences that show directions, the primer or
a packaged model. Without it a first run works all of it out, which takes a minute of a processor.
"""

from pathlib import Path

from codebooks.codebook import Codebook
from codebooks.load import loads, shipped
from codebooks.teaching import with_teaching
from coding.coder.direction.compass import signposts_of
from coding.coder.primer.primer import (
    primer_arrays,
    primer_name,
    sureness_arrays,
    sureness_name,
)
from coding.coder.sentences.codebook_sentences import sentences_of
from coding.embedding.encoders.load import both_models
from coding.embedding.kept_arrays import SHIPPED_ARRAYS, SUFFIX, Arrays, write_arrays
from coding.embedding.vectors import VectorCache


def shipped_codebook() -> Codebook:
    """The codebook that ships, with its teaching set."""
    return with_teaching(loads(shipped(), where="coproduction.yaml"), None)


def texts_to_ship(codebook: Codebook) -> list[str]:
    """All that the coder reads of a codebook, whatever the corpus: each text once."""
    said = [sentence.text for sentence in sentences_of(codebook.codes)]
    taught = [text.text for text in codebook.taught]
    return list(dict.fromkeys([*taught, *said, *signposts_of(codebook.codes).texts]))


def arrays_to_ship(codebook: Codebook, cache: VectorCache) -> dict[str, Arrays]:
    """What the codebook's teaching set teaches for the model of `cache`, by the names it is kept under."""
    key, (codes, taught) = cache.model.key, (codebook.codes, codebook.taught)
    return {
        primer_name(codes, taught, key): primer_arrays(codes, taught, cache),
        sureness_name(codes, taught, key): sureness_arrays(codes, taught, cache),
    }


def make_shipped(folder: Path, cache: VectorCache) -> None:
    """Put into `folder` what is to ship for the models of `cache`, in the place of what was there."""
    book = shipped_codebook()
    for old in folder.glob(f"*{SUFFIX}"):
        old.unlink()
    cache.ship(texts_to_ship(book), folder)
    for one in (cache, cache.first):
        for name, arrays in arrays_to_ship(book, one).items():
            write_arrays(folder / f"{name}{SUFFIX}", arrays, mode=None)


if __name__ == "__main__":
    make_shipped(SHIPPED_ARRAYS, VectorCache(None, both_models(), shipped=None))
