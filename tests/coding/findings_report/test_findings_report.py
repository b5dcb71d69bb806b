"""The findings report, of any number of people: every part is there and says nothing untrue."""

import re
from dataclasses import replace

import pytest
from invented import GROUPS, WAVES
from invented_report import COSTS, LISTENED, WRITTEN, people, report_material

from coding.document.blocks import Block, DataTable, Fold, Picture, Section, WholeDocument
from coding.document.plain import words_text
from coding.findings.disclosure.small_numbers import Key
from coding.findings_report.parts.over_waves import FEWER, MORE, change_in_words, paired_codes
from coding.findings_report.report import PARTS, findings_report
from coding.findings_report.shared.material import ReportMaterial, key_text
from coding.written.values import Written


def made(material: ReportMaterial) -> WholeDocument:
    return findings_report(material)


def text_of(document: WholeDocument, part: str = "") -> str:
    """Everything that a part says, or the whole."""
    return "\n".join(
        line
        for each in document.parts
        if part in ("", each.id)
        for block in each.blocks
        for line in _lines(block)
    )


def _lines(block: Block) -> list[str]:
    match block:
        case Section() | Fold():
            head = block.heading if isinstance(block, Section) else block.summary
            return [head, *(line for each in block.blocks for line in _lines(each))]
        case DataTable():
            rows = [" | ".join(words_text(cell) for cell in row) for row in block.rows]
            return [block.caption, " | ".join(block.columns), *rows, *block.notes]
        case Picture():
            return [block.headline, block.alt, *_lines(block.table)]
    words = getattr(block, "words", None)
    if words is not None:
        return [words_text(words)]
    items = getattr(block, "items", ())
    return [words_text(each) for each in items] or [
        f"{getattr(block, 'before', '')}{getattr(block, 'phrase', '')}{getattr(block, 'after', '')}"
    ]


SIZES = [0, 1, 4, 5, 24, 400]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("finished", [True, False])
def test_all_thirteen_parts_stand_in_their_order(count: int, finished: bool) -> None:
    document = made(report_material(people(count), finished=finished))
    assert [(part.number, part.id) for part in document.parts] == [
        (number, id) for number, (id, _, _) in enumerate(PARTS, start=1)
    ]
    assert all(part.blocks for part in document.parts)


@pytest.mark.parametrize("count", SIZES)
def test_every_figure_of_people_is_one_that_the_tally_lets_through(count: int) -> None:
    material = report_material(people(count))
    shown = {key_text(key): figure for key, figure in material.shown.shown.items()}
    for number in made(material).numbers():
        figure = shown.get(number.key)
        if figure is not None and figure.value is None:
            hidden = number.text.removesuffix(" people")
            assert hidden.startswith(figure.text) or "not shown" in hidden or "some" in hidden
            continue
        if figure is not None:
            assert f"{figure.value:,}" in number.text or number.text in ("no one", "none")


@pytest.mark.parametrize("count", [1, 4, 9])
def test_of_fewer_than_ten_people_no_code_is_counted_and_the_report_says_why(count: int) -> None:
    document = made(report_material(people(count)))
    counted = {number.key.split("/")[0] for number in document.numbers()}
    assert not counted & {"code", "code direction", "theme", "theme stance", "finding", "pair"}
    assert "So few people were heard that no code is counted" in text_of(document, "in-short")


def test_a_finding_stands_with_its_figure_its_counter_evidence_its_dissent_and_its_actions() -> (
    None
):
    said = text_of(made(report_material(people(24))), "findings")
    assert "Said so: " in said and "Said otherwise: " in said
    assert "Written by RW (researcher). Agreed by AB (lived experience)." in said
    assert "Not everybody agrees. CD (staff): We heard it another way." in said
    assert "Under way: Say what came of it." in said


def test_no_counter_evidence_says_in_how_many_excerpts_none_was() -> None:
    said = text_of(made(report_material(people(24, ways=("positive",)))), "findings")
    assert re.search(r"Nobody said otherwise in 48 excerpts read to the end, of 48", said)
    unread = text_of(
        made(report_material(people(24, ways=("positive",)), finished=False)), "findings"
    )
    assert "Nobody said otherwise in 48 excerpts, none of them read to the end" in unread


def test_all_negative_is_said_and_nothing_positive_is_made_of_it() -> None:
    material = report_material(people(24, ways=("negative",)))
    document = made(material)
    assert material.figure(("finding", "listened", "for")).value == 0
    assert "Said so: no one." in text_of(document, "in-short")
    assert {quote.way.rpartition(": ")[2] for quote in document.quotations()} == {"negative"}


def test_a_silent_group_is_named() -> None:
    said = text_of(made(report_material(people(24, groups=GROUPS[:2]))), "heard")
    assert f"Not heard: nobody of {GROUPS[2]} and {GROUPS[3]}." in said


def test_second_hand_words_count_nobody() -> None:
    document = made(report_material(people(24, second_hand=True)))
    assert not any(re.search(r"\b[1-9]\d* people", number.text) for number in document.numbers())
    assert "second-hand and stand apart" in text_of(document, "heard")


def test_nothing_that_a_team_did_not_write_is_made_up() -> None:
    document = made(report_material(people(24), Written()))
    assert "Nobody has written a finding yet." in text_of(document, "in-short")
    for part, sentence in (
        ("asked", "there is no aims.yaml"),
        ("measures", "there is no measures.csv"),
        ("audit", "The program does not judge"),
        ("actions", "there is no actions.yaml"),
        ("put-in", "there is no resources.csv"),
        ("learned", "there is no learning.csv"),
    ):
        assert sentence in text_of(document, part)


def test_an_aim_on_which_nothing_was_heard_is_not_dropped() -> None:
    document = made(report_material(people(24)))
    assert "People can take part online. | Nothing was heard about it." in text_of(
        document, "asked"
    )
    assert "On this aim nothing was heard: People can take part online." in text_of(
        document, "in-short"
    )


def test_measures_with_few_people_behind_them_are_not_shown_and_no_gap_is_filled() -> None:
    said = text_of(made(report_material(people(24))), "measures")
    assert "71 % | 120 |" in said
    assert "not shown | fewer than 5 |" in said and "50 %" not in said


def test_actions_without_an_answer_come_first_with_their_days_and_none_is_dropped() -> None:
    said = text_of(made(report_material(people(24))), "actions")
    rows = [line for line in said.splitlines() if " | " in line][1:4]
    assert rows[0].startswith("Answer our letter. | No answer for 29 days")
    assert rows[1].startswith("Pay the fares first. | Not possible: There is no cash box.")
    assert rows[2].startswith("Say what came of it. | Under way")


def test_waves_are_compared_in_words_and_too_few_who_changed_say_nothing() -> None:
    said = text_of(made(report_material(people(24))), "waves")
    assert "Heard in both: 24 people." in said
    verdicts = {line.rpartition(" | ")[2] for line in said.splitlines() if line.count(" | ") == 6}
    assert verdicts - {"So"} <= {
        "too few to say", "more people later", "fewer people later", "no clear change", "not shown",
    }  # fmt: skip
    one = text_of(made(report_material(people(24, waves=WAVES[:1]))), "waves")
    assert "Nobody was heard in both, so that nothing can be compared." in one


def test_a_code_that_changed_its_meaning_is_not_compared() -> None:
    material = report_material(people(24))
    further = replace(material.further, changed=frozenset(["voice"]))
    said = text_of(made(replace(material, further=further)), "waves")
    assert "Not compared, because they came new or changed their meaning" in said
    assert "Felt heard: " not in said


def test_words_that_may_not_be_quoted_are_nowhere() -> None:
    told = people(24)
    private = set(told.excerpts.loc[~told.excerpts["may_quote"], "excerpt_id"])
    document = made(report_material(told))
    quoted = {quote.excerpt_id for quote in document.quotations()}
    assert quoted and not quoted & private


def test_the_first_page_quotes_nobody_twice_and_has_at_most_five_findings() -> None:
    many = tuple(replace(LISTENED, id=f"f{n}", claim=f"Claim {n}.") for n in range(7))
    document = made(report_material(people(40), replace(WRITTEN, findings=many)))
    first = replace(document, parts=document.parts[:1])
    ids = [quote.excerpt_id for quote in first.quotations()]
    assert len(ids) == len(set(ids))
    assert "2 more findings in part 7." in text_of(first)


def test_the_order_of_rows_changes_nothing() -> None:
    told = people(24)
    turned = replace(
        told,
        excerpts=told.excerpts[::-1].reset_index(drop=True),
        suggestions=told.suggestions[::-1].reset_index(drop=True),
    )
    assert made(report_material(told)) == made(report_material(turned))


def test_a_finding_of_a_group_is_counted_in_that_group_alone() -> None:
    own = replace(COSTS, groups=(GROUPS[0],))
    material = report_material(people(60), replace(WRITTEN, findings=(own,)))
    assert material.figure(("finding of", "costs")).value == 20
    assert "Said so, of people who use services: " in text_of(made(material), "findings")


def test_who_said_only_good_so_far_may_say_something_bad_as_well() -> None:
    """ "At least" is said of what can only grow: who said both stays there, whatever is read."""
    material = report_material(people(24, ways=["positive"]), finished=False)
    sure: Key = ("theme stance", "valued", "positive")
    assert material.cell(sure).text == "12 of 24 so far"
    assert material.cell(("theme", "valued")).text.startswith("at least 12")
    assert "only good 12 so far of 24" in text_of(made(material), "in-short")


def test_the_first_page_says_what_changed_among_the_same_people() -> None:
    told = people(24)
    material = report_material(told)
    said = text_of(made(material), "in-short")
    assert "What changed between spring 2025 and autumn 2025" in said
    directions = {row: change_in_words(material, row, *WAVES) for row in paired_codes(material)}
    shown = [row for row, change in directions.items() if change in (MORE, FEWER)]
    assert said.count("people later: ") == len(shown)
