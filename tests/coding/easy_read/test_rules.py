"""Which sentences may not be in easy read, and why."""

import pytest

from coding.document.blocks import Quotation, Strong
from coding.easy_read.hard_words import HARD_WORDS, hard_words_in, with_hard_words_marked
from coding.easy_read.paper import (
    EasyLine,
    EasyPassage,
    EasyReadPaper,
    EasySection,
    WithoutEasyWords,
)
from coding.easy_read.rules import (
    MOST_PAGES,
    MOST_WORDS_IN_ALL,
    THE_PAPER,
    Breach,
    broken_rules,
    easy_read_breaches,
    keeps_the_rules,
    notes_to_the_team,
    pages_at_most,
)

WHERE = "findings.yaml line 3"
FIFTEEN = "We sat in the room at the big table and we all had tea there."


def paper(*texts: str, **given: object) -> EasyReadPaper:
    lines = tuple(EasyLine((text,), WHERE) for text in texts)
    section = EasySection("said", "What people said", (EasyPassage("people", lines),))
    return EasyReadPaper(EasyLine(("Our group",)), (section,), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "People could say what they think.",
        FIFTEEN,
        "7 of 20 people said this.",
        "No one told them what happened next.",
        "One person said it.",
        "This is what they asked for:",
        "They were tired.",
        "The room was open.",
        "The carer's room is old.",
        "Staff and carers came.",
        "They came, but they said nothing.",
        "The NHS runs it.",
        "A well-known co-production group came.",
    ],
)
def test_easy_sentences_pass(text: str) -> None:
    assert keeps_the_rules(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"So {FIFTEEN}", "This sentence has 16 words. The most are 15. Make it two."),
        ("They came; they went.", "One idea a sentence: “;” stands in the middle of it. Make it two."),
        ("They came (by bus).", "One idea a sentence: “(” stands in the middle of it. Make it two."),
        ("They came – by bus.", "One idea a sentence: “–” stands in the middle of it. Make it two."),
        ("Note: they came.", "One idea a sentence: “:” stands in the middle of it. Make it two."),
        ("They came and sat, but said nothing.", "One idea a sentence: this has “but” and “and”. Make it two."),
        ("It was late, but they came because of us.", "One idea a sentence: this has “but” and “because”. Make it two."),
        ("They were not told.", "Say who does it: “were not told” does not."),
        ("The papers got changed.", "Say who does it: “got changed” does not."),
        ("People were really listened to.", "Say who does it: “were really listened” does not."),
        ("DWP staff came.", "No letters for words: “DWP”. Write it out."),
        ("We didn’t come.", "No short forms: “didn’t”. Write both words out."),
        ("It's late.", "No short forms: “It's”. Write both words out."),
        ("Seven people came.", "Numbers as figures, as in “7 of 20 people”: not “Seven”."),
        ("35% came.", "Numbers as figures, as in “7 of 20 people”: not “%”."),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_named_with_the_rule_the_sentence_and_its_place(
    text: str, rule: str
) -> None:
    assert easy_read_breaches(paper("We came.", text)) == (Breach(text, rule, WHERE),)


def test_a_breach_reads_as_a_line_for_the_team() -> None:
    breach = Breach("It's late.", "No short forms.", WHERE)
    assert str(breach) == "findings.yaml line 3: No short forms. In: “It's late.”"


def test_a_sentence_may_break_several_rules() -> None:
    assert len(list(broken_rules(EasyLine(("They weren't told (DWP).",))))) == 4


def test_of_a_quote_only_the_length_is_asked_since_it_is_somebodys_own() -> None:
    quote = Quotation("e1", "", "It wasn't said; they were told.", "", ())
    said = EasyLine((quote.phrase,), quotation=quote)
    assert list(broken_rules(said)) == []
    assert list(broken_rules(EasyLine((f"So {FIFTEEN}",), quotation=quote))) != []


def test_the_whole_has_at_most_a_thousand_words() -> None:
    title_and_heading = 2 + 3
    most = (MOST_WORDS_IN_ALL - title_and_heading) // 5
    assert easy_read_breaches(paper(*["We came by a bus."] * most)) == ()
    [breach] = easy_read_breaches(paper(*["We came by a bus."] * (most + 1)))
    assert (breach.where, breach.rule[:20]) == (THE_PAPER, "It has 1,005 words. ")


def test_small_letters_and_many_pages_break_rules_too() -> None:
    [small] = easy_read_breaches(paper("We came.", points=13))
    assert small.rule == "Its letters have 13 points. The least are 14."
    passage = EasyPassage("people", (EasyLine(("We came.",)),))
    sections = tuple(EasySection(f"s{n}", "A", (passage,)) for n in range(MOST_PAGES + 1))
    many = EasyReadPaper(EasyLine(("Ours",)), sections)
    assert pages_at_most(many) == MOST_PAGES + 1
    assert [each.where for each in easy_read_breaches(many)] == [THE_PAPER]


def test_what_has_no_easy_words_is_named_or_is_a_note() -> None:
    needed = WithoutEasyWords("A hard claim.", WHERE, "This finding", needed=True)
    other = WithoutEasyWords("Pay people.", "actions.yaml line 7", "This action", needed=False)
    whole = paper("We came.", left_out=(needed, other))
    assert easy_read_breaches(whole) == (
        Breach(
            "A hard claim.",
            "This finding has no easy words. Write some under easy.",
            WHERE,
            missing=True,
        ),
    )
    assert notes_to_the_team(whole) == (
        "actions.yaml line 7: This action is left out. Write it in easy words under easy. "
        "In: “Pay people.”",
    )


@pytest.mark.parametrize("hard", HARD_WORDS, ids=lambda hard: hard.word)
def test_every_explanation_keeps_the_rules(hard: object) -> None:
    assert keeps_the_rules(hard.meaning)  # type: ignore[attr-defined]


def test_no_form_of_a_word_is_explained_twice() -> None:
    forms = [form.casefold() for hard in HARD_WORDS for form in hard.forms]
    assert len(forms) == len(set(forms))


def test_hard_words_are_found_in_any_form_the_longest_first_with_those_that_explain_them() -> None:
    found = hard_words_in([EasyLine(("Unpaid carers met a facilitator.",))])
    assert [hard.word for hard in found] == ["facilitator", "unpaid carer"]
    assert [hard.word for hard in hard_words_in([EasyLine(("Staff came.",))])] == [
        "service",
        "staff",
    ]


def test_hard_words_are_set_apart_where_they_stand() -> None:
    assert with_hard_words_marked(("Two carers met staffing.",)) == (
        "Two ", Strong("carers"), " met staffing.",
    )  # fmt: skip
