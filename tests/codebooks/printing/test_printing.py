"""The codebook to bring to a meeting: what is in it, that nothing in it acts, and how it is set."""

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from nasty_codebook import NASTY

from codebooks.codebook import Code, Codebook, Contributor, Example, Theme
from codebooks.load import loads, shipped
from codebooks.printing.blocks import PrintedBlock, printed_blocks, with_theme_alone
from codebooks.printing.booklet import booklet
from codebooks.printing.html_page import page
from codebooks.printing.lines import sentences_of_text
from codebooks.printing.word_file import word_document
from corpora.errors import InputError
from flows.cli.main import main

LISTENED = Code(
    "listened",
    "Listened to",
    "Somebody paid attention. They asked about it! Code it where they did not.",
    include=("Being asked again",),
    exclude=("Having a say",),
    examples=(
        Example("They asked me twice.", "positive"),
        Example("She wrote it down.", "positive"),
        Example("He looked up.", "positive"),
        Example("Nobody looked up.", "negative"),
    ),
    counter_examples=(Example("I heard the bell."),),
    cues=("listen",),
    notes="Ask Ana. She knows.",
    status="agreed",
)
GONE = Code("gone", "Gone", status="retired")
BOOK = Codebook(
    "Heard",
    "1.1",
    (
        Theme("t", "Being heard", "About hearing. And more.", (LISTENED, GONE)),
        Theme("e", "Empty", "", (GONE,)),
    ),
    contributors=(Contributor("EX", "lived experience"),),
)
ACTING = Codebook("a\u202eb\u0007", "1", (Theme("t", "T", "", (Code("c", "C\ud800"),)),))


class Elements(HTMLParser):
    """The tags of a page in order, and the text that is seen."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.classes: list[str | None] = []
        self.seen: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "body":
            self.classes = [dict(attrs).get("class")]

    def handle_data(self, data: str) -> None:
        if self.tags and "body" in self.tags and data.strip():
            self.seen.append(data)


def test_a_codebook_is_said_in_the_order_of_reading_without_what_is_retired() -> None:
    assert printed_blocks(BOOK) == [
        PrintedBlock("title", "Heard"),
        PrintedBlock("text", "Version 1.1"),
        PrintedBlock("theme", "Who shaped it"),
        PrintedBlock("item", "EX (lived experience)"),
        PrintedBlock("theme", "Being heard"),
        PrintedBlock("about", "About hearing. And more."),
        PrintedBlock("code", "Listened to"),
        PrintedBlock(
            "text", "Somebody paid attention. They asked about it! Code it where they did not."
        ),
        PrintedBlock("label", "Take in"),
        PrintedBlock("item", "Being asked again"),
        PrintedBlock("label", "Leave out"),
        PrintedBlock("item", "Having a say"),
        PrintedBlock("label", "Examples, positive"),
        PrintedBlock("item", "They asked me twice."),
        PrintedBlock("item", "She wrote it down."),
        PrintedBlock("item", "He looked up."),
        PrintedBlock("label", "Examples, negative"),
        PrintedBlock("item", "Nobody looked up."),
        PrintedBlock("label", "Looks like it, and is not"),
        PrintedBlock("item", "I heard the bell."),
        PrintedBlock("label", "Words to look for"),
        PrintedBlock("item", "listen"),
        PrintedBlock("label", "Notes"),
        PrintedBlock("text", "Ask Ana. She knows."),
        PrintedBlock("text", "Status: agreed. Name in the files: listened."),
    ]


def test_easy_read_says_what_is_on_which_page_then_each_code_one_sentence_a_line() -> None:
    assert printed_blocks(BOOK, easy_read=True) == [
        PrintedBlock("page", "Page 1"),
        PrintedBlock("title", "Heard"),
        PrintedBlock("text", "Version 1.1"),
        PrintedBlock("theme", "Who shaped it"),
        PrintedBlock("item", "EX (lived experience)"),
        PrintedBlock("page", "Page 2"),
        PrintedBlock("theme", "What is on which page"),
        PrintedBlock("label", "Being heard"),
        PrintedBlock("about", "About hearing."),
        PrintedBlock("about", "And more."),
        PrintedBlock("item", "Listened to: page 3"),
        PrintedBlock("page", "Page 3"),
        PrintedBlock("theme", "Being heard"),
        PrintedBlock("code", "Listened to"),
        PrintedBlock("text", "Somebody paid attention."),
        PrintedBlock("text", "They asked about it!"),
        PrintedBlock("text", "Code it where they did not."),
        PrintedBlock("text", "Ask Ana."),
        PrintedBlock("text", "She knows."),
        PrintedBlock("label", "It went well:"),
        PrintedBlock("item", "He looked up."),
        PrintedBlock("label", "It did not go well:"),
        PrintedBlock("item", "Nobody looked up."),
        PrintedBlock("label", "It is not there when it is only about:"),
        PrintedBlock("item", "Having a say"),
    ]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (Code("c", "C"), []),
        (Code("c", "C", "It is so.", examples=(Example("I see."),)), ["It is so.", "It may sound like this:", "I see."]),
        (
            Code("c", "C", "It is so. Code it as negative when it is not.", says_positive="So", says_negative="Not so"),
            ["It is so.", "It went well: So", "It did not go well: Not so"],
        ),
        (
            Code("c", "C", exclude=("Being told; use Information instead", "Praise; no code")),
            ["It is not there when it is only about:", "Being told"],
        ),
        (
            Code("c", "C", says_positive="So", examples=(Example("Both.", "mixed"), Example("Well.", "positive"))),
            ["It went well: So", "Well."],
        ),
    ],
)  # fmt: skip
def test_a_code_in_easy_read(code: Code, lines: list[str]) -> None:
    said = booklet(Codebook("B", "1", (Theme("t", "T", "", (code,)),)))
    place = said.index(("code", "C"))
    assert [text for _, text in said[place + 1 :]] == lines


def test_the_contents_name_the_page_on_which_each_code_stands() -> None:
    """Of the shipped codebook, and of one with so many codes that its contents take pages."""
    many = tuple(Code(f"c{n}", f"Code number {n}") for n in range(90))
    for codebook in (
        loads(shipped(), where="coproduction.yaml"),
        Codebook("B", "1", (Theme("a", "A", "", many[:41]), Theme("b", "B", "", many[41:]))),
    ):
        page, entries, codes = "", list[str](), list[str]()
        for kind, text in booklet(codebook):
            page = text if kind == "page" else page
            if kind == "item" and ": page " in text:
                entries.append(text)
            if kind == "code":
                codes.append(f"{text}: {page.replace('Page', 'page')}")
        assert len(codes) == len(codebook.codes)
        assert entries == codes


def test_two_codes_a_page_and_a_theme_begins_a_page() -> None:
    codes = tuple(Code(f"c{n}", f"C{n}") for n in range(3))
    said = booklet(Codebook("B", "1", (Theme("a", "A", "", codes), Theme("b", "B", "", codes[:1]))))
    pages = " ".join(text for kind, text in said if kind in ("page", "code", "theme"))
    assert pages.split("Page 3 ")[1] == "A C0 C1 Page 4 C2 Page 5 B C0"


@pytest.mark.parametrize("easy_read", [False, True])
def test_one_theme_alone(easy_read: bool) -> None:
    codebook = loads(shipped(), where="coproduction.yaml")
    said = printed_blocks(with_theme_alone(codebook, "valued"), easy_read=easy_read)
    assert [b.text for b in said if b.kind == "code"] == [
        code.name for theme in codebook.themes if theme.id == "valued" for code in theme.codes
    ]


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("felt-herd", "Did you mean felt-heard? Its themes are: felt-heard, valued, "),
        ("", "--theme : the codebook has no theme with this id. Its themes are: felt-heard, "),
        ("x\x1b", "--theme x\\x1b: the codebook has no theme with this id."),
    ],
)
def test_a_theme_that_is_not_there_is_named_with_those_that_are(id: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        with_theme_alone(loads(shipped(), where="coproduction.yaml"), id)
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n ", []),
        ("One", ["One"]),
        ("At 1.5 metres. Then e.g. this.", ["At 1.5 metres.", "Then e.g. this."]),
        ("Was it so? “Yes.” It was.", ["Was it so?", "“Yes.” It was."]),
        ("A line\nanother line\n\nmore", ["A line", "another line", "more"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences_of_text(text) == parts


def test_easy_read_invents_nothing() -> None:
    """Every text of the easy read of the shipped codebook but labels stands in the codebook."""
    codebook = loads(shipped(), where="coproduction.yaml")
    held = repr(codebook)
    said = [
        each.text
        for each in printed_blocks(codebook, easy_read=True)
        if each.kind not in ("label", "page")
    ]
    own = [t for t in said if t not in held and repr(t)[1:-1] not in held]
    assert own[:2] == [f"Version {codebook.version}", "What is on which page"]
    assert own[2:] == [t for t in said if re.search(": page [0-9]+$", t)]


@pytest.mark.parametrize("easy_read", [False, True])
def test_hostile_text_comes_out_literally_on_a_page(easy_read: bool) -> None:
    said = printed_blocks(NASTY, easy_read=easy_read)
    elements = Elements(page(said, easy_read=easy_read))
    assert elements.seen == [each.text for each in said]
    assert {"script", "img", "a", "link", "iframe"}.isdisjoint(elements.tags)


@pytest.mark.parametrize("easy_read", [False, True])
def test_hostile_text_comes_out_literally_in_word(easy_read: bool) -> None:
    said = printed_blocks(NASTY, easy_read=easy_read)
    read = Document(BytesIO(word_document(said, easy_read=easy_read)))
    texts = [each.text.removeprefix("\n") for each in read.paragraphs]
    assert texts == [each.text for each in said]


def test_characters_that_act_are_signs() -> None:
    said = printed_blocks(ACTING)
    assert [said[0].text, said[3].text] == ["a‹U+202E›b␇", "C‹U+D800›"]
    assert "a‹U+202E›b␇" in page(said).decode()
    assert Document(BytesIO(word_document(said))).paragraphs[0].text == "a‹U+202E›b␇"


@pytest.mark.parametrize(
    ("large", "easy", "classes"),
    [(False, False, ""), (True, False, "large"), (False, True, "easy"), (True, True, "large easy")],
)
def test_a_page_stands_alone_with_its_headings_in_ranks(
    large: bool, easy: bool, classes: str
) -> None:
    content = page(printed_blocks(BOOK, easy_read=easy), large_print=large, easy_read=easy)
    elements = Elements(content)
    assert elements.classes == [classes]
    contents = ["h2", "h3"] if easy else []
    assert [t for t in elements.tags if t in ("h1", "h2", "h3", "article")] == [
        "h1",
        "h2",
        *contents,
        "h2",
        "article",
        "h3",
    ]
    assert b"default-src &#x27;none&#x27;" in content
    assert not re.search(rb"url\(|@import|https?:|<script|javascript:", content)
    assert content.count(b"<article>") == content.count(b"</article>") == 1


@pytest.mark.parametrize(
    ("large", "easy", "least"),
    [(False, False, 12), (True, False, 18), (False, True, 14), (True, True, 20)],
)
def test_a_word_file_has_real_headings_and_letters_as_large_as_asked(
    large: bool, easy: bool, least: int
) -> None:
    said = printed_blocks(BOOK, easy_read=easy)
    read = Document(BytesIO(word_document(said, large_print=large, easy_read=easy)))
    styles = {each.style.name: each.style for each in read.paragraphs if each.style}
    sizes = [style.font.size.pt for style in styles.values() if style.font.size]
    assert (len(sizes), min(sizes)) == (len(styles), least)
    headings = [
        (p.style.name, p.text)
        for p in read.paragraphs
        if p.style and p.style.name in ("Title", "Heading 1", "Heading 2")
    ]
    contents = [("Heading 1", "What is on which page")] if easy else []
    assert headings == [
        ("Title", "Heard"),
        ("Heading 1", "Who shaped it"),
        *contents,
        ("Heading 1", "Being heard"),
        ("Heading 2", "Listened to"),
    ]


def test_large_print_on_a_page_is_18_points_and_nothing_is_smaller() -> None:
    style = (
        page(printed_blocks(BOOK), large_print=True)
        .decode()
        .split("<style>")[1]
        .split("</style>")[0]
    )
    assert "body { font-size: 18pt" in style.replace(".large {", "body {")
    assert [float(f) for f in re.findall(r"font-size: ([\d.]+)em", style) if float(f) < 1] == []


def test_the_same_codebook_gives_the_same_bytes() -> None:
    said = printed_blocks(BOOK)
    assert (page(said), word_document(said)) == (page(said), word_document(said))
    assert b"python-docx" not in word_document(said)


@pytest.mark.parametrize("name", ["codebook.html", "codebook.docx", "CODEBOOK.HTML"])
def test_the_command_writes_it_and_keeps_another_file_beside(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, to = tmp_path / "codebook.yaml", tmp_path / name
    source.write_bytes(shipped())
    assert main(["codebook", "print", str(source), "--to", str(to)]) == 0
    first = to.read_bytes()
    assert main(["codebook", "print", str(source), "--to", str(to)]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([name, "codebook.yaml"])
    again = ["codebook", "print", str(source), "--to", str(to), "--large-print", "--easy-read"]
    assert main(again) == 0
    kept = to.with_name(f"{to.stem} (kept 1){to.suffix}")
    assert kept.read_bytes() == first != to.read_bytes()
    assert f"The file that was there is now {kept}." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (
            "x.pdf",
            "x.pdf: this kind of file cannot be printed. Let the name end in .html or .docx.",
        ),
        ("x", "x: this kind of file cannot be printed. Let the name end in .html or .docx."),
    ],
)
def test_another_kind_of_file_is_refused_in_one_line(
    to: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "codebook.yaml"
    source.write_bytes(shipped())
    assert main(["codebook", "print", str(source), "--to", str(tmp_path / to)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / to).exists()
