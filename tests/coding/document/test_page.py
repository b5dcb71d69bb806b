"""A document as a web page: all of it is there, nothing in it acts, and it stands alone."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from sample_document import HOSTILE, NOTICE, PICTURE_CSS, hostile_document, sample_document

from coding.document.blocks import DataTable, Part, Picture, TextBlock, WholeDocument
from coding.document.page import document_page
from coding.document.plain import plain_number, quote_text
from corpora.visible import visible

VOID = {"meta", "br", "img", "rect"}


class Elements(HTMLParser):
    """The elements of a page in order, with attributes and all the text inside each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str]]] = []
        self.texts: list[tuple[str, Mapping[str, str], list[str]]] = []
        self.open: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self.texts.append((tag, given, []))
        if tag not in VOID:
            self.open.append(len(self.texts) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.texts[self.open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for at in self.open:
            self.texts[at][2].append(data)

    def of(self, tag: str) -> list[tuple[Mapping[str, str], str]]:
        """The elements of a name: attributes and text."""
        return [(given, "".join(text)) for name, given, text in self.texts if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    return document_page(sample_document(), picture_css=PICTURE_CSS)


@pytest.fixture(scope="module")
def elements(page: str) -> Elements:
    return Elements(page)


def test_every_figure_stands_there_with_its_key(elements: Elements) -> None:
    figures = [(given["value"], text) for given, text in elements.of("data")]
    assert figures == [(number.key, number.text) for number in sample_document().numbers()]
    assert len(figures) > 50


def test_every_quote_stands_there_with_what_carries_it(elements: Elements) -> None:
    quotes = list(sample_document().quotations())
    assert [text.strip() for _, text in elements.of("blockquote")] == [
        quote_text(quote).strip() for quote in quotes
    ]
    assert [text for _, text in elements.of("mark")] == [quote.phrase for quote in quotes]


def test_headings_skip_no_level_and_the_parts_are_numbered(elements: Elements) -> None:
    ranks = [int(tag[1]) for tag, _ in elements.tags if re.fullmatch("h[1-6]", tag)]
    assert (ranks[0], ranks.count(1), ranks.count(2)) == (1, 1, 13)
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert [text for _, text in elements.of("h2")][:2] == ["1. In short", "2. What was asked"]


def test_every_table_has_a_caption_and_says_what_its_headings_are_for(elements: Elements) -> None:
    tables = [block for block in sample_document().blocks() if isinstance(block, DataTable)]
    pictures = [block for block in sample_document().blocks() if isinstance(block, Picture)]
    assert len(elements.of("table")) == len(elements.of("caption")) == len(tables) + len(pictures)
    scopes = [given["scope"] for given, _ in elements.of("th")]
    wanted = [*tables, *(picture.table for picture in pictures)]
    assert scopes.count("col") == sum(len(table.columns) for table in wanted)
    assert scopes.count("row") == sum(len(table.rows) for table in wanted)


def test_a_picture_has_its_words_and_its_table(elements: Elements) -> None:
    picture = next(b for b in sample_document().blocks() if isinstance(b, Picture))
    drawn = [given for tag, given in elements.tags if given.get("role") == "img"]
    assert [given["aria-label"] for given in drawn] == [picture.alt]
    assert len(elements.of("svg")) == 2
    paragraphs = [text for _, text in elements.of("p")]
    assert picture.headline in paragraphs and picture.subtitle in paragraphs


@pytest.mark.parametrize("details", [False, True])
def test_folds_are_open_where_details_are_asked_for(details: bool) -> None:
    elements = Elements(document_page(sample_document(), details=details))
    folds = [given for given, _ in elements.of("details") if "fold" in given.get("class", "")]
    assert {("open" in given) for given in folds} == {details}
    assert [text for _, text in elements.of("summary")].count("Within it") == 1


def test_a_quote_leads_to_its_place_where_there_is_one() -> None:
    document = sample_document()
    assert [g for g, _ in Elements(document_page(document)).of("a") if g["href"][0] != "#"] == []
    one = next(document.quotations()).excerpt_id
    page = document_page(document, link_of=lambda id: f"/excerpt/{id}" if id == one else "")
    links = {given["href"] for given, _ in Elements(page).of("a") if given["href"][0] != "#"}
    assert links == {f"/excerpt/{one}"}


def test_contents_lead_to_every_part_beside_and_above_the_text(elements: Elements) -> None:
    ids = [given["id"] for _, given in elements.tags if "id" in given]
    assert len(ids) == len(set(ids))
    links = [given["href"] for given, _ in elements.of("a")]
    parts = [f"#{part.id}" for part in sample_document().parts]
    assert links == ["#main", *parts, *parts]
    assert {link[1:] for link in links} <= set(ids)


def test_no_script_no_style_attribute_and_nothing_from_elsewhere(
    page: str, elements: Elements
) -> None:
    forbidden = {"script", "link", "iframe", "img", "object", "embed", "form"}
    assert forbidden.isdisjoint(tag for tag, _ in elements.tags)
    for _, given in elements.tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in given)
    css = page.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    rule = next(given["content"] for tag, given in elements.tags if "http-equiv" in given)
    assert rule == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in css and "@import" not in css
    assert "transition" not in css and "animation" not in css


def test_the_notice_stands_first_last_and_at_the_head_of_each_printed_page(page: str) -> None:
    paragraphs = [text for _, text in Elements(page).of("p")]
    assert (paragraphs[0], paragraphs[-1]) == (NOTICE, NOTICE)
    head = re.search(r'@top-left \{ content: "([^"]*)"', page)
    assert head is not None
    shown = re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), head[1])
    assert shown == NOTICE


def test_a_document_without_anything_is_a_page() -> None:
    nothing = WholeDocument("Nothing yet", (), "", (Part("one", 1, "In short", ()),), "cy")
    elements = Elements(document_page(nothing))
    assert elements.of("html")[0][0]["lang"] == "cy"
    assert [text for _, text in elements.of("h1")] == ["Nothing yet"]


def test_a_table_without_rows_says_so() -> None:
    table = DataTable("t", "Steps", ("Step", "Date"), ())
    paragraph = TextBlock(("Before.",))
    page = document_page(WholeDocument("A", (), "", (Part("one", 1, "One", (paragraph, table)),)))
    assert "This table has no rows." in [text for _, text in Elements(page).of("p")]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_wrote_stands_there_and_does_not_act(said: str) -> None:
    harmless = Elements(document_page(hostile_document("harmless")))
    page = document_page(hostile_document(said))
    elements = Elements(page)
    # The same elements with the same attributes: nothing that was written has become markup.
    assert [(tag, sorted(given)) for tag, given in elements.tags] == [
        (tag, sorted(given)) for tag, given in harmless.tags
    ]
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\u202a-\u202e\u2066-\u2069]", page)
    # A parser of HTML reads the line breaks of all systems alike.
    shown = visible(said).replace("\r\n", "\n")
    assert {text.replace("\r\n", "\n") for _, text in elements.of("data")} == {shown}
    assert {text.replace("\r\n", "\n") for _, text in elements.of("mark")} == {shown}


def test_the_same_document_gives_the_same_page(page: str) -> None:
    assert document_page(sample_document(), picture_css=PICTURE_CSS) == page


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("-7", -7),
        ("1,204", 1204),
        ("12,04", None),
        ("3.50", 3.5),
        ("0", 0),
        ("0.5", 0.5),
        ("007", None),
        ("", None),
        ("7 of 9", None),
        ("7 %", None),
        ("fewer than 5", None),
        ("1e5", None),
        ("٣", None),
        ("=7", None),
        ("1234567890123456", None),
        ("123,456,789,012,345,678", None),
    ],
)
def test_a_plain_number_is_a_number_and_nothing_else(text: str, number: float | None) -> None:
    assert plain_number(text) == number
