"""An invented evaluation for the tests of publication: nobody in it exists."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import cycle
from typing import Any

import pandas as pd

from codebooks.codebook import Code, Codebook, Example, Theme
from coding.findings.publication import About, Frames, Publication, publish

EXCERPT_COLUMNS = [
    "excerpt_id", "transcript_id", "source", "kind", "wave", "participant", "pseudonym", "group",
    "start", "end", "seconds", "text", "context", "words", "second_hand", "may_quote",
]  # fmt: skip
SUGGESTION_COLUMNS = [
    "excerpt_id", "code_id", "probability", "direction", "phrase_start", "phrase_end", "nearest",
    "nearest_similarity", "codebook_version", "codebook_hash", "coder",
]  # fmt: skip
PROPOSAL_COLUMNS = [
    "proposal_id", "name", "words", "excerpts", "quotes", "participants", "groups", "waves",
    "nearest_code", "nearest_similarity", "stability",
]  # fmt: skip
FILE_COLUMNS = [
    "source", "outcome", "reason", "transcript_id", "kind", "wave", "turns", "speakers", "words",
    "excerpts", "left_out", "doubts",
]  # fmt: skip

GROUPS = ("people who use services", "unpaid carers", "staff", "facilitators")
WAVES = ("spring 2025", "autumn 2025")


def code(id: str, name: str, definition: str, *examples: str) -> Code:
    return Code(id, name, definition, examples=tuple(Example(text) for text in examples))


CODEBOOK = Codebook(
    title="Co-production",
    version="1.2",
    hash="9f31c2ab77d04e5a",
    themes=(
        Theme(
            "felt-heard",
            "Felt heard",
            "Whether people could say what they meant and were taken seriously.",
            (
                code(
                    "voice",
                    "Voice",
                    "People could say freely what they thought, or held back.",
                    "I could say what I wanted to say.",
                ),
                code(
                    "attention",
                    "Attention",
                    "Others listened to what a person said, or did not.",
                    "They really listened when I spoke.",
                ),
                code(
                    "influence",
                    "Influence",
                    "A view changed a decision, or did not.",
                    "They changed the form because of what we said.",
                ),
                code(
                    "tokenism",
                    "Tokenism",
                    "Views were asked for and then not considered.",
                    "It had all been decided before we got there.",
                ),
            ),
        ),
        Theme(
            "valued",
            "Valued",
            "Whether what people brought counted and gave something back.",
            (
                code(
                    "contribution",
                    "Worth of contribution",
                    "What a person brought was treated as worth having.",
                    "They said my experience was as good as any report.",
                ),
                code(
                    "reciprocity",
                    "Reciprocity",
                    "People got something back for what they put in, or did not.",
                    "I learned so much from doing it.",
                ),
            ),
        ),
        Theme(
            "accessibility",
            "Accessibility",
            "Whether everyone could take part in the way that suits them.",
            (
                code(
                    "information",
                    "Information",
                    "Papers and messages were clear and came in time, or did not.",
                    "The papers came the night before.",
                ),
                code(
                    "place",
                    "Place and travel",
                    "People could get to the place and into it, or could not.",
                    "There is no bus to that building.",
                ),
                code(
                    "digital",
                    "Digital",
                    "People could take part online, or could not.",
                    "The link never worked on my phone.",
                ),
            ),
        ),
        Theme(
            "change",
            "Service change",
            "What changed in the service, and whether the work together is said to be why.",
            (
                code(
                    "reported-change",
                    "Reported change",
                    "Something in the service is different now.",
                    "The waiting room has a quiet corner now.",
                ),
                code(
                    "job-satisfaction",
                    "Job satisfaction",
                    "Staff like their work more, or less, because of the work together.",
                    "I enjoy my job again.",
                ),
            ),
        ),
    ),
)

# (code, direction, probability, what is said): the phrase that weighed most stands in asterisks.
SAID: tuple[tuple[str, str, float, str], ...] = (
    ("voice", "positive", 0.81, "Er, I suppose the thing is, *I could say it the way I say it at home*. Nobody tidied my words up for me afterwards."),
    ("attention", "positive", 0.77, "She put her pen down and *she actually listened to the whole of it*, which, you know, does not happen to me much."),
    ("attention", "negative", 0.74, "He was *looking at his phone the whole time I was talking*. So in the end I just stopped, really."),
    ("influence", "positive", 0.79, "We said the letter frightened people and *by the next month they had rewritten it*, the whole first page, and it had our sentence in it."),
    ("influence", "negative", 0.69, "We gave them a list of six things. Six. And *not one of those six went anywhere* as far as I can tell."),
    ("tokenism", "negative", 0.83, "I felt they needed a carer for the photograph. *It had all been decided before we sat down*, you could see it on the slides."),
    ("voice", "negative", 0.63, "There were nine professionals and me. I had it written on a card and *I could not get it out of my mouth*."),
    ("contribution", "positive", 0.72, "They *treated what I know about the ward as knowledge*, not as a sad story. That was new."),
    ("contribution", "negative", 0.58, "They thanked me for my courage. I did not come to be brave, *I came to help with the rota* and nobody asked me about it."),
    ("reciprocity", "positive", 0.66, "I have *come away with a bit more confidence*, honestly. I chaired the last one."),
    ("reciprocity", "negative", 0.71, "Everyone round that table was on a salary except us. *I was out of pocket by the end of it*."),
    ("information", "negative", 0.85, "*Forty pages, the night before*, in that tiny print. I read the first two and then the baby woke up."),
    ("information", "positive", 0.68, "The easy read came a week early and *somebody rang to go through it with me*, so I knew what I was voting for."),
    ("place", "negative", 0.80, "It is two buses and then a hill. With the chair *I was worn out before we had started*."),
    ("digital", "negative", 0.76, "The link would not open on my phone, so *I missed the one meeting I wanted to be at*."),
    ("digital", "positive", 0.61, "Being able to *join from the kitchen with the camera off* is the only reason I managed it."),
    ("reported-change", "positive", 0.73, "There is *a quiet corner in the waiting room now*, and that was ours, that came from the carers."),
    ("reported-change", "negative", 0.60, "Ask me what is different on the ward and *I could not name you a single thing*."),
    ("influence", "mixed", 0.57, "They changed the opening hours, yes. *But the crisis line, which is what we asked for*, they left as it was."),
    ("voice", "neutral", 0.52, "We went round the table and *each person had a turn to speak*, about five minutes each."),
)  # fmt: skip
OPENINGS = ("", "Well. ", "To be fair, right. ", "I have thought about this. ", "Hm. ", "OK, so. ")
PARKING = (
    "The parking is the thing. You pay for three hours and the meeting runs to four.",
    "I left early because of the parking meter, and that was the bit about the budget.",
    "Nobody thinks about parking, do they, and it is twelve pounds now.",
)
ASIDES = (
    "My sister moved to the coast in June, and the dog hates it there.",
    "Yes, definitely.",
    "It was raining, I remember that much.",
)


def excerpt(text: str, **given: Any) -> dict[str, Any]:
    """A row of the excerpts frame; what is not given is believable."""
    start = given.get("start", 0)
    row: dict[str, Any] = {
        "transcript_id": "t", "source": "interview.docx", "kind": "interview", "wave": WAVES[0],
        "participant": "p1", "pseudonym": "[carer 1]", "group": "unpaid carers", "start": start,
        "end": start + len(text), "seconds": None, "text": text, "context": "",
        "words": len(text.split()), "second_hand": False, "may_quote": True,
    }  # fmt: skip
    row.update(given)
    seed = f"{row['source']}:{start}:{text}".encode("utf-8", "surrogatepass")
    return {"excerpt_id": sha256(seed).hexdigest()[:16], **row}


def suggestion(row: dict[str, Any], code_id: str, **given: Any) -> dict[str, Any]:
    """A row of the suggestions frame for an excerpt; the phrase is its first words."""
    return {
        "excerpt_id": row["excerpt_id"], "code_id": code_id, "probability": 0.7,
        "direction": "positive", "phrase_start": 0, "phrase_end": min(12, len(row["text"])),
        "nearest": "I could say what I wanted to say.", "nearest_similarity": 0.55,
        "codebook_version": "1.2", "codebook_hash": "9f31", "coder": "hybrid 1", **given,
    }  # fmt: skip


def file(source: str, outcome: str = "read", reason: str = "", **given: Any) -> dict[str, Any]:
    read = outcome == "read"
    return {
        "source": source, "outcome": outcome, "reason": reason, "transcript_id": "t" * read,
        "kind": "interview" if read else "", "wave": WAVES[0] if read else "", "turns": 24 * read,
        "speakers": 2 * read, "words": 1_150 * read, "excerpts": 18 * read, "left_out": "", "doubts": "",
        **given,
    }  # fmt: skip


def frames(
    excerpts: Sequence[dict[str, Any]] = (),
    suggestions: Sequence[dict[str, Any]] = (),
    proposals: Sequence[dict[str, Any]] = (),
    files: Sequence[dict[str, Any]] = (),
) -> Frames:
    return Frames(
        pd.DataFrame(list(excerpts), columns=EXCERPT_COLUMNS),
        pd.DataFrame(list(suggestions), columns=SUGGESTION_COLUMNS),
        pd.DataFrame(list(proposals), columns=PROPOSAL_COLUMNS),
        pd.DataFrame(list(files), columns=FILE_COLUMNS),
    )


def about(**given: Any) -> About:
    return About(
        **{
            "title": "Making the crisis service together",
            "prepared": date(2026, 1, 12),
            "groups": GROUPS,
            "waves": WAVES,
            "program": "felt-heard 0.1.0",
            "model": "all-MiniLM-L6-v2 (53aa51172d14)",
            "coder": "hybrid 1",
            **given,
        }
    )


def published(material: Frames, **given: Any) -> Publication:
    return publish(material, CODEBOOK, about(**given))


# (pseudonym's word, group, how many, waves each took part in)
PEOPLE = (
    ("person", GROUPS[0], 8, WAVES),
    ("carer", GROUPS[1], 7, WAVES),
    ("staff member", GROUPS[2], 5, WAVES[:1]),
)
COMMON = (0, 1, 3, 5, 11, 13)
"""What most people say in some way: without it every count would be of a few."""


def evaluation() -> Frames:
    """20 people, two waves, three sets of meeting notes, a focus group, two files not read."""
    rows: list[dict[str, Any]] = []
    suggested: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    turns = cycle(range(len(SAID)))
    for word, group, number, waves in PEOPLE:
        for n in range(1, number + 1):
            for wave in waves[: 1 + n % 2]:
                source = f"{wave}/{word.replace(' ', '-')}-{n:02}.docx"
                files.append(file(source, wave=wave))
                said = sorted({next(turns), next(turns), next(turns), *COMMON[n % 2 :: 2]})
                for place, which in enumerate(said):
                    _say(rows, suggested, which, place, source=source, wave=wave, group=group,
                         participant=f"{word}-{n}", pseudonym=f"[{word} {n}]",
                         may_quote=n % 4 != 0, seconds=61.0 * place + n)  # fmt: skip
                text = (*ASIDES, *PARKING)[n % 6]
                asked = "Did you feel welcome there?" if text == "Yes, definitely." else ""
                rows.append(excerpt(text, start=9_000, source=source, wave=wave, group=group,
                                    participant=f"{word}-{n}", pseudonym=f"[{word} {n}]",
                                    context=asked, may_quote=n % 4 != 0))  # fmt: skip
    for n, which in enumerate((3, 4, 12, 16, 18)):
        source = f"{WAVES[n % 2]}/steering-group-{n}.docx"
        files.append(file(source, kind="meeting notes", wave=WAVES[n % 2], left_out="1 comment"))
        _say(rows, suggested, which, 0, source=source, kind="meeting notes", wave=WAVES[n % 2],
             participant="", pseudonym="", group="", second_hand=True)  # fmt: skip
    files += [
        file("autumn 2025/scan.docx", "refused", "This is not really a Word file, or it is damaged. "
             "Open it in the program that made it and save it again."),
        file("autumn 2025/untitled.txt", "empty", "The file is empty. Export the transcript again."),
    ]  # fmt: skip
    return frames(rows, suggested, [_parking(rows)], files)


def _say(
    rows: list[dict[str, Any]],
    suggested: list[dict[str, Any]],
    which: int,
    place: int,
    **given: Any,
) -> None:
    code_id, direction, probability, told = SAID[which]
    marked = OPENINGS[len(rows) % len(OPENINGS)] + told
    start, end = marked.index("*"), marked.rindex("*") - 1
    row = excerpt(marked.replace("*", ""), start=300 * place, **given)
    rows.append(row)
    nearest = CODEBOOK.code(code_id).examples[0].text
    suggested.append(
        suggestion(row, code_id, direction=direction, phrase_start=start, phrase_end=end,
                   probability=probability, nearest=nearest, nearest_similarity=0.61)
    )  # fmt: skip


def _parking(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ids = [row["excerpt_id"] for row in rows if row["text"] in PARKING]
    return {
        "proposal_id": "n1", "name": "parking, meter", "words": "parking, meter, pounds, pay",
        "excerpts": ids, "quotes": ids[:6], "participants": len(ids), "groups": "", "waves": "",
        "nearest_code": "place", "nearest_similarity": 0.41, "stability": 0.8,
    }  # fmt: skip
