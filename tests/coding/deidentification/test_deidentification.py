"""De-identification of an evaluation: numbers, proposals, the sheet, the key, the sign-off.

Nobody named here exists. A finder that knows four words stands in for the model.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

import pytest
from deid_evaluation import (
    FIRST,
    LATER,
    NOW,
    PEOPLE,
    SECOND,
    TODAY,
    add,
    by_form_alone,
    decided,
    fake,
    given,
    hidden,
    read_anew,
)
from openpyxl import load_workbook
from sqlalchemy import select

from coding import Evaluation
from coding.deidentification import search as searching
from coding.deidentification.candidates import candidates_of, proposals_of
from coding.deidentification.key import KEY, write_key
from coding.deidentification.numbering import keep_decisions, let_decide_anew
from coding.deidentification.search import search
from coding.deidentification.sheet import PAGE, read_candidates, write_sheet
from coding.deidentification.sign_off import (
    deidentification_state,
    summary,
)
from coding.evaluation.hiding_tables import found, replacement_decisions, replacements
from coding.evaluation.output_files import NAMES_TO_HIDE
from coding.evaluation.replacements import Verdict
from corpora.personal.kinds import ACTIONS, Action, Finding, Kind
from corpora.personal.search import find


def test_identifiers_and_known_names_are_replaced_and_the_rest_is_not(
    evaluation: Evaluation,
) -> None:
    assert search(evaluation) == 1
    assert hidden(evaluation)["a.txt"] == (
        "Interviewer: Where do you live?\n"
        "[carer 1]: In Moria, with Zed. Ring me on [phone number 1]. My friends call Mauren.\n"
        "Interviewer: And your number?\n"
        "[carer 1]: [NHS number 1], it is on [carer 1]s letter from @rohan_q."
        " [carer 1]'s postcode is [postcode 1]."
    )


def test_what_was_searched_is_not_searched_again(evaluation: Evaluation) -> None:
    assert [search(evaluation), search(evaluation)] == [1, 0]
    add(evaluation, "b.txt", SECOND)
    assert [search(evaluation), search(evaluation)] == [1, 0]


def test_without_names_to_look_for_no_model_is_asked(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "find", None)
    left: dict[Kind, Action] = {"person": "leave", "place": "leave", "organisation": "leave"}
    assert search(evaluation, {**ACTIONS, **left}) == 1
    assert "Zed" not in given(evaluation) and "943 476 5919" in given(evaluation)
    monkeypatch.setattr(searching, "find", fake)
    assert search(evaluation) == 1, "what was searched by form only is searched with the model"
    assert search(evaluation, {**ACTIONS, **left}) == 0, "and not the other way round"


def test_a_run_leaves_names_to_a_command_where_there_is_too_much_to_read(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions = evaluation.settings.actions
    assert searching.actions_for_a_run(evaluation) == actions
    monkeypatch.setattr(searching, "_MOST_FOR_A_RUN", 0)
    quick = searching.actions_for_a_run(evaluation)
    assert quick == by_form_alone(evaluation) != actions
    search(evaluation, quick)
    assert searching.actions_for_a_run(evaluation) == quick, "names are due as before"
    search(evaluation, actions)
    assert searching.actions_for_a_run(evaluation) == actions, "nothing is due any more"


def test_it_is_known_in_how_many_transcripts_nobody_has_looked_for_names(
    evaluation: Evaluation,
) -> None:
    """Numbers and addresses are found by their form: who looked for these has not looked for names."""
    names_left = by_form_alone(evaluation)
    add(evaluation, "b.txt", SECOND)
    state = deidentification_state(evaluation)
    assert (state.unsearched, state.undecided) == (2, 0)
    assert summary(state) == (
        "Nobody has looked for names in 2 transcripts yet. Nobody can sign it off yet."
    )
    search(evaluation, names_left)
    assert deidentification_state(evaluation).unsearched == 2
    assert deidentification_state(evaluation, names_left).unsearched == 0, "nobody wants names"
    search(evaluation)
    assert deidentification_state(evaluation).unsearched == 0
    add(evaluation, "c.txt", "Sam Okoro: One more.\n")
    assert deidentification_state(evaluation).unsearched == 1


def test_a_number_once_given_stays_and_is_the_same_everywhere(evaluation: Evaluation) -> None:
    search(evaluation)
    before = given(evaluation)
    add(evaluation, "0-comes-first.txt", SECOND)
    search(evaluation)
    after = given(evaluation)
    assert {text: after[text] for text in before if text in after} == before
    assert after["07700 900123"] == "[phone number 1]", "+44 7700 900123 is the same"
    assert after["07700 900456"] == "[phone number 2]"
    assert after["Moria"] == "[place 1]"
    assert after["Quillco"] == "[organisation 1]"


def test_a_number_is_never_given_to_something_else(evaluation: Evaluation) -> None:
    search(evaluation)
    (evaluation.sources / "a.txt").unlink()
    add(evaluation, "b.txt", SECOND)
    search(evaluation)
    assert given(evaluation)["07700 900456"] == "[phone number 2]"
    with evaluation.store.reading() as connection:
        keys = set(connection.execute(select(replacements.c.key)).scalars())
        texts = " ".join(connection.execute(select(found.c.text)).scalars())
    assert "9434765919" not in keys and "943" not in texts, "nothing of the other is kept"


def test_the_sentence_shows_the_word_to_judge_and_hides_all_else(evaluation: Evaluation) -> None:
    search(evaluation)
    proposals = candidates_of(evaluation)
    kinds = {each.word: (each.replacement.kind, each.replacement.stand_in) for each in proposals}
    assert kinds["Mauren"] == ("near name", "[carer 1]") and kinds["Zed"] == ("person", "[name 1]")
    assert [each.context for each in proposals] == [
        "My friends call »Mauren«. ",
        "[carer 1]: In »Moria«, with [name 1]. ",
        "[carer 1]: In [place 1], with »Zed«. ",
        "[carer 1]: [NHS number 1], it is on [carer 1]s letter from »@rohan_q«. ",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sam Okoro: Zed.\n", "Sam Okoro: »Zed«."),
        ("Sam Okoro: Really? With Zed and me.\n", "With »Zed« and me."),
        ("Sam Okoro: With Zed \n and me. Yes.\n", "With »Zed« and me."),
        (f"Sam Okoro: {'yes ' * 60}Zed {'no ' * 80}.\n", f"{'yes ' * 39}»Zed«{' no' * 53}"),
        ("Sam Okoro: Ask 07700 900123, or Zed on 07700 900456.\n",
         "Ask [phone number 1], or »Zed« on [phone number 2]."),
    ],
)  # fmt: skip
def test_a_sentence_is_whole_where_it_is_not_too_long(
    evaluation: Evaluation, text: str, expected: str
) -> None:
    (evaluation.sources / "a.txt").unlink()
    add(evaluation, "b.txt", text)
    search(evaluation)
    (only,) = candidates_of(evaluation)
    assert only.context.strip().replace("[staff member 1]", "Sam Okoro") in (
        expected, f"Sam Okoro: {expected}",
    )  # fmt: skip


def test_the_sheet_is_private_and_holds_text_only(evaluation: Evaluation) -> None:
    search(evaluation)
    assert write_sheet(evaluation, TODAY) == 4
    path = NAMES_TO_HIDE.path(evaluation.outputs)
    assert path.stat().st_mode & 0o777 == 0o600
    page = load_workbook(path)[PAGE]
    rows = {str(row[0].value): row for row in page.iter_rows(min_row=2)}
    assert rows["@rohan_q"][0].data_type == "s" and rows["Zed"][2].value == 1
    assert page.data_validations.dataValidation[0].formula1 == '"hide,leave"'
    before = path.read_bytes()
    write_sheet(evaluation, TODAY)
    assert path.read_bytes() == before


def test_what_people_decide_counts(evaluation: Evaluation) -> None:
    search(evaluation)
    verdicts = {"Zed": "accept", "Moria": "Reject", "Mauren": "accept"}
    path = decided(evaluation, verdicts, Zed="[carer 1's son]")
    assert read_candidates(evaluation, path, "R1", NOW) == 3
    assert read_candidates(evaluation, path, "R1", NOW) == 0, (
        "the same sheet again says nothing new"
    )
    text = hidden(evaluation)["a.txt"]
    assert "In Moria, with [carer 1's son]." in text and "My friends call [carer 1]." in text
    path = decided(evaluation, {"Zed": "reject"})
    assert read_candidates(evaluation, path, "R2", LATER) == 1
    assert "with Zed." in hidden(evaluation)["a.txt"], "the last word counts"
    assert (
        deidentification_state(evaluation).accepted,
        deidentification_state(evaluation).rejected,
    ) == (1, 2)


def test_what_somebody_said_last_is_taken_back_as_a_whole_and_nothing_is_deleted(
    evaluation: Evaluation,
) -> None:
    search(evaluation)
    numbers = {each.written[0]: each.number for each in proposals_of(evaluation)}

    def verdicts() -> dict[str, tuple[str, str]]:
        return {each.written[0]: (each.verdict, each.stand_in) for each in proposals_of(evaluation)}

    acts: list[list[tuple[int, Verdict, str]]] = [
        [(numbers["Zed"], "accept", "[my son]")],
        [(numbers["Zed"], "reject", "[name 1]"), (numbers["Moria"], "accept", "[place 1]")],
    ]
    states = [verdicts()]
    for second, act in enumerate(acts):
        with evaluation.store.writing() as connection:
            keep_decisions(connection, act, "R1", f"2026-01-02T10:00:0{second}Z")
        states.append(verdicts())
    with evaluation.store.writing() as connection:
        assert let_decide_anew(connection, "R2", LATER) == [], "what others said stays"
        assert len(let_decide_anew(connection, "R1", "2026-01-02T10:00:07Z")) == 2
    assert verdicts() == states[1] and verdicts()["Zed"] == ("accept", "[my son]")
    with evaluation.store.writing() as connection:
        assert len(let_decide_anew(connection, "R1", "2026-01-02T10:00:08Z")) == 2
        rows = connection.execute(select(replacement_decisions)).all()
    assert verdicts() == states[2], "taken back twice, it stands again"
    assert [row.verdict for row in rows] == [
        "accept", "reject", "accept", "", "accept", "accept", "reject",
    ]  # fmt: skip


def test_the_same_words_under_two_kinds_are_one_thing(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model takes a house for a person, a place and an organisation in turn."""
    kinds: list[Kind] = ["person", "place", "place", "organisation"]

    def wavering(texts: Iterable[str]) -> Iterator[list[Finding]]:
        for text in texts:
            marks = zip(re.finditer("Beck", text), kinds, strict=False)
            yield [Finding(*mark.span(), kind) for mark, kind in marks]

    monkeypatch.setattr(searching, "find", wavering)
    add(evaluation, "c.txt", "Sam Okoro: Beck and Beck and Beck and Beck.\n")
    search(evaluation)
    (only,) = [
        each.replacement for each in candidates_of(evaluation) if "Beck" in each.replacement.written
    ]
    assert (only.kind, only.stand_in, only.times, only.transcripts) == ("place", "[place 1]", 4, 1)


def test_a_rejected_misspelling_is_proposed_as_a_person(evaluation: Evaluation) -> None:
    add(evaluation, "c.txt", "Interviewer: Who?\n\nSam Okoro: Sammy was, Sammy Quill.\n")
    search(evaluation)
    read_candidates(evaluation, decided(evaluation, {"Sammy": "reject"}), "R1", NOW)
    search(evaluation)
    kinds = {
        each.replacement.written[0]: each.replacement.kind for each in candidates_of(evaluation)
    }
    assert kinds["Sammy Quill"] == "person"


@pytest.mark.parametrize(
    ("kind", "action", "expected"),
    [
        ("person", "apply", "with [name 1]."),
        ("person", "leave", "with Zed."),
        ("phone number", "propose", "on 07700 900123."),
        ("phone number", "leave", "on 07700 900123."),
    ],
)
def test_each_kind_is_applied_proposed_or_left(
    evaluation: Evaluation, kind: Kind, action: Action, expected: str
) -> None:
    actions = {**ACTIONS, kind: action}
    search(evaluation, actions)
    assert expected in hidden(evaluation, actions)["a.txt"]
    offered = {each.replacement.kind for each in candidates_of(evaluation, actions)}
    assert (kind in offered) is (action == "propose")


def test_the_key_lies_apart_and_is_its_owners(evaluation: Evaluation) -> None:
    search(evaluation)
    read_candidates(evaluation, decided(evaluation, {"@rohan_q": "accept"}), "R1", NOW)
    write_key(evaluation)
    path = evaluation.hidden / KEY
    assert path.stat().st_mode & 0o777 == 0o600
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"))))
    assert ["[carer 1]", "known name", "Maureen Thwaite"] in rows
    assert ["[phone number 1]", "phone number", "07700 900123"] in rows
    assert ["[web address 1]", "web address", "'@rohan_q"] in rows
    assert not any("Moria" in row for row in rows), "what is not replaced is not in the key"


def test_names_added_to_people_csv_are_no_longer_proposed(evaluation: Evaluation) -> None:
    search(evaluation)
    path = evaluation.folder / "people.csv"
    path.write_text(PEOPLE + "P3,Zed,,staff,,,no,no\n")
    opened = Evaluation.open(evaluation.folder)
    (opened.sources / "a.txt").write_text(FIRST + "\nSam Okoro: Yes.\n")
    read_anew(opened)
    search(opened)
    assert {each.replacement.written[0] for each in candidates_of(opened)} == {
        "Mauren",
        "Moria",
        "@rohan_q",
    }
    assert "with [staff member 2]." in hidden(opened)["a.txt"]


@pytest.mark.model
def test_many_words_are_looked_through_in_processes(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "find", find)
    monkeypatch.setattr(searching, "_BATCH_CHARACTERS", 100)
    for number in range(5):
        add(
            evaluation,
            f"b{number}.txt",
            f"Sam Okoro: I, number {number}, told Zoe Bell in Leeds.\n",
        )
    told: list[tuple[int, int]] = []
    assert search(evaluation, workers=2, progress=lambda *at: told.append(at)) == 6
    assert told[-1] == (6, 6)
    assert {"Zoe Bell", "Leeds"} <= set(given(evaluation))
