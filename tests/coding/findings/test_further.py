"""What the findings report counts beside: stances, findings for and against, the same people twice."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, GROUPS, WAVES, about, evaluation, excerpt, frames, suggestion
from two_reports import coded, countings, given_away

from coding.findings.counted import Counted
from coding.findings.disclosure.small_numbers import Figure, Key
from coding.findings.figures import Counting, choose, counted_of
from coding.findings.further import Further, rows_compared, stance
from coding.findings.material import Frames, read_excerpts
from coding.written.values import WrittenFinding

SPRING, AUTUMN = WAVES
PEOPLE_, CARERS, STAFF, _ = GROUPS

# Who (the group is in it), in which wave, which codes in which direction.
Saying = tuple[str, str, str, Sequence[tuple[str, str]]]


def material(*sayings: Saying) -> Frames:
    rows, given_codes = [], []
    for place, (who, group, wave, codes) in enumerate(sayings):
        row = excerpt(
            "words", start=place, participant=who, group=group, wave=wave, source=f"{who} {wave}"
        )
        rows.append(row)
        given_codes += [suggestion(row, code, direction=way) for code, way in codes]
    return frames(rows, given_codes)


def counted(frames: Frames, further: Further) -> Counted:
    return counted_of(
        Counting(read_excerpts(frames), (), CODEBOOK, about(basis="codings"), further=further)
    )


def who(people: Counted, *key: str) -> set[str]:
    return people.by_key[key]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["positive"], "positive"),
        (["negative", "negative"], "negative"),
        (["positive", "negative"], "mixed"),
        (["mixed"], "mixed"),
        (["neutral", "positive"], "positive"),
        (["neutral", ""], "not said"),
    ],
)
def test_who_says_both_is_of_two_minds(ways: list[str], expected: str) -> None:
    assert stance(ways) == expected


def test_each_person_of_a_theme_has_one_stance() -> None:
    said = material(
        ("A", PEOPLE_, SPRING, [("voice", "positive")]),
        ("A", PEOPLE_, SPRING, [("attention", "negative")]),
        ("B", STAFF, SPRING, [("voice", "negative")]),
        ("C", STAFF, SPRING, [("voice", "neutral")]),
        ("D", STAFF, SPRING, [("contribution", "positive")]),
    )
    people = counted(said, Further())
    of_theme = {each: who(people, "theme stance", "felt-heard", each) for each in
                ("positive", "mixed", "negative", "not said")}  # fmt: skip
    assert of_theme == {"positive": set(), "mixed": {"A"}, "negative": {"B"}, "not said": {"C"}}


NO_SAY = WrittenFinding(
    "no-say", "Staff had no say.", codes=("voice",), direction="negative", groups=(STAFF,)
)


def test_a_finding_counts_who_speaks_for_it_and_who_against() -> None:
    said = material(
        ("A", STAFF, SPRING, [("voice", "negative")]),
        ("B", STAFF, SPRING, [("voice", "positive")]),
        ("B", STAFF, SPRING, [("voice", "negative")]),
        ("C", STAFF, SPRING, [("influence", "negative")]),
        ("D", CARERS, SPRING, [("voice", "negative")]),
    )
    people = counted(said, Further(findings=(NO_SAY,)))
    assert who(people, "finding of", "no-say") == {"A", "B", "C"}
    assert who(people, "finding of groups", "no-say", "for") == {"A", "B"}
    assert who(people, "finding of groups", "no-say", "against") == {"B"}
    assert who(people, "finding group", "no-say", STAFF) == {"A", "B"}
    assert ("finding group", "no-say", CARERS) not in people.by_key


def pair(people: Counted, change: str, *row: str) -> set[str]:
    return who(people, "pair", *row, SPRING, AUTUMN, change)


def test_waves_are_compared_with_the_same_people_and_silence_counts_only_once_all_is_read() -> None:
    said = material(
        ("both", STAFF, SPRING, [("voice", "negative")]),
        ("both", STAFF, AUTUMN, [("voice", "negative")]),
        ("before", STAFF, SPRING, [("voice", "negative")]),
        ("before", STAFF, AUTUMN, []),
        ("after", STAFF, SPRING, []),
        ("after", STAFF, AUTUMN, [("voice", "negative")]),
        ("never", STAFF, SPRING, []),
        ("never", STAFF, AUTUMN, []),
        ("unread", STAFF, SPRING, [("voice", "negative")]),
        ("unread", STAFF, AUTUMN, []),
        ("once", STAFF, SPRING, [("voice", "negative")]),
    )
    unread = said.excerpts["participant"].eq("unread")
    finished = frozenset(said.excerpts["excerpt_id"][~unread])
    people = counted(said, Further(watched=frozenset(["voice"]), finished=finished))
    row = ("code", "voice", "negative")
    assert who(people, "paired", SPRING, AUTUMN) == {
        "both", "before", "after", "never", "unread",
    }  # fmt: skip
    assert pair(people, "both", *row) == {"both"}
    assert pair(people, "only earlier", *row) == {"before"}
    assert pair(people, "only later", *row) == {"after"}
    assert pair(people, "neither", *row) == {"never"}
    assert pair(people, "not comparable", *row) == {"unread"}
    assert pair(people, "both", "theme", "felt-heard", "negative") == {"both"}


def test_what_has_changed_its_meaning_is_not_compared_and_neither_is_its_theme() -> None:
    further = Further(watched=frozenset(["voice", "place"]), changed=frozenset(["voice"]))
    rows: set[Key] = {row for row, _ in rows_compared(CODEBOOK, further)}
    assert ("code", "place", "negative") in rows
    assert ("theme", "accessibility", "positive") in rows
    assert not rows & {("code", "voice", "negative"), ("theme", "felt-heard", "negative")}


def change_of(*counts: int) -> Sequence[tuple[str, list[str], list[str]]]:
    """So many who say it in both waves, only earlier, only later, in neither: what each says when."""
    words = [(["positive"], ["positive"]), (["positive"], []), ([], ["positive"]), ([], [])]
    return [
        (f"{at}-{number}", then, now)
        for at, (count, (then, now)) in enumerate(zip(counts, words, strict=True))
        for number in range(count)
    ]


def figures_of(*counts: int, once: int = 7) -> dict[Key, Figure]:
    """What is printed where these were heard twice, and so many of others in each of the waves."""
    sayings: list[Saying] = [
        (who, CARERS if number % 2 else PEOPLE_, wave, [("voice", way) for way in ways])
        for number, (who, *said) in enumerate(change_of(*counts))
        for wave, ways in zip(WAVES, said, strict=True)
    ]
    sayings += [
        (f"{wave}{number}", CARERS if number % 2 else PEOPLE_, wave, [("voice", "positive")])
        for wave in WAVES
        for number in range(once)
    ]
    told = material(*sayings)
    watched, finished = frozenset(["voice"]), frozenset(told.excerpts["excerpt_id"])
    reports = countings(told, told, 5, Further(watched=watched, finished=finished))
    choice = choose(reports)
    assert given_away(reports, choice, 5) == []
    return choice.figures[1].shown


def of_voice(shown: dict[Key, Figure]) -> list[str]:
    row: Key = ("pair", "code", "voice", "positive", *WAVES)
    return [
        shown[(*row, change)].text for change in ("both", "only earlier", "only later", "neither")
    ]


TWICE: Key = ("paired", *WAVES)


def test_how_many_were_heard_twice_is_printed_since_waves_and_all_of_them_say_it() -> None:
    """Also where each of them says a thing in neither wave: that tells of nobody."""
    shown = figures_of(0, 0, 0, 10)
    waves = [shown["wave", wave].value for wave in WAVES]
    assert [shown[key].value for key in (("people",), TWICE)] == [24, 10]
    assert waves == [17, 17]
    assert of_voice(shown) == ["0", "0", "0", "10"]


def test_a_change_that_six_of_ten_made_is_printed() -> None:
    assert of_voice(figures_of(0, 0, 6, 4)) == ["0", "0", "6", "4"]


@pytest.mark.parametrize(
    ("counts", "hidden"), [((3, 6, 0, 1), "not shown"), ((5, 0, 5, 0), "not shown")]
)
def test_who_was_silent_is_not_printed_where_nearly_all_spoke(
    counts: tuple[int, ...], hidden: str
) -> None:
    """ "1 in neither" of ten would say that nine did; and so would nobody in neither."""
    assert of_voice(figures_of(*counts))[-1] == hidden


def test_of_few_who_were_heard_twice_nothing_is_compared() -> None:
    shown = figures_of(1, 1, 1, 0)
    assert shown[TWICE].text == "3"
    assert set(of_voice(shown)) == {"not shown"}


def test_what_only_holds_the_numbers_together_is_never_printed_nor_kept() -> None:
    told = material(("A", STAFF, SPRING, [("voice", "positive")]), ("A", STAFF, AUTUMN, []))
    choice = choose(countings(told, told, 5, FURTHER))
    kinds = {"heard in", "not paired", "theme says", "mixed says", "pair sum", "pair rest"}
    printed = {key for figures in choice.figures for key in figures.shown}
    assert not {part for key in (*printed, *choice.new) for part in key[:2]} & kinds


FURTHER = Further(
    findings=(
        NO_SAY,
        WrittenFinding("listened", "People were heard.", codes=("voice", "attention"),
                       direction="positive"),
    ),
    watched=frozenset(["voice"]),
)  # fmt: skip


@pytest.mark.parametrize("share", [0.3, 1.0])
def test_all_reports_of_the_invented_evaluation_together_give_nothing_away(share: float) -> None:
    told = evaluation()
    by_people = coded(told, share, 1)
    finished = frozenset(told.excerpts["excerpt_id"])
    further = Further(FURTHER.findings, FURTHER.watched, finished)
    reports = countings(told, by_people, 5, further)
    choice = choose(reports)
    assert ("finding", "listened", "for") in choice.figures[1].shown
    assert given_away(reports, choice, 5) == []


SAID = st.lists(
    st.tuples(st.sampled_from(["voice", "attention"]), st.sampled_from(["positive", "negative"])),
    max_size=2,
)
PEOPLE_SAYING = st.lists(
    st.tuples(st.sampled_from([STAFF, CARERS]), SAID, SAID, st.booleans()), max_size=16
)


@settings(max_examples=8, deadline=None)
@given(PEOPLE_SAYING)
def test_findings_and_pairs_of_anybody_give_nothing_away(
    people: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]], bool]],
) -> None:
    sayings = [
        (f"{group}{n}", group, wave, codes)
        for n, (group, then, now, twice) in enumerate(people)
        for wave, codes in ((SPRING, then), (AUTUMN, now))
        if wave == SPRING or twice
    ]
    told = material(*sayings)
    further = Further(FURTHER.findings, FURTHER.watched, frozenset(told.excerpts["excerpt_id"]))
    reports = countings(told, told, 5, further)
    assert given_away(reports, choose(reports), 5) == []
