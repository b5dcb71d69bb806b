"""The invented evaluation that ships: the same bytes each time, whole, and said to be invented."""

from collections import Counter
from pathlib import Path

import pytest
from docx import Document

from corpora.examples import write_examples
from corpora.examples.captions import cues_of
from corpora.examples.script import Script, ScriptTurn, load_scripts, read_script
from corpora.formats.read import read_file, sources
from corpora.people.people import INTERVIEWERS, Person, load_people

GROUPS = ("people who use services", "unpaid carers", "staff", "facilitators")
WAVES = ("wave 1", "wave 2")
GENERIC = {"Interviewer", "Researcher 1", "Facilitator", "I"}
SCRIPTS = load_scripts()
HEADER = "# title: T\n# layout: txt-colon\n# date: 2024-10-08T10:30\n# note: Invented.\n"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    write_examples(folder)
    return folder


@pytest.fixture(scope="module")
def people(written: Path) -> tuple[Person, ...]:
    return load_people((written / "people.csv").read_bytes(), groups=GROUPS, waves=WAVES)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def labels(script: Script) -> set[str]:
    return {said.speaker for said in script.turns if said.speaker}


def named(person: Person) -> set[str]:
    return {person.name, *person.aliases}


def spoken(script: Script) -> int:
    said = [turn.text for turn in script.turns] or script.lines
    return sum(len(text.split()) for text in said)


def test_it_is_the_same_bytes_each_time(written: Path, tmp_path: Path) -> None:
    write_examples(tmp_path)
    assert contents(tmp_path) == contents(written)


def test_what_is_written_is_what_is_returned(tmp_path: Path) -> None:
    paths = write_examples(tmp_path)
    assert sorted(str(p.relative_to(tmp_path)) for p in paths) == sorted(contents(tmp_path))


def test_it_is_large_enough_to_be_a_demonstration() -> None:
    notes = [script for script in SCRIPTS if script.is_notes]
    interviews = [script for script in SCRIPTS if not script.is_notes]
    assert Counter(script.wave for script in notes) == {"wave-1": 2, "wave-2": 2}
    assert min(Counter(script.wave for script in interviews).values()) >= 6
    assert len(interviews) >= 13
    assert sum(map(spoken, SCRIPTS)) >= 14_000


def test_every_format_that_teams_have_is_there() -> None:
    suffixes = Counter(script.suffix for script in SCRIPTS)
    assert suffixes["docx"] >= 5 and suffixes["vtt"] >= 4 and suffixes["txt"] >= 3
    assert suffixes["srt"] == 1
    assert [s.name for s in SCRIPTS if s.layout == "vtt-none"] == ["front-desk"]


def test_every_group_speaks(people: tuple[Person, ...]) -> None:
    said = set().union(*map(labels, SCRIPTS))
    groups = Counter(person.group for person in people if named(person) & said)
    assert all(groups[group] >= fewest for group, fewest in zip(GROUPS, (5, 5, 5, 3), strict=True))


def test_some_people_are_met_in_both_waves(people: tuple[Person, ...]) -> None:
    heard = {
        wave: set().union(*(labels(s) for s in SCRIPTS if s.wave == wave))
        for wave in ("wave-1", "wave-2")
    }
    both = [p for p in people if all(named(p) & said for said in heard.values())]
    assert len([p for p in both if p.group != INTERVIEWERS]) >= 4


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: f"{s.wave}/{s.name}")
def test_every_label_is_somebody(script: Script, people: tuple[Person, ...]) -> None:
    known = set().union(*map(named, people))
    assert labels(script) - GENERIC - known == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: f"{s.wave}/{s.name}")
def test_a_label_stands_before_every_turn(script: Script) -> None:
    """A forgotten label would put one person's words into another's mouth."""
    unlabelled = [said.text for said in script.turns if not said.speaker]
    assert all(text.startswith("[") and text.endswith("]") for text in unlabelled)
    assert not any(said.text == "" for said in script.turns)


def test_names_and_initials_are_unique(people: tuple[Person, ...]) -> None:
    counts = Counter(name.casefold() for person in people for name in named(person))
    assert [name for name, count in counts.items() if count > 1] == []
    assert {len([a for a in p.aliases if a.isupper() and len(a) == 2]) for p in people} <= {0, 1}


def test_consent_differs_as_it_does_in_life(people: tuple[Person, ...]) -> None:
    (left_out,) = [person for person in people if person.consent_analysis == "no"]
    assert any(named(left_out) & labels(script) for script in SCRIPTS)
    quotes = Counter(p.consent_quote for p in people if p.may_be_analysed)
    assert (quotes["no"], quotes["ask"]) == (3, 1)


def test_every_file_says_that_it_is_invented(written: Path) -> None:
    for path in sorted(written.glob("transcripts/*/*")):
        assert "invented" in opening(path).casefold(), path.name


def opening(path: Path) -> str:
    if path.suffix == ".srt":
        return path.name
    if path.suffix == ".docx":
        return Document(str(path)).paragraphs[0].text
    return path.read_text("utf-8")[:100]


def test_a_script_is_its_header_and_its_turns() -> None:
    script = read_script(f"{HEADER}I: Did it help?\nKD: No: not at all.\n[pause]\n", "wave-1", "n")
    assert [(said.speaker, said.text) for said in script.turns] == [
        ("I", "Did it help?"),
        ("KD", "No: not at all."),
        ("", "[pause]"),
    ]
    assert [said.seconds for said in script.turns] == pytest.approx([3.0, 5.0, 7.4])


def test_a_layout_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no layout 'pdf'"):
        read_script(HEADER.replace("txt-colon", "pdf"), "wave-1", "n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (0, []),
        (1, [1]),
        (20, [20]),
        (21, [16, 5]),
        (40, [16, 16, 8]),
    ],
)
def test_a_turn_is_cut_into_cues_that_can_be_read(words: int, expected: list[int]) -> None:
    cues = list(cues_of(ScriptTurn("Ann", " ".join(["so"] * words), 1.0)))
    assert [len(cue.text.split()) for cue in cues] == expected
    assert [cue.first for cue in cues] == [n == 0 for n in range(len(expected))]


def test_nothing_of_it_is_read_with_doubts(written: Path, people: tuple[Person, ...]) -> None:
    root = written / "transcripts"
    known = frozenset(name for person in people for name in (person.id, *named(person)))
    doubts = {
        path.name: read_file(path, root=root, known=known).doubts.sentences
        for path in sources(root)
    }
    assert {name: sentences for name, sentences in doubts.items() if sentences} == {}
