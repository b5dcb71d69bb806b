"""How each speaker of a transcript talks: how much, how often they ask, how they lead.

After the signs by which Bristlenose tells an interviewer: question rate, phrases of facilitation,
who opens, who talks less.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.transcript import Transcript

PHRASES = (
    r"(?:can|could|would|will) you (?:tell|describe|say|explain|walk|talk|share|give|elaborate)",
    r"tell (?:me|us) (?:a bit |a little |more |something )?(?:more )?about",
    r"how (?:did|do|does|would|was|were) (?:that|it|this|you)\b",
    r"what (?:was|is) it like",
    r"thank(?:s| you)(?: so much| very much)? for (?:joining|coming|taking|agreeing|being here)",
    r"(?:next|last|final|first|another|my) question",
    r"(?:shall we|let'?s) (?:start|begin|move|go round|hear)",
    r"move on to\b",
    r"who (?:wants|would like) to",
    r"is there anything (?:else|you)",
    r"anything (?:else )?(?:you'?d like )?to add",
    r"happy for me to record",
    r"I'?(?:m| am) (?:going to|gonna) ask",
    r"what do you think",
    r"why do you (?:think|say)",
    r"in what way\b",
)
LEADS = re.compile(rf"\b(?:{'|'.join(PHRASES)})", re.IGNORECASE)
LONGEST_LOOKED_AT = 2_000
ENDING = 40
ASKS = 2.0
"""The points from which somebody is taken to be the one who asks."""
FEWEST_TURNS, MOST_OF_WHAT_IS_ASKED = 3, 0.5


@dataclass(frozen=True, slots=True)
class Talk:
    """What one speaker's turns show. Rates and shares are from 0 to 1.

    `asking` is the share of their turns that end with a question, `asked` their share of all that is
    asked.
    """

    turns: int
    words: int
    asking: float
    asked: float
    leading: float
    opens: bool
    share: float
    even_share: float
    first_words: str

    @property
    def points(self) -> float:
        """How much speaks for their being the one who asks."""
        points = 0.0
        if self.turns >= FEWEST_TURNS and self.asked >= MOST_OF_WHAT_IS_ASKED:
            points += 1.0 if self.asking >= 0.25 else 0.0
            points += 1.0 if self.asking >= 0.5 else 0.0
            points += 1.0 if self.leading >= 0.1 else 0.0
        points += 0.5 if self.opens else 0.0
        points += 0.5 if self.share < 0.8 * self.even_share else 0.0
        # Who asks seldom says the most by far.
        return points - (1.0 if self.share > 1.5 * self.even_share else 0.0)

    @property
    def why(self) -> str:
        """The evidence in words."""
        said = [f"{self.asking:.0%} of their turns end with a question"]
        if self.leading >= 0.1:
            said.append("they use phrases of someone who leads a conversation")
        if self.opens:
            said.append("they speak first")
        if self.share < 0.8 * self.even_share:
            said.append("they say less than the others")
        return ", ".join(said)


def talk_of(transcript: Transcript) -> dict[str, Talk]:
    """How each labelled speaker talks."""
    said: dict[str, list[str]] = {}
    for turn in transcript.turns:
        if turn.speaker is not None:
            said.setdefault(turn.speaker, []).append(transcript.said(turn))
    words = {label: sum(len(text.split()) for text in texts) for label, texts in said.items()}
    questions = {label: sum(map(_asks, texts)) for label, texts in said.items()}
    all_words, all_questions = max(1, sum(words.values())), max(1, sum(questions.values()))
    first = next(iter(said), None)
    return {
        label: Talk(
            turns=len(texts),
            words=words[label],
            asking=questions[label] / _spoken(texts),
            asked=questions[label] / all_questions,
            leading=sum(_leads(text) for text in texts) / _spoken(texts),
            opens=label == first,
            share=words[label] / all_words,
            even_share=1 / len(said),
            first_words=texts[0][:200],
        )
        for label, texts in said.items()
    }


def _spoken(texts: Sequence[str]) -> int:
    """How many turns hold words; at least one, to divide by."""
    return max(1, sum(bool(text.strip()) for text in texts))


def _asks(text: str) -> bool:
    """Whether the turn ends by asking: a long answer may hold a question that it answers itself."""
    return "?" in text.rstrip()[-ENDING:]


def _leads(text: str) -> bool:
    return LEADS.search(text[:LONGEST_LOOKED_AT]) is not None
