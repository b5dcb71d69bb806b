"""What an open question asks for: what went well, or what could be better.

"What could we do better?" is answered with complaints and wishes, however kindly they are put, and
"The chairs." after it means something else than after "What was good?". An answer that there is
nothing ("No complaints.", "Can't think of anything.") points the other way. A question that can be
answered with yes or no asks for neither.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# In units of tone, where 1 is clearly so. Flat from 0.4 to 0.8.
ASKED = 0.5

# Words that say what is asked for, in a question that asks what, how, which ... or to describe.
_OPEN = re.compile(
    r"\b(?:what|how|which|where|why|when|who|anything|any|things?|areas?|ways?|describe|tell|list)\b"
)
_MIGHT = re.compile(r"\b(?:could|can|should|would|might|need(?:s|ed)?)\b")
_IMPROVE = re.compile(r"\b(?:better|improv\w+|chang(?:e|es|ed|ing)|different(?:ly)?|more|less)\b")
_WRONG = re.compile(
    r"\b(?:wrong|bad(?:ly)?|worse|worst|least|difficult\w*|hard(?:er|est)?|problems?|barriers?"
    r"|concerns?|challeng\w+|dissatisf\w+|disappoint\w+|frustrat\w+|dislike\w*|missing"
    r"|improvements?|(?:not|\w+n't) (?:so |very )?(?:good|well|work|like|enjoy|help)\w*"
    r"(?: (?:so |as |very )?(?:well|much))?)\b"
)
_WELL = re.compile(
    r"\b(?:good|well|best|most helpful|helped|worked|positives?|satisf\w+|proud\w*|enjoy\w*"
    r"|(?:did|do|does|you|they|people) (?:really )?(?:like|love|value)|liked|loved|valued)\b"
)
_HOW_WELL = re.compile(r"\bhow (?:well|good|satisfied|helpful|hard|difficult|bad)\b")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")

# An answer that begins by saying that there is nothing; "Nothing changed" says what happened.
_END = r"\W*(?:$|[.,;:!?()\n–—-])"
_NONE = re.compile(
    r"\W*(?:(?:nothing|none)\b(?!\W+(?:is|was|were|has|had|have|ever|seem|seems|seemed|changed"
    r"|happened|came|got|works|worked|gets|goes|went)\b)"
    r"|(?:no|nope|nil|n/?a|not really|not sure)(?="
    + _END
    + r"|\W+(?:all|everything|i|it|we|just)\b)"
    r"|no (?:complaints?|problems?|issues?|improvements?|concerns?|changes?|suggestions?|comments?"
    r"|need)\b"
    r"|(?:i |we )?(?:can'?t|cannot|couldn'?t|could not|don'?t|do not) (?:really )?"
    r"(?:think|fault|know)\b)",
    re.IGNORECASE,
)


def asked_for(question: str) -> int:
    """1 where `question` asks for what went well, -1 for what could be better, 0 for neither."""
    last = _SENTENCE.split(lowered(question).strip())[-1]
    if not _OPEN.search(last) or _HOW_WELL.search(last):
        return 0
    if (might := _MIGHT.search(last)) and _IMPROVE.search(last, might.end()):
        return -1
    # "not good" and "did not work" hold words of both.
    wrong = bool(_WRONG.search(last))
    well = bool(_WELL.search(_WRONG.sub(" ", last))) and not might
    return int(well) - int(wrong)


def says_none(answer: str) -> bool:
    """Whether `answer` begins by saying that there is nothing of what was asked for."""
    return _NONE.match(lowered(answer)) is not None


def after_none(clause: str) -> str:
    """`clause`, in lower case, without a "nothing" or the like with which it begins."""
    found = _NONE.match(clause)
    return clause[found.end() :] if found else clause


def leaning_of_question(question: str, answer: str) -> int:
    """Which way the question makes the answer point: 1 up, -1 down, 0 neither."""
    side = asked_for(question)
    return -side if side and says_none(answer) else side


def asked(questions: Sequence[str], answers: Sequence[str]) -> NDArray[np.float64]:
    """What to add (n,) to the tone of each answer for the question before it ("" for none)."""
    pairs = zip(questions, answers, strict=True)
    return ASKED * np.array(
        [leaning_of_question(question, answer) for question, answer in pairs], dtype=float
    )


def lowered(text: str) -> str:
    """`text` in lower case, with one kind of apostrophe."""
    return text.lower().replace("’", "'")
