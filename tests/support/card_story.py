"""An invented evaluation to print cards from: who may be quoted, who not, and what is suggested."""

from pathlib import Path

from hub import hub, suggest

from coding import Evaluation
from coding.cards.drawing import Dealt, WantedCards, draw_cards

AT, LATER = "2026-05-05T10:00:00+00:00", "2026-05-06T10:00:00+00:00"
THEME = "felt-heard"
SUBJECTS = "letters garden kitchen minutes lift bus tea chairs phone forms rota paint".split()


def _talk() -> str:
    """Twelve answers each of Ned, who may be quoted, and of Ada, who may not, and three of Zeb."""
    turns = []
    for number, subject in enumerate(SUBJECTS):
        turns.append(
            f"Ned Barrow: About the {subject} they asked me what I thought, and they wrote it all down."
        )
        turns.append(
            f"Ada Quill: Of the {subject} I said a good deal and nobody answered me at all."
        )
        if number % 4 == 0:
            turns.append(
                f"Zeb Moss: Whatever I say of the {subject} is to stay in this room with us."
            )
    return "\n\n".join(["Interviewer: How was it for you?", *turns, "Ned Barrow: NA"]) + "\n"


def card_evaluation(folder: Path) -> Evaluation:
    """Four of Ned's and four of Ada's excerpts are likely for being heard; one of Ned's for travel."""
    made = hub(folder / "cards", _talk())
    ned, ada = excerpts_of(made, "P1"), excerpts_of(made, "P2")
    suggest(
        made,
        *((id, "attention", "positive", 0.9 - place / 100) for place, id in enumerate(ned[:3])),
        (ned[3], "voice", "positive", 0.6),
        *((id, "attention", "negative", 0.95) for id in ada[:4]),
        (ned[4], "place-and-travel", "negative", 0.9),
    )
    return made


def excerpts_of(evaluation: Evaluation, participant: str) -> list[str]:
    """The ids of somebody's excerpts, in the order of what they said."""
    frame = evaluation.excerpts()
    return list(frame[frame["participant"] == participant]["excerpt_id"])


def drawn(evaluation: Evaluation, count: int = 6, **more: int) -> Dealt:
    """Cards of the theme, drawn anew."""
    return draw_cards(evaluation, WantedCards(THEME, count, **more), AT)
