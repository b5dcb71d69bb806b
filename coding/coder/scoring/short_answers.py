"""Short answers and the questions they answer: "Yes, definitely." alone says little.

The question counts only where the text is an answer to it, and for less than the words of a
participant: "Did you feel listened to?" alone is never evidence of feeling heard.
"""

import re
from collections.abc import Sequence

ANSWER_WORDS = 8
WORD = re.compile(r"\w+")
ANSWER = re.compile(
    r"(?:oh|well|um|er|hmm|mm)?[\s,.…-]*"
    r"(?:yes|yeah|yep|no|nope|not|never|definitely|absolutely|always|sometimes|totally|very|"
    r"of course|sort of|kind of|a bit|i do|i did|i didn|i don|it did|it was|they did)\b",
    re.IGNORECASE,
)


def is_answer(text: str) -> bool:
    """Whether `text` is a short answer that leans on its question."""
    return bool(ANSWER.match(text.strip())) and len(WORD.findall(text)) <= ANSWER_WORDS


def questions_of(texts: Sequence[str], contexts: Sequence[str | None] | None) -> list[str | None]:
    """For each text the question that counts for it; None for most."""
    if contexts is None:
        return [None] * len(texts)
    return [
        context if context and is_answer(text) and not is_answer(context) else None
        for text, context in zip(texts, contexts, strict=True)
    ]
