"""PDF: reading order, what is printed around text, and files that attack the reader."""

import zlib

import pytest
from made_pdf import LINES, SAID, Text, down, pages, pdf, stream
from reading import left_out, read, speakers

from corpora.errors import FileRefused
from corpora.formats.pdf.pdf import Limits
from corpora.formats.pdf.pdf import read as read_pdf
from corpora.transcript import Transcript


def said(found: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, found.said(turn)) for turn in found.turns]


LONG = "and then we went to the hall where the others had been waiting for an hour or more to"


def test_an_empty_page_has_no_turns() -> None:
    assert said(read(pages([]), ".pdf")) == []


def test_labels_and_lines_that_a_page_broke() -> None:
    texts = [*down(*LINES), *down("Ann: So it was late", top=640), (72, 616, f"Bob: It was {LONG}"),
             (72, 604, "see us, I think.")]  # fmt: skip
    assert said(read(pages(texts), ".pdf"))[4:] == [
        ("Ann", "So it was late"), ("Bob", f"It was {LONG} see us, I think."),
    ]  # fmt: skip


def test_what_is_printed_on_every_page_is_not_text() -> None:
    one = [(72, 810, "Kitchen table study"), *down(*LINES[:2]), (300, 30, "1/2")]
    two = [(72, 810, "Kitchen table study"), *down(*LINES[2:]), (300, 30, "2/2")]
    found = read(pages(one, two), ".pdf")
    assert said(found) == SAID
    assert "Kitchen" not in found.text
    assert left_out(found) == {"page headers, footers and numbers": 4}


DISTINCT = [(name, f"{words[:-1]} in {chr(65 + i)}?") for i, (name, words) in enumerate(SAID * 4)]
ON_LINES = [line for pair in DISTINCT for line in pair]


@pytest.mark.parametrize("head", ["Kitchen table study", "Bob"])
def test_a_label_alone_on_its_line_is_no_running_head(head: str) -> None:
    found = read(
        pages(
            *(
                [(72, 815, head), *down(*ON_LINES[i : i + 8]), (300, 30, f"{i}")]
                for i in (0, 8, 16, 24)
            )
        ),
        ".pdf",
    )
    assert said(found) == DISTINCT
    assert left_out(found) == {"page headers, footers and numbers": 8}


def test_a_label_that_begins_most_pages_is_no_running_head() -> None:
    found = read(pages(*(down(*ON_LINES[i : i + 10]) for i in (0, 10, 20))), ".pdf")
    assert said(found) == DISTINCT[:15]


@pytest.mark.parametrize("tail", ["on my list was done.", "Green Book of mine"])
def test_words_that_end_two_pages_are_no_running_foot(tail: str) -> None:
    one = down(*LINES, f"Ann: {LONG}", tail, step=12)
    two = down("Bob: Yes.", *LINES[2:], "Bob: Oh.", f"Ann: So {LONG}", tail, step=12)
    assert read(pages(one, two), ".pdf").text.count(tail) == 2


def test_a_foot_of_two_lines_under_a_sentence_that_goes_on() -> None:
    foot: list[Text] = [(72, 60, "Kitchen table study"), (72, 48, "Bell and Crow")]
    one = [*down(*LINES, f"Ann: {LONG}", step=12), *foot]
    two = [*down("see us all.", "Bob: Yes.", "Ann: When?", "Bob: Late.", step=12), *foot]
    assert left_out(read(pages(one, two), ".pdf")) == {"page headers, footers and numbers": 4}


def test_a_page_numbered_in_another_language() -> None:
    found = read(pages([*down(*LINES), (300, 30, "Seite 1 von 1")]), ".pdf")
    assert said(found) == SAID


ROWS = [("Ann", "We met in the hall that is", "behind the shop.", "place"), ("Bob", "Nobody", "came to it.", ""),
        ("Ann", "It was late and", "it rained.", "time"), ("Bob", "It did rain", "all night.", "")]  # fmt: skip


@pytest.mark.parametrize("heading", [("Nr.", "Wer", "Aussage", "Notizen"), ()])
def test_a_table_of_several_columns(heading: tuple[str, ...]) -> None:
    edges = (72, 110, 170, 420)
    texts: list[Text] = [(x, 790.0, text) for x, text in zip(edges, heading, strict=False)]
    for i, (name, first, second, note) in enumerate(ROWS):
        y = 760.0 - 36 * i
        texts += [
            (x, y, text)
            for x, text in zip(edges, (str(i + 1), name, first, note), strict=True)
            if text
        ]
        texts.append((170, y - 12, second))
    found = read(pages(texts), ".pdf")
    assert said(found) == [(name, f"{first} {second}") for name, first, second, _ in ROWS]
    assert left_out(found) == {
        "numbers of a table's rows": 4, "codes and notes beside the words of a table": 2,
    }  # fmt: skip


def test_a_turn_goes_on_over_the_page() -> None:
    one = [*down(*LINES), (72, 60, f"Ann: {LONG}"), (300, 30, "Page 1")]
    two = [*down("see us all.", "Bob: Yes."), (300, 30, "Page 2")]
    assert said(read(pages(one, two), ".pdf"))[4:] == [
        ("Ann", f"{LONG} see us all."), ("Bob", "Yes."),
    ]  # fmt: skip


def test_line_numbers_in_the_margin_are_not_text() -> None:
    texts = down(*LINES, "Ann: Oh.", "Bob: Yes.") + down(*"123456", x=40)
    found = read(pages(texts), ".pdf")
    assert said(found)[:4] == SAID
    assert left_out(found)["line numbers"] == 6


def test_names_beside_words() -> None:
    texts = [
        piece
        for i, (name, words) in enumerate(SAID)
        for piece in ((72.0, 760.0 - 24 * i, name), (180.0, 760.0 - 24 * i, words))
    ]
    assert said(read(pages(texts), ".pdf")) == SAID


def test_items_beside_their_actions_are_not_mixed() -> None:
    texts: list[Text] = []
    for row, (first, second, action, more) in enumerate(
        [("The ramp is too steep for", "most of the chairs.", "Ann to ring the", "council."),
         ("The kettle broke on the", "first morning.", "Bob to buy", "another."),
         ("The room is cold and the", "light is poor.", "Cy to ask about", "heating.")]
    ):  # fmt: skip
        y = 760 - 60 * row
        texts += [(72, y, first), (72, y - 12, second), (330, y, action), (330, y - 12, more)]
    words = " ".join(read(pages(texts), ".pdf", "meeting notes").text.split())
    for whole in ("too steep for most of the chairs.", "Ann to ring the council.",
                  "broke on the first morning.", "ask about heating."):  # fmt: skip
        assert whole in words
    assert words.index("Ann to ring") < words.index("The kettle")


def test_bold_names_without_a_colon() -> None:
    texts = [
        piece
        for i, (name, words) in enumerate(SAID * 2)
        for piece in ((72.0, 760.0 - 24 * i, f"*{name}"), (95.0, 760.0 - 24 * i, words))
    ]
    assert speakers(read(pages(texts), ".pdf")) == {"Ann": 4, "Bob": 4}


IMAGE = stream(
    b"\x00" * 3,
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8",
)
SCANNED = pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /XObject << /I 5 0 R >> >> >>",
    stream(b"q 500 0 0 500 0 0 cm /I Do Q"),
    IMAGE,
)
LOCK = (
    b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"11" * 32 + b"> /U <"
    + b"22" * 32 + b"> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
)  # fmt: skip
NESTED = zlib.compress(b"(a) Tj " * 20_000_000, 9)
BOMB = pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    stream(NESTED, b"/Filter /FlateDecode"),
)
LOOP = pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>",
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a PDF"),
        (b"hello", "not really a PDF"),
        (b"%PDF-1.4\n%%EOF", "not really a PDF"),
        (pages(down(*LINES))[:200], "not really a PDF"),
        (SCANNED, "pictures without text"),
        (pages(down(*LINES), trailer=LOCK), "locked by a password"),
        (LOOP, "not really a PDF"),
    ],
)
def test_each_fault_has_a_message_of_its_own(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as refusal:
        read(content, ".pdf")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(seconds=60, bytes=300_000_000), "too much memory"),
        (Limits(seconds=2), "takes too long"),
    ],
)
def test_a_bomb_is_stopped_by_its_limits(limits: Limits, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read_pdf(BOMB, "bomb.pdf", limits=limits)


def test_others_are_read_after_a_refusal() -> None:
    for content in (SCANNED, LOOP):
        with pytest.raises(FileRefused):
            read(content, ".pdf")
    assert said(read(pages(down(*LINES)), ".pdf")) == SAID
