"""What stands against a release is said all at once, each with its line and what to do."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import reported

from coding import Evaluation
from coding.decisions.record import Remark, append
from coding.document.blocks import TextBlock
from coding.document.plain import words_text
from coding.evaluation.hiding_tables import searched, sign_offs
from coding.findings_report.gathering import report_material
from coding.findings_report.release.number_words import Counts, unbacked
from coding.findings_report.release.obstacles import Obstacle, obstacles_of, stops
from coding.findings_report.release.quote_flags import flags_in
from coding.findings_report.report import findings_report
from flows.cli.main import main

TODAY = date(2026, 3, 9)
SEVEN = Counts((7, 7), (2, 2), (20, 20))
HIDDEN = Counts((0, 20), (0, 20), (20, 20))


@pytest.mark.parametrize(
    ("sentence", "counts", "wrong"),
    [
        ("", SEVEN, []),
        ("People were heard.", SEVEN, []),
        ("Most people were heard.", SEVEN, [("Most", "contradicted")]),
        ("Most people were heard.", Counts((12, 12), (2, 2), (20, 20)), []),
        ("Everybody was heard.", Counts((20, 20), (0, 0), (20, 20)), []),
        ("Everybody was heard.", Counts((18, 20), (0, 0), (20, 20)), [("Everybody", "not backed")]),
        ("All carers were heard.", SEVEN, [("All", "contradicted")]),
        ("Not everyone was heard.", SEVEN, []),
        ("Nobody was talked over.", SEVEN, [("Nobody", "contradicted")]),
        ("Nobody was talked over.", Counts((7, 7), (0, 0), (20, 20)), []),
        ("Few people were heard.", Counts((15, 15), (2, 2), (20, 20)), [("Few", "contradicted")]),
        ("A few people were heard.", SEVEN, []),
        ("Half of the people were heard.", SEVEN, [("Half", "contradicted")]),
        ("About half were heard.", Counts((9, 9), (2, 2), (20, 20)), []),
        ("Less than half were heard.", SEVEN, []),
        ("Seven of 20 people were heard.", SEVEN, []),
        ("Seven of 21 people were heard.", SEVEN, [("Seven of 21 people", "contradicted")]),
        ("Eight people were heard.", SEVEN, [("Eight people", "contradicted")]),
        ("Twenty-one carers were heard.", SEVEN, [("Twenty-one carers", "contradicted")]),
        ("Two people were not heard.", SEVEN, []),
        ("35 % were heard.", SEVEN, []),
        ("60 per cent were heard.", SEVEN, [("60 per cent", "contradicted")]),
        ("Seven people were heard.", HIDDEN, [("Seven people", "not backed")]),
        ("Most were heard.", HIDDEN, [("Most", "not backed")]),
        ("Papers came two weeks late, after all, at most 12 pages.", SEVEN, []),
        ("People were tired all the time.", SEVEN, []),
    ],
)
def test_a_word_that_says_how_many_must_be_what_is_printed(
    sentence: str, counts: Counts, wrong: list[tuple[str, str]]
) -> None:
    assert [(each.words, each.backing) for each in unbacked(sentence, counts)] == wrong


def test_the_name_of_a_group_stands_for_people() -> None:
    groups = ("night porters",)
    assert [e.words for e in unbacked("Nine night porters spoke.", SEVEN, groups)] == [
        "Nine night porters"
    ]
    assert unbacked("Nine night porters spoke.", SEVEN) == ()


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("I felt heard.", []),
        ("I was the only one who spoke.", ["it says “only”, “first” or their like"]),
        ("I am 82 and I still go.", ["an age"]),
        ("She is a seventy-two year old.", ["an age"]),
        ("When I worked as a nurse.", ["a job"]),
        ("My daughter drove me.", ["a relative"]),
        ("It was in March 2024.", ["a date or a season"]),
        ("We march for it, and may again.", []),
        ("The reason is a personal one.", []),
    ],
)
def test_what_may_tell_who_speaks_is_named(words: str, flags: list[str]) -> None:
    assert list(flags_in(words)) == flags


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evaluation]:
    evaluation = reported.reported(tmp_path_factory.mktemp("made") / "evaluation")
    yield evaluation
    evaluation.store.close()


def checked(evaluation: Evaluation, findings: str) -> list[Obstacle]:
    path = evaluation.folder / "findings" / "findings.yaml"
    path.write_text(findings)
    return list(obstacles_of(evaluation, report_material(evaluation, TODAY)))


def whats(obstacles: list[Obstacle]) -> list[tuple[str, str]]:
    return [(each.where, each.what) for each in obstacles]


def finding(text: str) -> str:
    head = "- id: F1\n  written_by:\n    - {name: RW, role: researcher}\n"
    return head + "".join(f"  {line}\n" for line in text.strip().splitlines())


VOICE = "aspect: process\ncodes: [voice]\ndirection: positive\n"


def test_nothing_stands_against_a_report_that_is_whole(made: Evaluation) -> None:
    assert checked(made, reported.FINDINGS) == []


def test_a_claim_that_its_figures_contradict_is_named_with_its_line(made: Evaluation) -> None:
    (only,) = checked(made, finding(f"says: Everybody was heard.\n{VOICE}"))
    assert (only.where, only.what, only.hint) == (
        "findings.yaml line 1, F1, says",
        "'Everybody' is not what its figures say",
        False,
    )


def test_the_easy_sentence_is_looked_at_too(made: Evaluation) -> None:
    (only,) = checked(made, finding(f"says: People were heard.\neasy: All people.\n{VOICE}"))
    assert only.where == "findings.yaml line 1, F1, easy"


def test_everything_is_said_at_once(made: Evaluation) -> None:
    text = """
says: Everybody was heard.
aspect: impact
codes: [voice]
direction: mixed
quotes: [0123456789abcdef]
"""
    assert whats(checked(made, finding(text))) == [
        ("findings.yaml line 1, F1, says", "'Everybody' is not what its figures say"),
        (
            "findings.yaml line 1, F1",
            "nothing speaks against it here, and without a direction the program cannot look for it",
        ),
        (
            "findings.yaml line 1, F1, aspect",
            "the finding is about the impact, and its code 'Able to speak freely' about the process",
        ),
        (
            "findings.yaml line 1, F1, quotes",
            "0123456789abcdef is no excerpt of this evaluation, or is none any longer",
        ),
    ]


def excerpt_with(evaluation: Evaluation, words: str, place: int = 0) -> str:
    rows = evaluation.excerpts()
    return str(rows[rows["text"].str.contains(words)]["excerpt_id"].iloc[place])


def test_a_quote_must_be_accepted_for_what_it_is_to_show(made: Evaluation) -> None:
    other = excerpt_with(made, "came in good time")
    (only,) = checked(made, finding(f"says: It went well.\n{VOICE}quotes: ['{other}']"))
    assert only.what == f"what people accepted for {other} does not speak for the finding"
    against = excerpt_with(made, "talked over")
    assert checked(made, finding(f"says: It went well.\n{VOICE}counter: ['{against}']")) == []


def test_what_should_not_be_quoted_is_said_to_be_refused(made: Evaluation) -> None:
    id = excerpt_with(made, "listened to me", 3)
    append(made.store, Remark("no", id, "not to be quoted", "", "R1", reported.AT, "1.0"))
    (only,) = checked(made, finding(f"says: It went well.\n{VOICE}quotes: ['{id}']"))
    assert only.what == f"{id} should not be quoted: somebody has said so"


def test_more_findings_than_the_first_page_holds_are_a_hint(made: Evaluation) -> None:
    six = [finding(f"says: It went well.\n{VOICE}").replace("F1", f"F{n}") for n in range(6)]
    (only,) = checked(made, "".join(six))
    assert (only.where, only.hint, stops([only])) == ("findings.yaml", True, False)


def test_who_agreed_to_an_earlier_wording_is_a_hint_and_counts_for_nothing(
    made: Evaluation,
) -> None:
    agreed = "agreed_by: [{name: KT, role: staff, to: 0a1b2c3d}]"
    (only,) = checked(made, finding(f"says: It went well.\neasy: It went well.\n{agreed}\n{VOICE}"))
    assert (only.where, only.hint) == ("findings.yaml line 1, F1, agreed_by", True)
    assert only.what == "'KT' (staff) agreed to an earlier wording, which does not count"
    document = findings_report(report_material(made, date(2026, 3, 9)))
    said = " ".join(words_text(b.words) for b in document.blocks() if isinstance(b, TextBlock))
    assert "Nobody else has agreed to it yet. Agreed to an earlier wording: KT (staff)." in said


def test_the_command_ends_with_2_where_something_is_wrong(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    checked(made, reported.FINDINGS)
    assert main(["report", "check", str(made.folder)]) == 2
    told = capsys.readouterr().out
    assert "2 things to put right" in told  # nobody has looked at the quotes, and nobody has signed
    checked(made, finding(f"says: Nobody was heard.\neasy: The group spoke.\n{VOICE}"))
    assert main(["report", "check", str(made.folder)]) == 2
    told = capsys.readouterr().out
    assert "3 things to put right" in told
    assert "talked over me" not in told


def test_names_that_nobody_signed_off_stand_against_it(made: Evaluation, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "evaluation")
    evaluation = Evaluation.open(tmp_path / "evaluation")
    with evaluation.store.writing() as connection:
        connection.execute(sign_offs.delete())
    assert [each.what for each in checked(evaluation, reported.FINDINGS)] == [
        "nobody has signed off the removal of names"
    ]
    with evaluation.store.writing() as connection:
        connection.execute(searched.delete())
    assert next(each.what for each in checked(evaluation, reported.FINDINGS)).startswith(
        "Nobody has looked for names in "
    )
    evaluation.store.close()
