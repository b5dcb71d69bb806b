"""Invented sentences in which each kind of mention is planted: what of them would be hidden.

Nobody named here exists. Every sentence has what must go in {braces}.
"""

import re
from collections.abc import Mapping

from corpora.names.names import names_of
from corpora.names.near_names import near_names, words_of
from corpora.people.people import Person
from corpora.personal.search import find

PEOPLE = (
    Person("P1", "Maureen Thwaite", ("Mo",)),
    Person("P2", "Will Hope", ()),
    Person("P3", "Mary-Jane Abara", ()),
    Person("P4", "Elizabeth Quayle", ()),
    Person("P5", "Dr Anneke van Dijk", ("AvD",)),
)
KNOWN = {person.id: f"[person {number}]" for number, person in enumerate(PEOPLE, start=1)}

SEEDS: Mapping[str, tuple[str, ...]] = {
    "case": ("I told {MAUREEN} so.", "so {maureen} came in", "{Maureen} spoke.", "{AvD} to write."),
    "possessive": (
        "It was {Maureen}'s idea.", "{Thwaite}’s letter came.", "We used {Maureen}s room.",
        "That is {Mary-Jane}'s chair.", "In {Quayle}'s words.",
    ),
    "misspelling": (
        "Then {Mauren} said no.", "Ask {Maureem} about it.", "It was {Thwaites}.",
        "And {Muareen} agreed.", "So {Elisabeth} wrote it.", "I met {Quale} there.",
    ),
    "nickname": ("Then {Liz} left.", "And {Beth} cried.", "{Mo} was there.", "We like {Lizzie}."),
    "hyphen": ("{Mary-Jane} rang.", "{Mary-Jane} {Abara} rang.", "So {Mary} {Jane} rang."),
    "word-name": ("I told {Will} twice.", "We asked. {Will} said no.", "It was {Hope}, I think."),
    "place": (
        "I live in {Nether Poppleton}.", "We moved to {Leeds}.", "She is from {Southend-on-Sea}.",
        "They sent it to 4 Foo, {Kirkby} L32 1AB.", "He was born in {Tregaron}.",
    ),
    "organisation": (
        "She goes to {Oakwood Hospice}.", "It is at {Hollins Surgery}.", "Ask {Carers UK Hull}.",
        "My son is at {Beech Hill Primary School}.",
    ),
    "date of birth": (
        "I was born on {3 May 1950}.", "DOB {03/05/1950}.", "My date of birth is {3rd of May 1950}.",
        "D.O.B.: {3.5.50}.", "born on {the third of May nineteen fifty}, me",
    ),
    "phone number": (
        "Ring {07700 900123}.", "It is {(0115) 496 0123}.", "On {+44 (0)20 7946 0123}.",
        "it's {oh seven seven double oh nine hundred one two three} she said".replace("hundred", "zero"),
        "Text {07700-900-123} please.", "{0808 157 0192} is free.",
    ),
    "email address": (
        "Write to {mo.t@example.org.uk}.", "it is {mo dot t at example dot org}",
    ),
    "NHS number": (
        "It is {943 476 5919}.", "NHS number {943-476-5919}.", "My NHS number is {9434765918}.",
    ),
    "NI number": (
        "It is {QQ 12 34 56 C}.", "{QQ123456C} on it.", "My NI number is {qq 12 34 56 c}.",
    ),
    "postcode": ("At {NE46 1AB}.", "In {W1A 0AX}, once.", "My postcode is {ng7 2rd}.", "{M11AE}"),
    "number plate": ("A blue {AB51 CDE}.", "My car is {P123 ABC}.", "The reg was {ABC 123D}."),
    "address": ("At {14 Foo Terrace}, Hull.", "{Flat 2, 9 Bar Street} is damp.", "{PO Box 123}."),
    "nothing at all": (
        "Will you come in May?", "I hope it is.", "Mark my words, grace is a virtue.",
        "We sat on Maple Ward.", "Room B12 was free.", "It took 10 to 12 weeks in 2021 to 2022.",
        "I scored it 1234567890 times.", "Section 117 of the Act.", "The chair of the meeting sat.",
        "It was 20 mg, then 40 mg.", "A Band 6 nurse came.", "Summer or autumn, all the same.",
    ),
}  # fmt: skip


def seeded() -> dict[str, dict[str, float | int]]:
    """Of each sort: how many were planted, and the share that is replaced or proposed.

    For "nothing at all" the share of sentences in which nothing is.
    """
    return {sort: _share(sentences) for sort, sentences in SEEDS.items()}


def _share(sentences: tuple[str, ...]) -> dict[str, float | int]:
    outcomes = [outcome for sentence in sentences for outcome in _outcomes(sentence)]
    return {"there": len(outcomes), "share": round(sum(outcomes) / len(outcomes), 3)}


def _outcomes(sentence: str) -> list[bool]:
    """Whether each planted thing is covered; one outcome, of nothing found, where none is."""
    text = re.sub(r"[{}]", "", sentence)
    hidden = _hidden(text)
    planted = list(re.finditer(r"\{([^}]*)\}", sentence))
    wanted = [
        range(match.start() - 2 * number, match.end() - 2 * number - 2)
        for number, match in enumerate(planted)
    ]
    if not wanted:
        return [not hidden]
    return [all(at in hidden for at in span if text[at].isalnum()) for span in wanted]


def _hidden(text: str) -> set[int]:
    known = names_of(PEOPLE, {}, KNOWN)
    near = near_names(words_of(text), PEOPLE, KNOWN, known)
    spans = [(start, end) for start, end, _ in names_of(PEOPLE, {}, KNOWN, near).spans(text)]
    spans += [(found.start, found.end) for found in next(find([text]))]
    return {at for start, end in spans for at in range(start, end)}
