"""Transcripts kept in tables: what each column holds, with headings or without. All is invented."""

import pytest
from made_odt import odt
from made_rtf import rtf
from reading import left_out, read, table, turns, word

SAID = [
    ("Interviewer", "How did the meetings go for you?"),
    ("Ann Bell", "They took notice of what I said, mostly."),
    ("Interviewer", "Did anything change after that?"),
    ("Ann Bell", "They moved the table nearer to the door."),
    ("Interviewer", "What else?"),
    ("Ann Bell", "The kettle works now."),
]
CODES = ["", "heard; notice", "", "change", "", "change"]
ROWS = [
    (f"00:0{i}:10", *said, code) for i, (said, code) in enumerate(zip(SAID, CODES, strict=True))
]
BESIDE = {"codes and notes beside the words of a table": 3}


@pytest.mark.parametrize(
    "heading",
    [
        ("Time", "Who", "What was said", "Initial codes"),
        ("Zeit", "Sprecher/in", "Wortlaut", "Anmerkungen"),
        ("Heure", "Locutrice", "Propos", "Remarques"),
        ("Hora", "Qui\u00e9n", "Lo que se dijo", "C\u00f3digos"),
        ("Amser", "Siaradwr", "Geiriau", "Nodiadau"),
        ("Czas", "M\u00f3wca", "Wypowied\u017a", "Kody"),
        ("Klo", "Nimike", "Sanottua", "Muuta"),  # known by nothing but what stands below
        (),
    ],
)
def test_headings_in_many_languages_or_none(heading: tuple[str, ...]) -> None:
    found = read(word(table(*([heading] if heading else []), *ROWS)), ".docx")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert [turn.seconds for turn in found.turns] == [10, 70, 130, 190, 250, 310]
    assert left_out(found) == BESIDE


@pytest.mark.parametrize("order", [(3, 0, 1, 2), (2, 1, 0, 3), (1, 2, 3, 0), (3, 2, 1, 0)])
@pytest.mark.parametrize("heading", [("Time", "Speaker", "Text", "Codes"), ()])
def test_columns_in_any_order(order: tuple[int, ...], heading: tuple[str, ...]) -> None:
    rows = [*([heading] if heading else []), *ROWS]
    found = read(word(table(*(tuple(row[i] for i in order) for row in rows))), ".docx")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert left_out(found) == BESIDE


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Transcript", "Codes"),
            *((f"{n}: {w}", c) for (n, w), c in zip(SAID, CODES, strict=True)),
        ],
        [(c or "note", f"{n}: {w}") for (n, w), c in zip(SAID, CODES, strict=True)],
        [("1", "line", f"{n}: {w}") for n, w in SAID],
        [("Interview 3", ""), ("Speaker", "Words"), *SAID],
        [("Speaker", "Words"), *SAID[:3], ("Part 2", ""), *SAID[3:]],
        [("Speaker", "Words"), *SAID[:3], ("Speaker", "Words"), *SAID[3:]],
        [("Speaker", "Words"), *((n, f"{n}: {w}") for n, w in SAID)],
        [("Speaker", "Words"), *((f"{n} (00:10)", w) for n, w in SAID)],
        [("Name", "Role", "Words"), *((n, "staff", w) for n, w in SAID)],
        [("Start", "End", "Speaker", "Text"), *(("0:01", "0:02", n, w) for n, w in SAID)],
        [
            (f"{n}: {w}", f"I asked myself {i} times why she looked at the door so long after that")
            for i, (n, w) in enumerate(SAID)
        ],
        [("Name", "Comment"), *SAID],
        [
            ("Data extract", "Initial code"),
            *((f"{n}: {w}", "heard" * (i % 2)) for i, (n, w) in enumerate(SAID)),
        ],
        [("Transcript", "Codes"), ("\n".join(f"{n}: {w}" for n, w in SAID), "heard")],
        [("Interviewer", "Ann Bell"), *((w, "") if n != "Ann Bell" else ("", w) for n, w in SAID)],
    ],
)
def test_a_table_in_many_layouts(rows: list[tuple[str, ...]]) -> None:
    assert turns(word(table(*rows)), ".docx") == SAID


@pytest.mark.parametrize(
    "rows",
    [
        [("Action", "Owner", "Due"), ("Ring the council.", "AB", "1 May"), ("Write to them.", "AB", "2 May")],
        [("Ring the council.", "AB", "1 May"), ("Write.", "CD", "2 May"), ("Book it.", "AB", "3 May"),
         ("Send it round.", "CD", "4 May")],
        [("Trust", "They took notice."), ("Trust", "They wrote it down."), ("Access", "It is steep."),
         ("Access", "It is late.")],
        [("Question", "Answer"), ("How was it?", "It was good."), ("And then?", "It was late.")],
        [("10:00", "Welcome to all who come", "Ann"), ("10:15", "What we heard last time", "Bob"),
         ("10:45", "Break for tea", "All"), ("11:00", "The new ramp and the bus", "Ann")],
        [("Name", "Role"), ("Ann Bell", "Chair"), ("Bob Crow", "Carer"), ("Cy Dee", "Carer")],
    ],
)  # fmt: skip
def test_other_tables_name_nobody(rows: list[tuple[str, ...]]) -> None:
    assert {speaker for speaker, _ in turns(word(table(*rows)), ".docx", "meeting notes")} == {None}


def test_a_table_that_a_page_broke_goes_on_as_it_began() -> None:
    body = table(("Time", "Speaker", "Text", "Codes"), *ROWS[:4]) + table(*ROWS[4:])
    assert turns(word(body), ".docx") == SAID


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


MERGED = [
    ("Ann", "We met in the hall."), ("Bob", "It was cold."), ("Ann", "It was."), ("Bob", "And late."),
]  # fmt: skip


def test_a_merged_cell_names_the_speaker_of_each_row_beside_it() -> None:
    rows = "".join(f"<w:tr>{cell(name)}{cell(words)}</w:tr>" for name, words in MERGED[:3])
    rows += f"<w:tr>{cell('Bob', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}{cell('And late.')}</w:tr>"
    rows += f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Very late.')}</w:tr>"
    wide = f"<w:tr>{cell('Part 2', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
    expected = [*MERGED[:3], ("Bob", "And late.\nVery late.")]
    assert turns(word(f"<w:tbl>{rows}{wide}</w:tbl>"), ".docx") == expected


def test_merged_cells_of_opendocument() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def of(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    rows = [row(of(name), of(words)) for name, words in MERGED]
    rows.append(row("<table:covered-table-cell/>", of("Very late.")))
    body = f"<table:table>{''.join(rows)}</table:table>"
    assert turns(odt(body), ".odt") == [*MERGED[:3], ("Bob", "And late.\nVery late.")]


def test_merged_cells_of_rich_text() -> None:
    row = "\\trowd\\cellx1000\\cellx5000\\pard\\intbl {0}\\cell\\pard\\intbl {1}\\cell\\row\\pard "
    rows = "".join(row.format(name, words) for name, words in MERGED)
    rows += row.replace("\\cellx1000", "\\clvmrg\\cellx1000").format("", "Very late.")
    assert turns(rtf(rows), ".rtf") == [*MERGED[:3], ("Bob", "And late.\nVery late.")]


BARS = "\n".join(f"| {' | '.join(row)} |" for row in [("Time", "Who", "Said", "Notes"), *ROWS])


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (BARS, ".md"),
        (BARS.replace("Notes |\n", "Notes |\n|---|:--|---|---|\n").replace("Ann Bell", "**Ann Bell**"), ".md"),
        ("# Interview 3\n\n" + BARS, ".md"),
        (BARS, ".txt"),
        ("\n".join("\t".join(row) for row in ROWS), ".txt"),
        ("Interview 3\n\n" + "\n".join("\t".join(row) for row in [("Zeit", "Wer", "Text", "Notiz"), *ROWS]), ".txt"),
    ],
)  # fmt: skip
def test_tables_typed_in_plain_text(text: str, suffix: str) -> None:
    found = read(text, suffix)
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert left_out(found) == BESIDE


@pytest.mark.parametrize(
    "heading", [("Zeit", "Person", "Text", "Codes"), ("Klo", "Nimike", "Sanottua", "Muuta"), ()]
)
def test_a_transcript_in_a_table_file(heading: tuple[str, ...]) -> None:
    rows = [*([heading] if heading else []), *ROWS]
    found = read("\n".join("\t".join(row) for row in rows), ".tsv")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert left_out(found) == BESIDE


def test_every_answer_of_a_survey_with_names_is_kept() -> None:
    text = (
        "Timestamp\tName\tWhat was good about it?\tWhat could be better?\n"
        "1 May\tAnn\tThey listened to us well\tThe tea was cold\n"
        "2 May\tBob\tThe hall was warm and dry\tNothing that I know\n"
    )
    assert len(read(text, ".tsv").turns) == 4


def test_a_document_of_one_cell_is_no_table() -> None:
    assert turns(word(table(("Ann: Yes.",), ("Bob: No.",), ("Ann: Oh.",), ("Bob: Late.",))), ".docx") == [
        ("Ann", "Yes."), ("Bob", "No."), ("Ann", "Oh."), ("Bob", "Late."),
    ]  # fmt: skip
