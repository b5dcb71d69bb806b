"""What a teaching set teaches: held back by writer, calibrated, kept byte for byte."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fake_words import Words, code

from codebooks.codebook import Direction, TeachingText
from coding.coder.primer import calibrated
from coding.coder.primer.calibrated import held_back_scores, sureness_of
from coding.coder.primer.kernel import Kernel, fitted
from coding.coder.primer.leaning import leaning_of
from coding.coder.primer.lessons import ALWAYS, PARTS, parts_of, primer_rows
from coding.coder.primer.primer import primer_of
from coding.embedding.vectors import VectorCache

CODES = (code("Voice", "They listened to us"), code("Food", "The soup was lovely"))


def taught(text: str, carries: str = "", way: Direction = "positive", by: str = "") -> TeachingText:
    return TeachingText(text, ((carries, way),) if carries else (), writer=by)


STARTS: tuple[tuple[str, str, Direction], ...] = (
    ("they listened gladly", "voice", "positive"),
    ("nobody listened sadly", "voice", "negative"),
    ("soup gladly eaten", "food", "positive"),
    ("the bus was late", "", "positive"),
)
WRITTEN = tuple(
    taught(f"{start} {by} {n}", carries, way, by)
    for by in ("AB", "CD")
    for n in range(6)
    for start, carries, way in STARTS
)


def parts(*writers: str) -> list[int]:
    texts = [TeachingText(f"text {n}", writer=who) for n, who in enumerate(writers)]
    return [int(part) for part in parts_of(texts)]


def test_texts_are_held_back_with_their_writer() -> None:
    assert parts(*["CD"] * 3, *["AB"] * 3) == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("writers", [[], ["AB"] * 40, [""] * 40])
def test_of_one_writer_or_none_parts_are_drawn_by_words(writers: list[str]) -> None:
    drawn = parts(*writers)
    assert set(drawn) == (set(range(PARTS)) if writers else set())
    assert drawn == parts(*writers)


def test_a_writer_of_very_little_is_no_part_of_their_own() -> None:
    assert set(parts(*["AB"] * 20, *["CD"] * 20, "EF")) == {0, 1}


def test_the_codebook_itself_is_never_held_back() -> None:
    rows = primer_rows(CODES, [*WRITTEN, taught("Of another codebook", "gone")])
    count = len(WRITTEN) + 1
    assert set(rows.part[count:]) == {ALWAYS} and ALWAYS not in rows.part[:count]
    assert rows.targets[:4].tolist() == [[1, 0], [1, 0], [0, 1], [0, 0]]
    assert rows.targets[count - 1].tolist() == [0, 0]


def test_held_back_scores_come_from_kernels_that_have_not_seen_the_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache, rows = VectorCache(None, Words()), primer_rows(CODES, WRITTEN)
    matrix = cache.embed(rows.texts).matrix
    learned: list[set[str]] = []
    by_vector = {vector.tobytes(): text for vector, text in zip(matrix, rows.texts, strict=True)}

    def watched(vectors: np.ndarray, targets: np.ndarray, centre: np.ndarray) -> Kernel:
        learned.append({by_vector[vector.tobytes()] for vector in vectors})
        return fitted(vectors, targets, centre)

    monkeypatch.setattr(calibrated, "fitted", watched)
    held = held_back_scores(rows, cache, matrix.mean(axis=0, dtype=np.float64))
    scores, carried = held.scores, held.carried
    own = [{text.text for text in WRITTEN if text.writer == who} for who in ("AB", "CD")]
    assert [bool(seen & held) for seen, held in zip(learned, own, strict=True)] == [False, False]
    assert [bool(seen & held) for seen, held in zip(learned, own[::-1], strict=True)] == [True] * 2
    assert scores.shape == carried.shape == (len(WRITTEN), 2)
    assert all(
        scores[carried[:, at] == 1, at].min() > scores[carried[:, at] == 0, at].mean()
        for at in (0, 1)
    )


def made_up(codes: int = 4, texts: int = 3_000) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and texts that carry a code with the chance that a known curve gives each score."""
    drawn = np.random.default_rng(5)
    scores = drawn.uniform(-0.2, 0.8, (texts, codes))
    chance = 1 / (1 + np.exp(3 - 8 * scores))
    return scores, (drawn.random(scores.shape) < chance).astype(float)


def test_a_higher_score_is_never_worth_less() -> None:
    scores, carried = made_up()
    rising = np.repeat(np.linspace(-1, 2, 200)[:, None], 4, axis=1)
    for truth in (carried, 1 - carried, np.zeros_like(carried), np.ones_like(carried)):
        assert (np.diff(sureness_of(scores, truth).log_odds(rising), axis=0) > 0).all()


def test_before_it_is_fitted_to_real_talk_sureness_is_calibrated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calibrated, "REAL_TALK", 1.0)
    scores, carried = made_up()
    stated = 1 / (1 + np.exp(-sureness_of(scores, carried).log_odds(scores)))
    for low in (0.0, 0.25, 0.5, 0.75):
        inside = (stated >= low) & (stated < low + 0.25)
        assert carried[inside].mean() == pytest.approx(stated[inside].mean(), abs=0.03)


def test_what_is_written_to_teach_counts_for_less_where_it_is_sure() -> None:
    scores, carried = made_up()
    sure = sureness_of(scores, carried)
    plain = sure.offset + sure.slope * scores + sure.bend * np.maximum(scores - calibrated.HINGE, 0)
    above = plain > 0.5
    assert (sure.log_odds(scores)[above] < plain[above]).all()


def side(texts: Sequence[str], ways: Sequence[TeachingText] = WRITTEN) -> list[bool]:
    """Whether texts point to the positive side for the first code."""
    cache = VectorCache(None, Words())
    matrix = cache.embed([text.text for text in ways]).matrix.astype(np.float64)
    leaning = leaning_of(CODES, ways, matrix)
    centred = cache.embed(list(texts)).matrix.astype(np.float64)
    rows = np.arange(len(texts))
    return [bool(value > 0) for value in leaning.of_pairs(centred, rows, np.zeros_like(rows))]


def test_leaning_learns_a_side() -> None:
    assert side(["they listened gladly", "nobody listened sadly"]) == [True, False]


def test_without_a_side_to_learn_there_is_no_leaning() -> None:
    leaning = leaning_of(CODES, [taught("words", "voice", "neutral")], np.ones((1, 3)))
    assert leaning.of_pairs(np.ones((1, 3)), np.array([0]), np.array([1])).tolist() == [0]


def test_without_a_teaching_set_there_is_no_primer() -> None:
    assert primer_of(CODES, (), VectorCache(None, Words())) is None


def arrays(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("primer-*")}


def test_a_primer_is_kept_and_read_again_byte_for_byte(tmp_path: Path) -> None:
    made = primer_of(CODES, WRITTEN, VectorCache(tmp_path, Words()))
    kept, again = arrays(tmp_path), Words()
    read = primer_of(CODES, WRITTEN, VectorCache(tmp_path, again))
    assert made and read and len(kept) == 1 and again.asked == []
    scores = np.linspace(-1, 1, 8).reshape(4, 2)
    assert read.log_odds(scores).tobytes() == made.log_odds(scores).tobytes()
    for name in ("centre", "anchors", "weights", "line"):
        assert getattr(read.kernel, name).tobytes() == getattr(made.kernel, name).tobytes()
    assert read.leaning.own.tobytes() == made.leaning.own.tobytes()
    assert arrays(tmp_path) == kept


def test_a_damaged_primer_is_made_anew(tmp_path: Path) -> None:
    primer_of(CODES, WRITTEN, VectorCache(tmp_path, Words()))
    kept = arrays(tmp_path)
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content[:100] + b"?" + content[101:])
    assert primer_of(CODES, WRITTEN, VectorCache(tmp_path, Words()))
    assert arrays(tmp_path) == kept


def test_another_teaching_set_has_a_primer_of_its_own(tmp_path: Path) -> None:
    for texts in (WRITTEN, WRITTEN[:-4], tuple(reversed(WRITTEN))):
        primer_of(CODES, texts, VectorCache(tmp_path, Words()))
    assert len(arrays(tmp_path)) == 3
