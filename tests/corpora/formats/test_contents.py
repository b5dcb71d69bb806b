"""What was saved under another ending or pasted into a document. Every text here is invented."""

import json

import pytest
from reading import left_out, p, read, turns, word

from corpora.errors import FileRefused

SAID = [
    ("Ann Bell", "Who came?"),
    ("Bob", "Nobody, I think."),
    ("Ann Bell", "Why?"),
    ("Bob", "It was late."),
]


def cues(
    form: str = "{n}: {w}", *, head: str = "", number: str = "{i}\n", arrow: str = " --> "
) -> str:
    """The dialogue as captions."""
    return head + "\n".join(
        f"{number.format(i=i)}00:00:0{i}.000{arrow}00:00:0{i}.900\n{form.format(n=n, w=w)}\n"
        for i, (n, w) in enumerate(SAID, start=1)
    )


WEBVTT = "WEBVTT Interview 3\nKind: captions\n\nNOTE\nmade by a machine\n\n"


def pasted(text: str, *, parted: str = "\n") -> bytes:
    """A Word document with a paragraph for each piece of `text`."""
    pieces = text.replace("<", "&lt;").replace(">", "&gt;").split(parted)
    return word("".join(p(piece).replace("&amp;", "&") for piece in pieces))


def everywhere(text: str, *suffixes: str) -> list[tuple[str | bytes, str]]:
    """The text as files of these kinds, and pasted into Word."""
    return [*((text, suffix) for suffix in suffixes), (pasted(text), ".docx")]


@pytest.mark.parametrize(
    "text",
    [
        cues(),
        cues(head=WEBVTT),
        cues(number=""),
        cues(number="{i} "),
        cues(number="a7939eec-6426-b7bd/{i}-0\n", head="WEBVTT\n\n"),
        cues(arrow=" \u2192 "),
        cues("<v {n}>{w}</v>", head="WEBVTT\n\n"),
        cues("{n}\n{w}"),
        "Interview 3, 12 March\n\n" + cues(),
    ],
)
def test_captions_in_other_files(text: str) -> None:
    for content, suffix in everywhere(text, ".txt", ".md", ".srt"):
        assert turns(content, suffix) == SAID, suffix


def test_captions_in_word_with_line_breaks_and_in_a_block_of_code() -> None:
    assert turns(pasted(cues(), parted="\n\n"), ".docx") == SAID
    assert turns(f"```vtt\n{cues(head=WEBVTT)}```\n", ".md") == SAID


def test_what_stands_above_pasted_captions_is_kept_and_not_said() -> None:
    found = read("Interview 3\n\n" + cues(head=WEBVTT), ".txt")
    assert found.text.startswith("Interview 3\nAnn Bell: Who came?")
    assert left_out(found) == {"notes and styles of the caption file": 1}


def test_an_arrow_in_a_text_makes_no_captions() -> None:
    text = "Ann: It went 10:00 --> 11:00.\n\nBob: No.\n\nAnn: Oh.\n\nBob: Yes.\n"
    assert turns(text, ".txt")[0] == ("Ann", "It went 10:00 --> 11:00.")


PAGES = ["Ann: Who came to it?", "Bob: Nobody came, because", "{1}", "it was late.", "Ann: Why?", "{2}",
         "Bob: The bus.", "Ann: Oh."]  # fmt: skip
ON_PAGES = [("Ann", "Who came to it?"), ("Bob", "Nobody came, because\nit was late."), ("Ann", "Why?"),
            ("Bob", "The bus."), ("Ann", "Oh.")]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        ("Page 1 of 3", "Page 2 of 3", 2),
        ("1", "2", 2),
        ("- 1 -", "- 2 -", 2),
        ("1/3", "2/3", 2),
        ("2 (4)", "3 (4)", 2),
        ("p. 1", "p. 2", 2),
        ("Page | 1", "Page | 2", 2),
        ("1 | P a g e", "2 | P a g e", 2),
        ("Seite 1 von 3", "Seite 2 von 3", 2),
        ("P\u00e1gina 1", "P\u00e1gina 2", 2),
        ("Tudalen 1", "Tudalen 2", 2),
        ("Strona 1 z 3", "Strona 2 z 3", 2),
        ("Kitchen table study, page 1", "Kitchen table study, page 2", 2),
        ("Kitchen table study\n\n[Page 1]", "Kitchen table study\n\n[Page 2]", 4),
    ],
)
def test_lines_of_pages_are_nobodys(one: str, two: str, count: int) -> None:
    text = "\n\n".join(PAGES).format("", one, two)
    for content, suffix in everywhere(text, ".txt", ".md"):
        found = read(content, suffix)
        assert [(turn.speaker, found.said(turn)) for turn in found.turns] == ON_PAGES, suffix
        assert left_out(found) == {"page headers, footers and numbers": count}


@pytest.mark.parametrize(
    "text",
    [
        "Ann:\nHow many?\n\nBob:\n1\n\nAnn:\nAnd now?\n\nBob:\n2\n",
        "Ann\nHow many?\n\nBob\n1\n\nAnn\nAnd now?\n\nBob\n2\n\nAnn\nSo?\n\nBob\n3\n",
        "Ann: Which page?\n\nBob: page 1\n\nAnn: And now?\n\nBob: page 2\n\nAnn: So?\n\nBob: It is 3\n",
    ],
)
def test_a_number_that_somebody_says_stays(text: str) -> None:
    assert [said.split()[-1] for speaker, said in turns(text, ".txt") if speaker == "Bob"][:2] == [
        "1",
        "2",
    ]


RICH = (
    "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 "
    + "".join(f"{n}: {w}\\par " for n, w in SAID)
    + "}"
)
SEGMENTS = [{"start": i, "end": i + 1, "text": w, "speaker": n} for i, (n, w) in enumerate(SAID)]


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (RICH, ".txt"),
        ("\ufeff" + RICH, ".txt"),
        (RICH, ".md"),
        (RICH, ".docx"),
        (RICH, ".vtt"),
        (pasted("\n".join(f"{n}: {w}" for n, w in SAID)), ".txt"),
        (json.dumps({"segments": SEGMENTS}), ".txt"),
        (json.dumps(SEGMENTS), ".md"),
        ("@UTF8\n@Begin\n" + "".join(f"*{n.split()[0]}:\t{w}\n" for n, w in SAID), ".txt"),
    ],
)
def test_a_file_is_read_as_what_it_holds(content: str | bytes, suffix: str) -> None:
    assert [said for _, said in turns(content, suffix)] == [words for _, words in SAID]


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>\n<html>", "<html lang='en'>", '<?xml version="1.0"?><html>']
)
def test_a_web_page_is_refused(start: str) -> None:
    with pytest.raises(FileRefused, match="web page"):
        read(f"{start}<body><p>Ann: Who came?</p></body></html>", ".txt")


def test_text_in_braces_is_no_transcript_of_a_machine() -> None:
    assert turns('{"a": 1}', ".txt") == [(None, '{"a": 1}')]
