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
from coding.deidentification.candidates import candidates_of
from coding.deidentification.key import KEY, write_key
from coding.deidentification.search import search
from coding.deidentification.sheet import PAGE, read_candidates, write_sheet
from coding.deidentification.sign_off import (
    deidentification_state,
    names_in_reports,
    sign_off,
    summary,
)
from coding.evaluation.hiding_tables import found, replacements, sign_offs
from coding.evaluation.output_files import NAMES_TO_HIDE
from corpora.errors import InputError
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


def test_proposals_show_a_context_in_which_all_is_replaced(evaluation: Evaluation) -> None:
    search(evaluation)
    told = {
        each.replacement.written[0]: (
            each.replacement.kind,
            each.replacement.stand_in,
            each.context,
        )
        for each in candidates_of(evaluation)
    }
    assert told["Mauren"][:2] == ("near name", "[carer 1]")
    assert told["Zed"][:2] == ("person", "[name 1]")
    assert set(told) == {"Mauren", "Moria", "Zed", "@rohan_q"}
    for _, stand_in, context in told.values():
        assert stand_in in context
        assert not re.search("Maur|Moria|Zed|Thwaite|07700|943|NE46", context)


def test_the_sheet_is_private_and_holds_text_only(evaluation: Evaluation) -> None:
    search(evaluation)
    assert write_sheet(evaluation, TODAY) == 4
    path = NAMES_TO_HIDE.path(evaluation.outputs)
    assert path.stat().st_mode & 0o777 == 0o600
    page = load_workbook(path)[PAGE]
    rows = {str(row[0].value): row for row in page.iter_rows(min_row=2)}
    assert rows["@rohan_q"][0].data_type == "s" and rows["Zed"][2].value == 1
    assert page.data_validations.dataValidation[0].formula1 == '"accept,reject"'
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


def test_a_sign_off_holds_until_something_changes(evaluation: Evaluation) -> None:
    search(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        "Nobody has checked and signed off the removal of names and numbers. "
        "4 possible names are not decided."
    )
    reject_all(evaluation)
    assert sign_off(evaluation, "Dr A", NOW).current
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02."
    )
    search(evaluation)
    signed = deidentification_state(evaluation).signed_off
    assert signed is not None and signed.current, "searching what is there changes nothing"
    add(evaluation, "b.txt", SECOND)
    search(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02; what was found or decided "
        "has changed since, so it needs checking again. 1 possible name is not decided."
    )


@pytest.mark.parametrize(
    ("not_decided", "said"),
    [
        (0, "sign-off: 4 possible names are not decided. Decide about each"),
        (3, "sign-off: 4 possible names are not decided. Decide about each"),
        (5, "sign-off: 4 possible names are not decided. Decide about each"),
    ],
)
def test_nobody_signs_off_over_open_proposals_without_saying_how_many(
    evaluation: Evaluation, not_decided: int, said: str
) -> None:
    search(evaluation)
    with pytest.raises(InputError) as caught:
        sign_off(evaluation, "Dr A", NOW, not_decided=not_decided)
    assert str(caught.value).startswith(said) and "--not-decided 4" in str(caught.value)
    assert deidentification_state(evaluation).signed_off is None


def test_nobody_signs_off_what_nobody_has_looked_through(evaluation: Evaluation) -> None:
    with pytest.raises(InputError, match="obody has looked for names in 1 transcript yet"):
        sign_off(evaluation, "Dr A", NOW)
    assert deidentification_state(evaluation).signed_off is None


def test_what_was_not_decided_is_kept_and_stands_in_reports(evaluation: Evaluation) -> None:
    search(evaluation)
    signed = sign_off(evaluation, "Dr A", NOW, role="facilitator", not_decided=4)
    assert (signed.role, signed.undecided) == ("facilitator", 4)
    who = "Dr A (facilitator) signed off the removal of names and numbers on 2026-01-02"
    seeing = "Of the team, researchers and facilitators see real names, and whoever has the"
    state = deidentification_state(evaluation)
    assert names_in_reports(state, evaluation.settings.team.see_real_names).startswith(
        f"{who}, with 4 possible names not decided. {seeing}"
    )
    with evaluation.store.reading() as connection:
        (row,) = connection.execute(select(sign_offs)).all()
    assert (row.undecided, row.role, row.real_names) == (
        4,
        "facilitator",
        "researcher, facilitator",
    )
    read_candidates(evaluation, decided(evaluation, {"Zed": "reject"}), "R1", NOW)
    assert summary(deidentification_state(evaluation)) == (
        f"{who}, with 4 possible names not decided; 3 still are not."
    )
    reject_all(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        f"{who}, with 4 possible names not decided; since then all are."
    )


def test_of_an_old_sign_off_it_is_said_what_is_open_now(evaluation: Evaluation) -> None:
    search(evaluation)
    sign_off(evaluation, "Dr A", NOW, not_decided=4)
    with evaluation.store.writing() as connection:
        connection.execute(sign_offs.update().values(undecided=None, role="", real_names=""))
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02, "
        "with 4 possible names not decided."
    )


def reject_all(evaluation: Evaluation) -> None:
    verdicts = {each.replacement.written[0]: "reject" for each in candidates_of(evaluation)}
    read_candidates(evaluation, decided(evaluation, verdicts), "R1", NOW)


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
