"""Somebody is cut out of a source of an office format; what everybody else says stays. All invented."""

import pytest
from leaving import without_her
from made_odt import odt
from made_rtf import rtf
from made_xlsx import xlsx
from reading import p, table, word

from corpora.cutting_out.take_out import TakenOut

HERS = "Zephyrine Quillfeather"
TALK = [
    ("Ned Barrow", "They heard me, and Zephyrine said so too."),
    (HERS, "Gorse and thrift, I said."),
    ("Ida Moss", "It was fair to me."),
    (HERS, "Never & never."),
    ("Ned Barrow", "So it was on that day."),
    ("Ida Moss", "We wrote it down."),
]
LEFT = [
    ("Ned Barrow", "They heard me, and [withdrawn] said so too."),
    ("Ida Moss", "It was fair to me."),
    ("Ned Barrow", "So it was on that day."),
    ("Ida Moss", "We wrote it down."),
]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;")


def cells(row: int, *texts: str) -> str:
    return f'<row r="{row}">' + "".join(
        f'<c r="{column}{row}" t="inlineStr"><is><t>{escaped(text)}</t></is></c>'
        for column, text in zip("AB", texts, strict=True)
    ) + "</row>"  # fmt: skip


SOURCES = {
    "a.docx": word("".join(p(f"*{who}:", f" {said}") for who, said in TALK)),
    "table.docx": word(table(("Speaker", "Text"), *TALK)),
    "a.odt": odt("".join(f"<text:p>{who}: {escaped(said)}</text:p>" for who, said in TALK)),
    "a.rtf": rtf("\n".join(f"{{\\b {who}:}} {said}\\par" for who, said in TALK)),
    "a.xlsx": xlsx(
        cells(1, "Speaker", "Text")
        + "".join(cells(row, *turn) for row, turn in enumerate(TALK, start=2))
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_what_others_say_stays_and_her_name_in_it_is_replaced(source: str) -> None:
    made = without_her(SOURCES[source], source, HERS)
    assert isinstance(made, TakenOut)
    turns = [(turn.speaker, made.transcript.said(turn)) for turn in made.transcript.turns]
    spoken = [(who, said) for who, said in turns if who != "[withdrawn]"]
    assert (made.suffix, spoken) == (source[source.index(".") :], LEFT)
