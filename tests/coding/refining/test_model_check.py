"""What is wrong or thin in a codebook: by its text, by the model, by how it is used, and where."""

from dataclasses import replace
from pathlib import Path

import pytest
import story
from fake_words import Words

from benchmarks.data import read_codebook
from codebooks.check import Problem, problems
from codebooks.codebook import Code, Codebook, Contributor, Example, Theme
from codebooks.load import loads, shipped
from codebooks.reading_age import definition_sentences, reading_age, syllables_of
from codebooks.yaml.places import line_of, places_of
from coding import Evaluation
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.refining.model_check import problems_by_model
from coding.refining.unused import problems_of_use, unseen_problems
from coding.revisions.versions import Signatory, sign
from flows.cli.main import main

BOTH_WAYS = (Example("I spoke.", "positive"), Example("I could not speak.", "negative"))
AGAINST = (Example("a"), Example("b"), Example("c"))
SOUND = Code(
    id="voice",
    name="Voice",
    definition="Could speak.",
    exclude=("praise",),
    examples=(*BOTH_WAYS, *(Example(f"Phrase {i}.") for i in range(4))),
    counter_examples=AGAINST,
    says_positive="People could speak",
    says_negative="People could not speak",
)
HARD = (
    "Participatory deliberation regarding institutional accountability necessitates unambiguous "
    "organisational responsibility. It is so."
)


def book(*codes: Code, contributors: tuple[Contributor, ...] = ()) -> Codebook:
    return Codebook("T", "1", (Theme("t", "T", "", codes),), contributors=contributors)


def brief(found: list[Problem]) -> list[tuple[str, str, str]]:
    return [(each.severity, each.code_id, each.what) for each in found]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), []),
        ((SOUND,), []),
        (
            (Code("bare", "Bare", says_positive="Y", says_negative="N"),),
            [
                ("wrong", "bare", "no definition"),
                ("look", "bare", "no examples"),
                ("look", "bare", "no counter-examples"),
                ("hint", "bare", "nothing says what it leaves out"),
            ],
        ),
        (
            (
                Code(
                    "few",
                    "Few",
                    "Could.",
                    exclude=("x",),
                    examples=BOTH_WAYS[:1],
                    counter_examples=AGAINST[:1],
                    says_positive="Y",
                    says_negative="N",
                ),
            ),
            [
                ("hint", "few", "1 examples; at least 6 are needed"),
                ("hint", "few", "1 counter-examples; at least 3 are needed"),
                ("hint", "few", "no examples both ways (positive and negative)"),
            ],
        ),
        ((Code("bare", "Bare", status="retired"),), []),
    ],
)
def test_problems_of_a_code(codes: tuple[Code, ...], expected: list[tuple[str, str, str]]) -> None:
    assert brief(problems(book(*codes))) == expected


def test_one_phrase_in_two_places_is_a_problem() -> None:
    others = tuple(Example(f"Other {i}.", "negative") for i in range(5))
    other = Code(
        id="other",
        name="Other",
        definition="Another.",
        exclude=("praise",),
        examples=(Example("i SPOKE"), *others),
        counter_examples=(Example("Other 1"), *AGAINST[1:]),
        says_positive="Y",
        says_negative="N",
    )
    found = problems(book(SOUND, other))
    assert brief(found) == [
        ("hint", "other", "no examples both ways (positive and negative)"),
        ("wrong", "other", "one phrase is both an example and a counter-example"),
        ("look", "other", "one example stands in 'Voice' too"),
    ]
    assert [each.phrase for each in found] == ["", "Other 1.", "i SPOKE"]


def test_a_definition_for_older_readers_is_named_with_its_hardest_sentence() -> None:
    (found,) = problems(book(replace(SOUND, definition=HARD)))
    assert found.severity == "look"
    assert "“Participatory deliberation" in found.what and "It is so" not in found.what


def test_what_nothing_covers_in_a_framework_that_is_used_is_a_hint() -> None:
    mapped = replace(SOUND, principle="equality")
    said = [each.what for each in problems(book(mapped))]
    assert said == [
        f"nothing here covers “{name}” of SCIE's principles of co-production"
        for name in ("Diversity", "Accessibility", "Reciprocity")
    ]


def test_what_is_left_out_on_purpose_is_no_gap_and_is_not_mapped() -> None:
    mapped = replace(SOUND, principle="equality", frameworks=(("scie", "diversity"),))
    outside = (("scie", "accessibility"), ("scie", "diversity"), ("scie", "reciprocity"))
    assert brief(problems(replace(book(mapped), outside=outside))) == [
        (
            "look",
            "voice",
            "“Diversity” of SCIE's principles of co-production is left out on purpose, and mapped",
        )
    ]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", 1), ("make", 1), ("whole", 1), ("made", 1), ("moved", 1), ("changes", 2),
        ("listened", 2), ("needed", 2), ("little", 2), ("people", 2), ("being", 2), ("carers'", 2),
        ("idea", 3), ("serious", 3), ("tokenism", 4), ("situation", 4), ("experience", 4),
        ("equality", 4), ("Evaluation", 5), ("hmm", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, expected: int) -> None:
    assert syllables_of(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0.0),
        ("...", 0.0),
        ("They sat.", 1.99),
        # 0.39 * 10 + 11.8 * 14 / 10 - 15.59 + 5: ten words of fourteen syllables
        ("Other people listened and wrote down what the carers said.", 9.83),
    ],
)
def test_reading_age(text: str, expected: float) -> None:
    assert reading_age(definition_sentences(text)) == pytest.approx(expected)


def test_places_are_lines_of_the_file() -> None:
    places = places_of(story.ONE.encode(), where="x")
    rows = story.ONE.splitlines()
    at = line_of(places, "trust", "examples", "I trust them more than I did.")
    assert at and "- I trust them more than I did." in rows[at - 1]
    at = line_of(places, "trust", "definition", "not there")
    assert at and rows[at - 1].strip().startswith("definition: People rely")
    at = line_of(places, "trust", "counter_examples", "")
    assert at and rows[at - 1].strip() == "- id: trust"
    assert line_of(places, "nobody", "examples", "") is None


def test_two_codes_that_say_the_same_are_named_with_the_pair() -> None:
    one = Code("a", "Alpha", "People were heard in the meeting.", examples=(Example("cats purr"),))
    two = Code("b", "Beta", "In the meeting people were heard.", examples=(Example("red bus"),))
    far = Code("c", "Gamma", "Buttered toast for breakfast.", examples=(Example("warm jam"),))
    found = problems_by_model([one, two, far], VectorCache(None, Words()))
    assert [(each.severity, each.code_id) for each in found] == [("look", "a")]
    assert "'Beta'" in found[0].what
    assert "“People were heard in the meeting.” and “In the meeting people were heard.”" in (
        found[0].what
    )
    assert problems_by_model([one], VectorCache(None, Words())) == []


def test_a_sentence_that_stands_in_three_codes_tells_none_apart() -> None:
    rule = "Code it as negative when it did not happen."
    codes = [
        Code(name, name, f"{words} {rule}")
        for name, words in (("Ab", "Cats purr."), ("Cd", "Red bus."), ("Ef", "Warm jam."))
    ]
    assert problems_by_model(codes, VectorCache(None, Words())) == []


def test_examples_that_would_be_put_elsewhere() -> None:
    bus = tuple(Example(f"the {word} bus was late") for word in ("red", "old", "last", "first"))
    jam = tuple(Example(f"warm jam on {word} toast") for word in ("my", "your", "our", "her"))
    lost = tuple(Example(f"the bus was {word} late") for word in ("very", "always", "often"))
    codes = [
        Code("bus", "Bus", "The bus was late.", examples=bus),
        Code("jam", "Jam", "Warm jam on toast.", examples=(*jam[:2], *lost)),
    ]
    found = problems_by_model(codes, VectorCache(None, Words()))
    elsewhere = [each for each in found if each.field == "examples"]
    # With three of its own kind at 'Jam', 'Bus' is hard to tell from the others too.
    assert [(e.severity, e.code_id) for e in elsewhere] == [("hint", "bus"), ("look", "jam")]
    assert elsewhere[1].what == ("3 of its 5 examples would be put at 'Bus', such as this one")
    assert elsewhere[1].phrase in {example.text for example in lost}


def test_who_has_to_look_at_it() -> None:
    agreed = Code("a", "A", status="agreed")
    draft = Code("b", "B")
    gone = Code("c", "C", status="retired")
    assert [(each.severity, each.what) for each in unseen_problems(book(agreed, draft, gone))] == [
        ("look", "nobody with lived experience has looked at 1 agreed codes: 'A'"),
        ("hint", "nobody with lived experience has looked at 1 codes in draft: 'B'"),
    ]
    assert [each.severity for each in unseen_problems(book(agreed, draft), False, {"a"})] == [
        "hint"
    ]
    assert unseen_problems(book(agreed, draft), False, {"t"}) == []
    assert unseen_problems(book(agreed, draft), True) == []
    assert unseen_problems(book(agreed, contributors=(Contributor("JB", "unpaid carer"),))) == []
    assert len(unseen_problems(book(agreed, contributors=(Contributor("RW", "researcher"),)))) == 1


def test_codes_that_were_never_used_and_who_has_looked(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    never = "      - id: never\n        name: Never\n        definition: Zyx wvu.\n"
    evaluation = story.told(folder)
    content = story.ONE.replace("      - id: confidence", never + "      - id: confidence")
    (folder / "codebook.yaml").write_text(content)
    evaluation = Evaluation.open(folder)
    used = set(evaluation.suggestions()["code_id"])
    expected = [c.id for c in evaluation.codebook.codes if c.id not in used]
    found = problems_of_use(evaluation)
    assert "never" in expected
    assert [each.code_id for each in found if each.severity == "look"] == expected
    assert [each.what[:60] for each in found if each.severity == "hint"] == [
        "nobody with lived experience has looked at 6 codes in draft:"
    ]
    with evaluation.store.writing() as connection:
        row = {"key": "k", "subject": "never", "kind": "comment", "text": "", "at": ""}
        connection.execute(tables.workshop.insert().values(**row, name="JB", role="unpaid carer"))
    assert "looked at 5 codes in draft" in problems_of_use(evaluation)[-1].what
    sign(evaluation, "draft", Signatory("JB", "unpaid carer"), "2026-03-01T10:00:00+00:00")
    assert [each.severity for each in problems_of_use(evaluation)] == ["look"] * len(expected)


@pytest.mark.model
def test_the_command_names_lines_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(shipped())
    assert main(["codebook", "check", str(path)]) == 0
    head = capsys.readouterr().out.splitlines()[0]
    assert head.startswith("ours.yaml: 35 codes; nothing wrong, nothing to look at, ")
    definition = "        definition: Others listened, and what was said changed something.\n"
    assert definition in story.ONE
    path.write_text(story.ONE.replace(definition, ""))
    assert main(["codebook", "check", str(path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == (
        "wrong  line    8  Listened to: no definition. Say in a sentence or two what it means."
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("annomi", "reflection_simple", "says much the same as 'reflection complex'"),
        ("annomi", "question_open", "no examples"),
        ("pxtm_v6", "Staff manner & personal attributes", "nearly one of 'Competence & training'"),
        ("care_opinion_multilabel", "Activities", "no definition"),
    ],
)
def test_it_finds_what_is_known_to_be_wrong_in_real_codebooks(
    data: Path, name: str, code: str, said: str
) -> None:
    codebook = read_codebook(data / "coded" / name / "codebook.yaml")
    cache = VectorCache(None, load_model())
    found = [*problems(codebook), *problems_by_model(codebook.codes, cache)]
    assert any(said in each.what for each in found if each.code_id == code)


@pytest.mark.model
def test_the_command_takes_a_data_sets_list_of_codes_and_says_so(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "coded" / "annomi" / "codebook.yaml"
    assert main(["codebook", "check", str(path)]) == 0
    told, head, *rows = capsys.readouterr().out.splitlines()
    assert told.startswith("Read as: a data set's list of codes. To work on it: heard codebook")
    assert head == "codebook.yaml: 12 codes; nothing wrong, 30 to look at, 7 hints."
    lines = path.read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if "reflection simple: says much the same" in row)
    # The line named is that of the definition of this code.
    at = int(row.split("line")[1].split()[0])
    assert "definition:" in lines[at - 1] and "reflection_simple" in "".join(lines[at - 4 : at])


def test_a_file_that_is_no_text_is_checked_without_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("name,definition\nVoice,\n")
    assert main(["codebook", "check", str(path)]) == 2
    told, _, first, *_ = capsys.readouterr().out.splitlines()
    assert told.startswith("Read as: a table with a code a row.")
    assert first == "wrong  Voice: no definition. Say in a sentence or two what it means."


def test_a_codebook_of_the_data_has_places_too(data: Path) -> None:
    path = data / "coded" / "annomi" / "codebook.yaml"
    at = line_of(places_of(path.read_bytes(), where="x"), "question_open", "definition", "")
    rows = path.read_text(encoding="utf-8").splitlines()
    assert at and rows[at - 1].strip().startswith("definition: ")


def test_the_shipped_codebook_has_a_place_for_each_example() -> None:
    places = places_of(shipped(), where="x")
    for code in loads(shipped(), where="x").codes:
        assert all((code.id, "examples", each.text) in places for each in code.examples)


@pytest.mark.model
def test_codes_whose_examples_are_half_those_of_others_are_hard_to_tell() -> None:
    codes, cache = loads(shipped(), where="x").codes, VectorCache(None, load_model())
    hard = {}
    for at in range(0, len(codes), 6):
        drawn = {one.id: one.examples[0] for one in codes[at + 3 :: 5][:6]}
        drawn |= {one.id: one.examples[0] for one in codes[: 6 - len(drawn)]}
        mixed = [
            replace(one, examples=tuple(e for e in one.examples if e != drawn.get(one.id)))
            for one in codes
        ]
        kept = mixed[at].examples[: len(drawn)]
        mixed[at] = replace(codes[at], examples=(*kept, *drawn.values()))
        found = problems_by_model(mixed, cache)
        hard[codes[at].id] = [each.code_id for each in found if "hard to tell" in each.what]
    assert hard == {code.id: [code.id] for code in codes[::6]}
