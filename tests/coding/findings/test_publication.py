"""What may leave an evaluation: consent, what is said of speakers, words of proposals."""

import random
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, GROUPS, WAVES, about, evaluation, excerpt, file, frames, suggestion
from invented import published as publish_frames

from coding.findings.material import (
    CodedExcerpt,
    GivenCode,
    read_excerpts,
    read_files,
    read_proposals,
)
from coding.findings.publication import Publication
from coding.findings.quotes import chosen_quotes, labels, quote
from corpora.visible import visible


def spoken(
    text: str = "They listened to me at last, all of them.", **given: object
) -> CodedExcerpt:
    return read_excerpts(frames([excerpt(text, **given)]))[0]


def suggested(probability: float = 0.7, start: int = 0, end: int = 4) -> GivenCode:
    return GivenCode("voice", probability, "positive", start, end, "", 0.5, "1.2")


# --- reading the frames ---------------------------------------------------------------------------


def test_empty_frames_make_a_publication_of_nothing() -> None:
    made = publish_frames(frames())
    assert made.internal.excerpts == ()
    assert made.findings.people.text == "0"
    assert [theme.people.text for theme in made.findings.themes] == ["0"] * len(CODEBOOK.themes)


@pytest.mark.parametrize(
    ("may_quote", "expected"),
    [(True, True), (False, False), (None, False), (float("nan"), False), (pd.NA, False),
     ("yes", False), ("", False)],
)  # fmt: skip
def test_only_a_clear_yes_is_permission_to_quote(may_quote: object, expected: bool) -> None:
    assert spoken(may_quote=may_quote).may_quote is expected


def test_cells_without_a_value_are_read_as_empty_text() -> None:
    read = spoken(wave=None, group=float("nan"), pseudonym=pd.NA, seconds=float("nan"))
    assert (read.wave, read.group, read.pseudonym, read.seconds) == ("", "", "", None)


def test_the_order_of_rows_plays_no_part() -> None:
    material = evaluation()
    rng = random.Random(7)

    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        order = list(range(len(frame)))
        rng.shuffle(order)
        return frame.iloc[order].reset_index(drop=True)

    again = frames()
    for name in ("excerpts", "suggestions", "files"):
        object.__setattr__(again, name, shuffled(getattr(material, name)))
    object.__setattr__(again, "proposals", material.proposals)
    assert publish_frames(again) == publish_frames(material)


# --- consent ----------------------------------------------------------------------------------------


def quotes_of(made: Publication) -> list[str]:
    found = made.findings
    ways = [way for theme in found.themes for code in theme.codes for way in code.directions]
    quotes = [q for way in ways for q in way.quotes] + [
        q for proposal in found.proposals for q in proposal.quotes
    ]
    return [quote.before + quote.phrase + quote.after for quote in quotes]


def test_words_without_permission_are_quoted_nowhere() -> None:
    rows = [
        excerpt("I may be quoted on the buses.", participant="a", may_quote=True),
        excerpt("I may not be quoted on the buses.", participant="b", may_quote=False, start=40),
    ]
    proposal = {
        "proposal_id": "n1", "name": "buses", "words": "buses",
        "excerpts": [row["excerpt_id"] for row in rows],
        "quotes": [row["excerpt_id"] for row in rows],
        "participants": 2, "groups": "", "waves": "", "nearest_code": "place",
        "nearest_similarity": 0.3, "stability": None,
    }  # fmt: skip
    made = publish_frames(frames(rows, [suggestion(row, "place") for row in rows], [proposal]))
    assert quotes_of(made) == ["I may be quoted on the buses."] * 2


def test_the_invented_evaluation_quotes_only_those_who_agreed() -> None:
    made = publish_frames(evaluation())
    allowed = {e.text for e in made.internal.excerpts if e.may_quote}
    assert quotes_of(made)
    assert set(quotes_of(made)) <= allowed


def test_what_has_no_quote_is_told_from_what_is_not_there() -> None:
    row = excerpt("They never wrote any of it down.", may_quote=False)
    made = publish_frames(frames([row], [suggestion(row, "attention", direction="negative")]))
    ways = made.findings.themes[0].codes[1].directions
    assert [(w.direction, w.suggested, w.quotes) for w in ways] == [
        ("positive", False, ()), ("negative", True, ()), ("mixed", False, ()), ("neutral", False, ()), ("", False, ()),
    ]  # fmt: skip
    assert not made.findings.may_quote_any


@pytest.mark.parametrize(
    ("name", "words", "texts", "people", "expected"),
    [
        # Nobody may be quoted and only one person says it: no word of it.
        ("fox", "fox", ["the fox"], 1, ("", ())),
        # One who may be quoted says "fox"; "den" is said by one who may not.
        ("fox, den", "fox, den", ["the fox", "!the den"], 2, ("fox", ("fox",))),
        # Five people say it: that is nobody's word.
        ("bus", "bus", ["!a bus"] * 5, 5, ("bus", ("bus",))),
        ("bus", "bus", ["!a bus"] * 4, 4, ("", ())),
        ("bus", "bus", ["!a bus"] * 9, 4, ("", ())),
    ],
)
def test_a_word_of_a_proposal_is_shown_where_it_may_be_quoted_or_many_use_it(
    name: str, words: str, texts: list[str], people: int, expected: tuple[str, tuple[str, ...]]
) -> None:
    if len(texts) == 1:
        texts = ["!" + texts[0]]
    rows = [
        excerpt(
            text.lstrip("!"), start=40 * n, participant=str(n % people), may_quote=text[0] != "!"
        )
        for n, text in enumerate(texts)
    ]
    proposal = {
        "proposal_id": "n1", "name": name, "words": words,
        "excerpts": [row["excerpt_id"] for row in rows], "quotes": [], "participants": people,
        "groups": "", "waves": "", "nearest_code": "", "nearest_similarity": None, "stability": 1.0,
    }  # fmt: skip
    found = publish_frames(frames(rows, [], [proposal])).findings.proposals[0]
    assert (found.name, found.words) == expected


# --- who is counted ---------------------------------------------------------------------------------


def test_second_hand_words_and_nobodys_words_count_no_person() -> None:
    rows = [
        excerpt("RS said that the form was long.", participant="rs", second_hand=True),
        excerpt("The terms of reference name no carer.", participant="", start=40),
    ]
    found = publish_frames(frames(rows, [suggestion(row, "information") for row in rows])).findings
    information = found.themes[2].codes[0]
    assert found.people.text == "0"
    assert (information.people.text, information.others) == ("0", 2)
    assert (found.reading.second_hand, found.reading.unnamed) == (1, 1)


def test_a_person_who_says_it_often_counts_once() -> None:
    rows = [
        excerpt("It was all decided before.", start=30 * n, participant=str(n % 6))
        for n in range(30)
    ]
    silent = [excerpt("Yes.", start=30 * n, participant=f"silent {n}") for n in range(6)]
    suggested = [suggestion(row, "tokenism") for row in rows]
    found = publish_frames(frames([*rows, *silent], suggested)).findings
    assert found.themes[0].people.of(found.people) == "6 of 12"


def test_waves_are_compared_only_within_one_version_of_the_codebook() -> None:
    rows = [excerpt("We were heard.", start=30 * n, wave=WAVES[n % 2]) for n in range(2)]
    one = [suggestion(row, "voice") for row in rows]
    two = [suggestion(row, "voice", codebook_version=f"1.{n}") for n, row in enumerate(rows)]
    assert publish_frames(frames(rows, one)).findings.waves_compare
    mixed = publish_frames(frames(rows, two)).findings
    assert not mixed.waves_compare
    assert [theme.by_wave for theme in mixed.themes] == [()] * len(CODEBOOK.themes)


def test_files_that_were_read_are_counted_and_the_others_named() -> None:
    files = [
        file("b.docx"), file("a.docx", words=3),
        file("n.txt", kind="meeting notes", left_out="2 comments"),
        file("broken.docx", "refused", "The file is damaged."), file("copy.docx", "same", "Same as b."),
    ]  # fmt: skip
    reading = publish_frames(frames(files=files)).findings.reading
    assert [(k.kind, k.files, k.words) for k in reading.kinds] == [
        ("interview", 2, 1153), ("meeting notes", 1, 1150),
    ]  # fmt: skip
    assert [f.source for f in reading.not_read] == ["broken.docx", "copy.docx"]
    assert reading.left_out == (("2 comments", 1),)


# --- what is said of who speaks -------------------------------------------------------------------


def people_of(group: str, number: int) -> list[CodedExcerpt]:
    return [
        spoken(participant=f"{group}{n}", group=group, source=f"{group}{n}") for n in range(number)
    ]


def said_of(excerpts: Sequence[CodedExcerpt], least: int = 5) -> set[tuple[str, ...]]:
    return set(labels(excerpts, least).values())


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"carers": 4}, {()}),
        ({"carers": 5}, {("carers", "interview", WAVES[0])}),
        # The 2 are too few to be named, and silence about 2 would name them: so staff go unnamed too.
        ({"carers": 7, "staff": 5, "facilitators": 2},
         {("carers", "interview", WAVES[0]), ("interview", WAVES[0])}),
        ({"carers": 7, "staff": 3, "facilitators": 2},
         {("carers", "interview", WAVES[0]), ("interview", WAVES[0])}),
        ({"carers": 7, "staff": 1}, {("interview", WAVES[0])}),
    ],
)  # fmt: skip
def test_a_label_is_shared_by_enough_people_and_so_is_its_absence(
    sizes: dict[str, int], expected: set[tuple[str, ...]]
) -> None:
    excerpts = [e for group, number in sizes.items() for e in people_of(group, number)]
    assert said_of(excerpts) == expected


def test_second_hand_words_are_always_told_as_such() -> None:
    notes = spoken(kind="meeting notes", second_hand=True, participant="")
    assert said_of([notes]) == {("meeting notes, second-hand", WAVES[0])}


SPEAKERS = st.lists(
    st.tuples(st.integers(0, 14), st.sampled_from(["", *GROUPS]), st.sampled_from(["interview", "focus group"]), st.sampled_from(WAVES)),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SPEAKERS, st.sampled_from([3, 5]))
def test_no_label_is_shared_by_fewer_people_than_the_threshold(
    said: list[tuple[int, str, str, str]], least: int
) -> None:
    group_of = {person: group for person, group, _, _ in said}
    excerpts = [
        spoken(participant=str(person), group=group_of[person], kind=kind, wave=wave, start=50 * n)
        for n, (person, _, kind, wave) in enumerate(said)
    ]
    given_ = labels(excerpts, least)
    people: dict[tuple[str, ...], set[str]] = {}
    for each in excerpts:
        people.setdefault(given_[each.excerpt_id], set()).add(each.participant)
    everyone = {each.participant for each in excerpts}
    assert all(len(found) >= min(least, len(everyone)) for found in people.values())


# --- quotes -----------------------------------------------------------------------------------------


def test_quotes_come_from_many_voices_before_they_come_from_the_surest() -> None:
    sure = [spoken(f"Sure thing number {n}, said at some length.", start=50 * n, participant="a")
            for n in range(3)]  # fmt: skip
    other = spoken("Another voice, less sure of it, and as long.", start=900, participant="b")
    pairs = [(e, suggested(0.9)) for e in sure] + [(other, suggested(0.5))]
    assert [e.participant for e, _ in chosen_quotes(pairs, 3)] == ["a", "b", "a"]


def test_the_same_words_are_quoted_once() -> None:
    twice = [spoken("Nobody ever rang me back about it, not once.", start=n) for n in (0, 90)]
    assert len(chosen_quotes([(e, suggested()) for e in twice], 3)) == 1


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("", 0, 0, ("", "", "")),
        ("Yes.", 0, 4, ("", "Yes.", "")),
        ("I spoke 👩🏽‍🦽 and they heard", 8, 16, ("I spoke ", "👩🏽‍🦽 and", " they heard")),
        # Spans that do not fit the text mark what there is of them, and lose no word.
        ("Yes.", -3, 99, ("", "Yes.", "")),
        ("Yes.", 3, 1, ("Yes", "", ".")),
    ],
)
def test_the_phrase_is_set_apart_and_no_word_lost(
    text: str, start: int, end: int, expected: tuple[str, str, str]
) -> None:
    made = quote((spoken(text), suggested(start=start, end=end)), ())
    assert (made.before, made.phrase, made.after) == expected


def test_a_very_long_excerpt_is_cut_between_words_around_the_phrase() -> None:
    text = "word " * 400 + "THE POINT " + "word " * 400
    made = quote((spoken(text), suggested(start=2000, end=2009)), ())
    assert made.shortened
    assert made.phrase == "THE POINT"
    shown = made.before + made.phrase + made.after
    assert len(shown) < 800
    assert set(shown.split()) == {"word", "THE", "POINT"}


# --- characters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("café – “ok”\n\tمرحبا 👩🏽‍🦽", "café – “ok”\n\tمرحبا 👩🏽‍🦽"),
        ("a\x00b\x0bc\x1bd\x7fe\x85f", "a␀b␋c␛d␡e‹U+0085›f"),
        ("a\u202eb\u2066c\u200fd", "a‹U+202E›b‹U+2066›c‹U+200F›d"),
        ("a\ud800b\uffff", "a‹U+D800›b‹U+FFFF›"),
    ],
)
def test_characters_that_act_are_made_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_frames_of_files_and_proposals_are_read_as_they_stand() -> None:
    material = evaluation()
    assert len(read_files(material)) == len(material.files)
    assert read_proposals(material)[0].words == ("parking", "meter", "pounds", "pay")
    assert about().threshold == 5
