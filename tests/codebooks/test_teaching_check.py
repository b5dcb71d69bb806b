"""What does not fit between a teaching set and its codebook is said with the row."""

from dataclasses import replace
from pathlib import Path

import pytest

from codebooks.check import Problem
from codebooks.codebook import Code, Codebook, TeachingText, Theme
from codebooks.load import load, loads, shipped
from codebooks.teaching_check import teaching_problems
from flows.cli.main import main

SHIPPED_BOOK = loads(shipped(), where="coproduction.yaml")
VOICE = Code("voice", "Voice")


def taught(*texts: TeachingText) -> Codebook:
    """A codebook of one code with ten invented texts each way and one that only looks like it."""
    enough = [
        TeachingText(f"{way} words number {n}", (("voice", way),), row=n)
        for way in ("positive", "negative")
        for n in range(2, 12)
    ]
    near = TeachingText("Her voice was hoarse", near="voice", row=12)
    themes = (Theme("theme", "Theme", "", (VOICE,)),)
    return Codebook("T", "1", themes, teaching="ours.csv", taught=(*enough, near, *texts))


def lines(codebook: Codebook) -> list[tuple[str, str, str]]:
    return [(p.severity, p.code_id, p.what) for p in teaching_problems(codebook)]


def test_nothing_is_said_where_all_fits() -> None:
    assert teaching_problems(taught()) == []
    assert teaching_problems(replace(taught(), taught=())) == []


def test_what_ships_fits() -> None:
    assert teaching_problems(SHIPPED_BOOK) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            [TeachingText(f"New {n}", (("gone", "neutral"),), row=20 + n) for n in range(5)],
            (
                "look",
                "",
                "rows 20, 21, 22 and 2 more of the teaching set carry 'gone', "
                "which is no code of this codebook",
            ),
        ),
        (
            [TeachingText("New", near="gone", row=20)],
            (
                "hint",
                "",
                "row 20 of the teaching set is near 'gone', which is no code of this codebook",
            ),
        ),
        (
            [TeachingText("Her voice was  HOARSE.", row=20)],
            ("hint", "", "the text in row 20 of the teaching set stands in row 12 too"),
        ),
        (
            [TeachingText("Her voice was hoarse", (("voice", "neutral"),), row=20)],
            (
                "look",
                "",
                "the text in row 20 of the teaching set stands in row 12 too, with other codes",
            ),
        ),
    ],
    ids=["unknown code", "unknown near", "twice", "twice with other codes"],
)
def test_rows_that_do_not_fit(texts: list[TeachingText], expected: tuple[str, str, str]) -> None:
    assert lines(taught(*texts)) == [expected]


def test_a_code_with_few_texts_or_none_that_only_look_like_it_is_a_hint() -> None:
    book = taught()
    assert lines(replace(book, taught=book.taught[:12])) == [
        (
            "hint",
            "voice",
            "the teaching set has 2 negative texts; 10 each way are needed",
        ),
        ("hint", "voice", "the teaching set has no text that only looks like it"),
    ]


def test_a_changed_definition_is_looked_at_while_the_set_teaches_the_old_one() -> None:
    first = SHIPPED_BOOK.themes[0]
    code = replace(first.codes[0], definition="Something else altogether.")
    theme = replace(first, codes=(code, *first.codes[1:]))
    changed = replace(SHIPPED_BOOK, themes=(theme, *SHIPPED_BOOK.themes[1:]))
    (problem,) = teaching_problems(changed)
    row = next(t.row for t in SHIPPED_BOOK.taught if code.id in dict(t.codes))
    count = sum(code.id in dict(t.codes) for t in SHIPPED_BOOK.taught)
    assert problem == Problem(
        "look",
        code.id,
        "its definition is not that of the codebook that ships, and the teaching set still "
        f"teaches the one that does ({count} texts, from row {row:,})",
        "Write a teaching set of your own, or go by people's decisions.",
        "definition",
    )


@pytest.mark.model
def test_the_command_reads_the_set_beside_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(shipped().replace(b"coproduction-teaching.csv", b"ours.csv"))
    (tmp_path / "ours.csv").write_text("text,codes,directions\nSome words,voices,positive\n")
    assert load(path).taught[0].row == 2
    main(["codebook", "check", str(path)])
    said = capsys.readouterr().out
    assert "row 2 of the teaching set carries 'voices', which is no code of this codebook" in said
