"""Annotation tiers, as ELAN and Praat keep them: which are speech, and whose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.formats.lines.draft import Draft
from corpora.formats.lines.label_names import normal, shape
from corpora.formats.lines.label_words import words
from corpora.formats.timed.captions import Said, draft
from corpora.text import tidy
from corpora.transcript import WITHDRAWN

# Names of tiers that say what is in them and not who speaks.
CONTENTS = words(
    "word words phrase phrases phone phones phoneme phonemes segment segments syllable syllables",
    "utterance utterances sentence sentences transcript transcription transcriptions text speech",
    "orthography ort silence silences vad notes note comment comments gesture gestures gloss",
    "translation default tier turn turns speaker speakers topic topics code codes label labels",
    "intervals interval points point tones break misc events event audio vowel vowels pitch",
)
ABOUT_SPEECH = words("notes note comment comments gesture gestures gloss translation topic codes")
WORDS_AN_UTTERANCE = 1.3
FEW = 4


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: its name, whom it names as speaking (if it does), its texts with their starts."""

    name: str
    speaker: str | None
    texts: tuple[tuple[float | None, str], ...]


def draft_of_tiers(tiers: Sequence[Tier]) -> Draft:
    """The blocks of the tiers that hold utterances, in the order of time.

    Tiers of single words or sounds, and tiers that repeat another's words, are left out.
    """
    filled = [tier for tier in tiers if any(text.strip() for _, text in tier.texts)]
    spoken = list(_spoken(filled))
    left_out = {"tiers of words, sounds or notes": len(filled) - len(spoken)}
    pieces = [
        (seconds, order, Said(text, _speaker(tier, spoken), seconds))
        for order, tier in enumerate(spoken)
        for seconds, text in tier.texts
        if text.strip()
    ]
    if all(seconds is not None for seconds, _, _ in pieces):
        pieces.sort(key=lambda piece: (piece[0] or 0.0, piece[1]))
    return draft((said for _, _, said in pieces), left_out)


def _spoken(tiers: Sequence[Tier]) -> Iterator[Tier]:
    wordy = [tier for tier in tiers if _words_each(tier) >= WORDS_AN_UTTERANCE]
    said: set[tuple[str, ...]] = set()
    for tier in wordy or tiers:
        content = tuple(tidy(" ".join(text for _, text in tier.texts)).casefold().split())
        if content not in said and not (len(wordy) > 1 and _is_about_speech(tier)):
            said.add(content)
            yield tier


def _is_about_speech(tier: Tier) -> bool:
    return tier.speaker is None and tier.name.casefold() in ABOUT_SPEECH


def _words_each(tier: Tier) -> float:
    texts = [text for _, text in tier.texts if text.strip()]
    if texts and all(text.strip() == WITHDRAWN for text in texts):
        return WORDS_AN_UTTERANCE
    # A short tier of one-word answers is speech; a long one is a list of words.
    if len(texts) <= FEW and tier.speaker is not None:
        return WORDS_AN_UTTERANCE
    return sum(len(text.split()) for text in texts) / max(1, len(texts))


def _content_name(name: str) -> bool:
    return any(word.strip("0123456789_-.").casefold() in CONTENTS for word in name.split())


def _speaker(tier: Tier, spoken: Iterable[Tier]) -> str | None:
    """Whom the tier names; its own name where that is no name of a content."""
    if tier.speaker:
        return normal(tier.speaker) or None
    names = Counter(other.name for other in spoken)
    name = normal(tier.name)
    if names[tier.name] > 1 or not name or _content_name(name) or shape(name) == "no":
        return None
    return name
