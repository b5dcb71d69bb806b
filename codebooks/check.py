"""What is wrong or thin in a codebook that loads: for the people who write it.

wrong   codings will be wrong, or their reasons hollow
look    people should look at it before they code
hint    it could be better
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from codebooks.codebook import Code, Codebook
from codebooks.frameworks import by_framework, frameworks, mapped
from codebooks.reading_age import MAX_READING_AGE, definition_sentences, reading_age

Severity = Literal["wrong", "look", "hint"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
MIN_EXAMPLES = 6
MIN_COUNTER_EXAMPLES = 3
"""British guidance on plain English aims lower; a definition may name what has a long name."""

SAYS = ("says_positive", "says_negative")
SAY_BOTH = "Write says_positive and says_negative: “People were listened to”, and its opposite."
MOST_WORDS_OF_A_DIRECTION = 10

MIN_WORDS = 10
"""The reading age of fewer words says nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a code, and what to do. `code_id` is "" for the whole codebook.

    `field` and `phrase` say where in the file.
    """

    severity: Severity
    code_id: str
    what: str
    remedy: str = ""
    field: str = ""
    phrase: str = ""


def problems(codebook: Codebook) -> list[Problem]:
    """The problems of the codes in use: each code's own in the file's order, then shared."""
    own = [problem for code in codebook.codes for problem in _of_code(code)]
    return [*own, *_directions(codebook), *_shared(codebook.codes), *_gaps(codebook)]


def _of_code(code: Code) -> Iterator[Problem]:
    def problem(
        severity: Severity, what: str, remedy: str, field: str, phrase: str = ""
    ) -> Problem:
        return Problem(severity, code.id, what, remedy, field, phrase)

    if not code.definition:
        said = "Say in a sentence or two what it means."
        yield problem("wrong", "no definition", said, "definition")
    if hard := _hard(code):
        yield hard
    yield from _too_few(code)
    if not code.exclude:
        said = "Say what looks like it and belongs elsewhere, and where."
        yield problem("hint", "nothing says what it leaves out", said, "exclude")
    if code.examples and not {"positive", "negative"} <= {e.direction for e in code.examples}:
        said = "Write what it sounds like when it happened, and when it did not."
        yield problem("hint", "no examples both ways (positive and negative)", said, "examples")
    against = {same(example.text) for example in code.counter_examples}
    for example in code.examples:
        if same(example.text) in against:
            what = "one phrase is both an example and a counter-example"
            said = "Take it out of one of the two."
            yield problem("wrong", what, said, "counter_examples", example.text)


def _directions(codebook: Codebook) -> Iterator[Problem]:
    """What is missing or long in what codes say of their two directions; one hint where none does."""
    pairs = [(code, field, getattr(code, field)) for code in codebook.codes for field in SAYS]
    if codebook.codes and not any(says for _, _, says in pairs):
        yield Problem("hint", "", "no code says what its two directions mean", SAY_BOTH)
        return
    for code, field, says in pairs:
        if not says:
            what = f"{field} is missing"
            yield Problem("hint", code.id, what, SAY_BOTH, field)
        elif len(says.split()) > MOST_WORDS_OF_A_DIRECTION:
            what = f"{field} has {len(says.split())} words; at most {MOST_WORDS_OF_A_DIRECTION} fit"
            yield Problem("hint", code.id, what, "Say it in fewer, plainer words.", field)


def _too_few(code: Code) -> Iterator[Problem]:
    rows = (
        ("examples", len(code.examples), MIN_EXAMPLES, "Write what people might say."),
        (
            "counter_examples",
            len(code.counter_examples),
            MIN_COUNTER_EXAMPLES,
            "Write what sounds like it and is not.",
        ),
    )
    for field, count, least, remedy in rows:
        name = field.replace("_", "-")
        if not count:
            yield Problem("look", code.id, f"no {name}", remedy, field)
        elif count < least:
            what = f"{count} {name}; at least {least} are needed"
            yield Problem("hint", code.id, what, remedy, field)


def _hard(code: Code) -> Problem | None:
    """The definition, where it takes an older reader; its hardest sentence is named."""
    sentences = definition_sentences(code.definition)
    age = reading_age(sentences)
    if age <= MAX_READING_AGE or len(code.definition.split()) < MIN_WORDS:
        return None
    # A sentence of one long word would come out hardest and is not.
    longer = [each for each in sentences if len(each.split()) * 2 >= MIN_WORDS] or sentences
    hardest = max(longer, key=lambda sentence: reading_age([sentence]))
    what = (
        f"the definition is for readers of about {age:.0f} years and more; "
        f"its hardest sentence: “{_short(hardest)}”"
    )
    remedy = "Shorter sentences and everyday words."
    return Problem("look", code.id, what, remedy, "definition")


def _shared(codes: tuple[Code, ...]) -> Iterator[Problem]:
    holders: dict[str, list[tuple[Code, str]]] = defaultdict(list)
    for code in codes:
        for phrase, text in {same(e.text): e.text for e in code.examples}.items():
            holders[phrase].append((code, text))
    for (first, _), *others in holders.values():
        for other, text in others:
            what = f"one example stands in '{first.name}' too"
            remedy = "Keep it where it belongs, or say in 'exclude' how the two differ."
            yield Problem("look", other.id, what, remedy, "examples", text)


def _gaps(codebook: Codebook) -> Iterator[Problem]:
    """What nothing covers in the frameworks that codes of this codebook are mapped to.

    What the codebook says that it leaves out is no gap, unless a code is mapped to it.
    """
    used = {framework for code in codebook.codes for framework, _ in mapped(code)}
    for framework in frameworks().values():
        if framework.id not in used:
            continue
        for item, codes in by_framework(codebook, framework.id).items():
            outside, named = (framework.id, item) in codebook.outside, framework.items[item]
            if not codes and not outside:
                what = f"nothing here covers “{named}” of {framework.name}"
                remedy = (
                    "Write a code for it, or map one; put it under 'outside' if your evaluation "
                    "does not ask about it."
                )
                yield Problem("hint", "", what, remedy)
            if codes and outside:
                what = f"“{named}” of {framework.name} is left out on purpose, and mapped"
                yield Problem(
                    "look", codes[0].id, what, "Take it out of one of the two.", "frameworks"
                )


def same(phrase: str) -> str:
    """`phrase` without what does not make it another phrase: capitals, spaces, punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in phrase.casefold()).split())


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else sentence[:119].rsplit(" ", 1)[0] + "…"
