"""Tables in text, told apart by what gives rows of one length. All of it is invented."""

import csv
from collections.abc import Sequence
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import left_out, read, turns

from corpora.delimited import read_delimited

SAID = [
    ("P01", "The panel, all in all, took notice of us; it did."),
    ("P02", "Nobody asked me, not once; I waited, and I waited."),
    ("P03", "It was at nine, and I look after my mother."),
]


def written(rows: Sequence[tuple[str, ...]], delimiter: str, end: str = "\r\n") -> str:
    target = StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue()


HEADED = [("participant", "How was it, for you, your family, and others?"), *SAID]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("above", ["", "sep=@\r\n", "Answers of the spring\r\n\r\n", "@\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_answers(delimiter: str, above: str, encoding: str) -> None:
    text = above.replace("@", delimiter) + written(HEADED, delimiter)
    assert turns(text.encode(encoding), ".csv") == SAID


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One column, in which people speak with commas.
        ("text\nWell, no.\nYes, yes, I did.\n", [(None, "Well, no."), (None, "Yes, yes, I did.")]),
        ("comment\nI came, I saw it all there.\nIt rained, so we stayed at home.\n",
         [(None, "I came, I saw it all there."), (None, "It rained, so we stayed at home.")]),
        # Not quoted, a comma in each: the semicolon is in the headings.
        ("id;text\nP1;Yes, and no.\nP2;No, and yes.\n", [("P1", "Yes, and no."), ("P2", "No, and yes.")]),
        # The number of the answer is not the person.
        ("Response ID,Participant,Text\n1,Ada,We came by bus.\n2,Bo,We did not.\n",
         [("Ada", "We came by bus."), ("Bo", "We did not.")]),
        # Empty columns and rows.
        (",participant,,text,,\n,,,,,\n,Ada,,We came by bus.,,\n", [("Ada", "We came by bus.")]),
    ],
)  # fmt: skip
def test_tables_that_mislead(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert turns(text, ".csv") == expected


def test_what_stands_above_the_headings_is_listed_as_left_out() -> None:
    found = read(f"Answers of the spring\n\n{written(HEADED, ';')}", ".csv")
    assert left_out(found) == {"lines above the headings": 1}


CELLS = st.text(st.sampled_from("abé ,;|'\"\n."), max_size=12)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read_back(
    rows: list[tuple[str, str]], delimiter: str, end: str, encoding: str
) -> None:
    every = [("participant", "answer"), *rows]
    content = written(every, delimiter, end).encode(encoding)
    table = read_delimited(content, "a.csv", {"participant", "answer"})
    assert [record.cells for record in table.records] == every
    assert table.encoded(table.text) == content
    assert "".join(table.text[r.start : r.end] for r in table.records) == table.text
