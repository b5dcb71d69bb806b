"""*Simpler words*, on every page: the pages' own words, never those that people said or wrote.

What people wrote stands in elements that keep it apart (`<bdi>`, quotes, fields, `dir="auto"`): it
stays as it is. In lists to choose from and in titles, where both stand, only a whole term is put
simpler.
"""

import re

# The longest first: each is looked for as whole words, and keeps a capital letter.
TERMS: dict[str, str] = {
    "each with the direction it has": "each as good or bad as it stands",
    "direction not sure": "not sure if it is good or bad",
    "on the direction": "on good or bad",
    "another direction": "not the same about good or bad",
    "which direction": "good or bad",
    "a direction": "good or bad",
    "direction": "good or bad",
    "directions": "good or bad",
    "to code": "to mark",
    "people must code": "people must mark",
    "code by hand": "mark by hand",
    "code this": "mark this",
    "code these": "mark these",
    "code the": "mark the",
    "code it": "mark it",
    "code blind": "mark without seeing what others say",
    "coded blind": "marked without seeing what others say",
    "blind": "without seeing what others say",
    "codebook": "list of topics",
    "code": "topic",
    "codes": "topics",
    "coded": "marked",
    "coding": "mark",
    "codings": "marks",
    "an excerpt": "a piece",
    "excerpt": "piece",
    "excerpts": "pieces",
    "transcript": "text",
    "transcripts": "texts",
    "theme": "group of topics",
    "themes": "groups of topics",
    "disagreements": "where people differ",
    "agreement": "how far people agree",
    "de-identification": "hiding names",
    "reviewers differ": "people differ",
    "reviewer": "who looked at it",
    "reviewers": "who looked at it",
    "participant": "person",
    "participants": "people",
    "to review": "to look at",
    "review it": "look at it",
    "review": "look",
    "suggestion": "idea of the program",
    "suggestions": "ideas of the program",
    "definition": "meaning",
    "definitions": "meanings",
    "an evaluation": "a study",
    "evaluation": "study",
    "accepted": "said yes",
    "accept": "say yes",
    "rejected": "said no",
    "reject": "say no",
    "positive": "good",
    "negative": "bad",
    "mixed": "good and bad",
    "neutral": "neither",
    "second-hand": "told by somebody else",
    "at random": "by chance",
    "memo": "note",
    "wave": "round",
    "waves": "rounds",
}
_TERM = re.compile(
    rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(TERMS, key=len, reverse=True)))})(?![\w-])",
    re.I,
)
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_LABEL = re.compile(r'(\saria-label=")([^":]*?)((?: of |[":]))')
# Elements that hold what people said or wrote, and those that hold it or a word of ours.
_KEPT = {"bdi", "q", "blockquote", "textarea", "pre", "code", "script", "style"}
_EITHER = {"title", "option"}


def simple_words(text: str) -> str:
    """The text with each of `TERMS` put simpler."""
    return _TERM.sub(lambda term: _like(term[0], TERMS[term[0].casefold()]), text)


def in_simple_words(page: str) -> str:
    """An HTML page of ours with its own words put simpler."""
    made: list[str] = []
    kept, depth, element = "", 0, ""
    for part in _TAG.split(page):
        if part.startswith("<"):
            name = (_NAME.match(part) or [part, ""])[1]
            closing = part.startswith("</")
            holds = name in _KEPT or (' dir="auto"' in part and name != "input")
            if holds and not kept and not closing:
                kept, depth = name, 0
            if kept == name:
                depth += -1 if closing else 1
            if kept and not depth:
                kept = ""
            element = "" if closing else name
            made.append(
                _LABEL.sub(lambda label: label[1] + simple_words(label[2]) + label[3], part)
            )
        elif kept:
            made.append(part)
        elif element in _EITHER:
            own, *rest = part.partition(" · ")
            made.append("".join([_whole(own), *rest]))
        else:
            made.append(simple_words(part))
    return "".join(made)


def _whole(text: str) -> str:
    return simple_words(text) if _TERM.fullmatch(text.strip()) else text


def _like(usual: str, simple: str) -> str:
    return simple[:1].upper() + simple[1:] if usual[:1].isupper() else simple
