"""An invented findings report of thirteen parts, with every kind of block, and a hostile one.

Nobody in it exists, and nothing in it was said.
"""

import struct
import zlib
from html import escape

from coding.document.blocks import (
    Block,
    DataTable,
    Fold,
    ListBlock,
    Number,
    Part,
    Picture,
    Quotation,
    Section,
    Strong,
    TextBlock,
    WholeDocument,
    Words,
)

NOTICE = "Draft of an invented evaluation. Not for passing on."
MARKS = {"fewer than 5": "[c]", "not shown": "[c]", "most": "[c]", "–": "[x]"}
PICTURE_CSS = """
.bar { fill: #1f6fa8; }
.bar-against { fill: #b4530a; stroke: #b4530a; stroke-dasharray: 4 3; }
.drawn { fill: #1b1f2a; font-family: Arial, sans-serif; }
@media screen and (prefers-color-scheme: dark) { .bar { fill: #6fb7ea; } .drawn { fill: #e8eaf0; } }
@media (forced-colors: active) { .bar, .bar-against { fill: CanvasText; } .drawn { fill: CanvasText; } }
"""


def n(key: str, text: str) -> Number:
    """A figure with a key."""
    return Number(f"sample.{key}", text)


def bars(rows: tuple[tuple[str, int, int], ...], width: int = 640) -> str:
    """A picture of people for (right) and against (left)."""
    middle, unit = width // 2, width / 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {len(rows) * 44}">',
    ]
    for at, (name, up, down) in enumerate(rows):
        y = at * 44
        parts += [
            f'<text class="drawn" x="0" y="{y + 14}" font-size="14">{escape(name)}: {up} for, {down} against</text>',
            f'<rect class="bar" x="{middle}" y="{y + 20}" width="{up * unit:.1f}" height="14"/>',
            f'<rect class="bar-against" x="{middle - down * unit:.1f}" y="{y + 20}" width="{down * unit:.1f}" height="14"/>',
        ]
    return "\n".join([*parts, "</svg>"])


def png(svg: str) -> bytes:
    """A grey picture in the shape of an SVG: what a test needs of one that is drawn."""
    _, _, width, height = (int(part) for part in svg.split('viewBox="')[1].split('"')[0].split())
    rows = (b"\0" + b"\xdd" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def text(*words: str | Number | Strong) -> TextBlock:
    """A paragraph."""
    return TextBlock(words)


def note(*words: str | Number | Strong) -> TextBlock:
    """A small one."""
    return TextBlock(words, "note")


GAVE_UP = Quotation(
    "x-7c21",
    "They had the agenda printed before anybody asked us, ",
    "so we talked about their list and not about ours",
    ", and by the third evening half of the people from our street had stopped coming.",
    ("resident", "second wave"),
    question="How were the topics chosen?",
    way="People did not set the agenda",
    checked=True,
)
CAME_BACK = Quotation(
    "x-90be",
    "I said the door was too heavy for my sister’s chair and ",
    "two weeks later there was a button",
    ".",
    ("resident", "second wave"),
    way="What people asked for was done",
    checked=True,
)
STAFF_LEARNED = Quotation(
    "x-14a0",
    "",
    "I used to write the letter and then ask what they think of it",
    ". Now we write it together, and it takes longer, and I get fewer calls about it afterwards.",
    ("member of staff", "second wave"),
    way="Staff work differently",
    shortened=True,
)
TOKEN = Quotation(
    "x-55d3",
    "We were in the photograph. ",
    "Nobody asked us anything that evening",
    ".",
    ("resident", "first wave"),
    question="What happened at the opening?",
    way="People were there for show",
)
ARABIC = Quotation(
    "x-31f9", "", "لم يستمع إلينا أحد", " في الاجتماع الأول", ("resident", "first wave"), way="People were not heard",
)  # fmt: skip

THEMES = (("Felt heard", 14, 6), ("Valued", 11, 3), ("Able to take part", 9, 8), ("Trust", 7, 5))


def _themes_table() -> DataTable:
    rows: list[tuple[Words, ...]] = [
        ((name,), (n(f"theme.{at}.for", str(up)),), (n(f"theme.{at}.against", str(down)),),
         (n(f"theme.{at}.range", f"at least {up + down}, at most {up + down + 3}, of 24"),))
        for at, (name, up, down) in enumerate(THEMES)
    ]  # fmt: skip
    rows.append((("Accessibility",), (n("theme.x.for", "fewer than 5"),), (n("theme.x.against", "not shown"),), ("–",)))  # fmt: skip
    return DataTable(
        "themes",
        "People by theme and by what they said of it",
        ("Theme", "Good", "Bad", "People in all"),
        tuple(rows),
        ("Somebody who said both is counted in both columns.", "– means that it was not asked."),
    )


THEMES_PICTURE = Picture(
    "themes-picture",
    "Most people felt heard; taking part was hard for many",
    "People of 24 who said so, at least; good to the right, bad to the left",
    bars(THEMES),
    "Felt heard: 14 people said good things, 6 bad ones. Valued: 11 and 3. Able to take part: 9 and 8. Trust: 7 and 5.",
    _themes_table(),
    narrow=bars(THEMES, 320),
)


def _table(
    id: str, caption: str, columns: tuple[str, ...], *rows: tuple[str | Number, ...]
) -> DataTable:
    return DataTable(id, caption, columns, tuple(tuple((cell,) for cell in row) for row in rows))


def _in_short() -> tuple[Block, ...]:
    return (
        TextBlock(("Of ", n("read", "24"), " people, ", n("heard", "at least 14, at most 17"),
                   " felt heard. Taking part was hard for as many as it was easy for."), "lead"),
        ListBlock(
            (
                (Strong("Asked for and done. "), n("f1", "9 of 24"), " people name a change that they had asked for."),
                (Strong("The agenda was not theirs. "), n("f2", "8 of 24"), " people say that the topics had been set before they came."),
                (Strong("Staff write differently. "), n("f3", "most of 6"), " members of staff describe that they now draft with people."),
            ),
            ranked=True,
        ),
        THEMES_PICTURE,
        GAVE_UP,
        CAME_BACK,
        TextBlock((Strong("What we do not know. "), "Nobody under 25 was heard, and of the night shift ",
                   n("night", "fewer than 5"), " people."), "warning"),
    )  # fmt: skip


def _finding(at: int, heading: str, quotes: tuple[Quotation, ...]) -> Section:
    key = f"finding.{at}"
    return Section(
        f"finding-{at}",
        heading,
        (
            text("Written by a resident and a researcher. ", n(f"{key}.people", "9 of 24"),
                 " people speak for it, ", n(f"{key}.against", "fewer than 5"), " against it."),
            *quotes,
            Section(
                f"counter-{at}",
                "What speaks against it",
                (text("None in ", n(f"{key}.read", "212"), " excerpts read."), note("Silent: the night shift.")),
            ),
            Fold(
                f"Where finding {at} comes from",
                (
                    _table(f"waves-of-{at}", f"Finding {at} by wave", ("Wave", "People", "Excerpts"),
                           ("First", n(f"{key}.w1", "5"), n(f"{key}.e1", "1,204")),
                           ("Second", n(f"{key}.w2", "7"), n(f"{key}.e2", "1,398"))),
                    Section(f"second-hand-{at}", "Second-hand", (text("Of others: ", n(f"{key}.second", "6"), "."),)),
                ),
            ),
        ),
    )  # fmt: skip


def _more(at: int) -> tuple[Block, ...]:
    """What a part says that has nothing of its own here."""
    return (
        text("This part is invented, and there to fill a page with what such a part has to say in two or "
             "three lines. It counts ", n(f"part.{at}", str(at + 5)), " people."),
        _table(f"part-{at}", f"What part {at} shows, by who and when", ("What", "Who", "When", "People", "Said by whom"),
               ("Steps agreed", "steering group", "spring 2025", n(f"part.{at}.a", "12"), "the minutes of two meetings"),
               ("Steps taken", "council", "autumn 2025", n(f"part.{at}.b", "not shown"), "letters, one of them late"),
               ("Noticed", "residents", "spring 2026", n(f"part.{at}.c", "7"), "residents of three streets")),
    )  # fmt: skip


HEADINGS = (
    "In short", "What was asked", "Who was heard", "Did the process work?", "What difference did it make?",
    "Measures beside themes", "Each finding", "From wave to wave", "Audit by principle", "You said, we did",
    "What went in", "Learned on the way", "Method and limits",
)  # fmt: skip


def sample_document() -> WholeDocument:
    """The invented report."""
    own: dict[int, tuple[Block, ...]] = {
        1: _in_short(),
        4: (*_more(4), TOKEN, ARABIC, text("Being there for show is told first.")),
        5: (*_more(5), STAFF_LEARNED, ListBlock((("Harm: none was told of.",), ("No change: ", n("none", "6"), " people.")))),
        7: tuple(
            _finding(at, heading, quotes)
            for at, heading, quotes in (
                (1, "What people asked for was done, where it was small", (CAME_BACK,)),
                (2, "The agenda was set before people came", (GAVE_UP, TOKEN)),
                (3, "Staff write with people and not for them", (STAFF_LEARNED,)),
            )
        ),
        13: (*_more(13), Fold("Every code, by wave", (Fold("Within it", (_table("deep", "Deep down", ("Code", "People"), ("Voice", n("deep", "8"))),)),))),
    }  # fmt: skip
    return WholeDocument(
        "How Larkmoor planned its square together",
        (
            "Invented for tests; nobody in it exists.",
            "Prepared on 2 March 2026 by a working group.",
        ),
        NOTICE,
        tuple(
            Part(f"p{at}", at, heading, own.get(at, _more(at)))
            for at, heading in enumerate(HEADINGS, start=1)
        ),
    )


HOSTILE = (
    "</style></title><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\" onload='window.pwned=1' {{7*7}}",
    "=HYPERLINK(\"http://example.org\",\"here\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a\u202eb\u2066c\u0007\x00d\ud800e\ufffe\x1b[31m",
    "W" * 10_000,
    "مرحبا שלום \u200f👩🏽‍🦽 e\u0301",
    "\\2014 } body { display: none } /* \" ' */ ]]> --> &amp;",
    "  leading, two\nlines\r\nand\ttabs  ",
)  # fmt: skip


def hostile_document(said: str) -> WholeDocument:
    """A document that has `said` in every field that people may have had a hand in."""
    words: Words = (said, Strong(said), Number("key", said))
    table = DataTable("t", said, (said, f"{said}2"), ((words, words), (words, ("7",))), (said,))
    quote = Quotation(
        said, said, said, said, (said, said), question=said, way=said, shortened=True, checked=True
    )
    picture = Picture("p", said, said, bars((("a", 1, 1),)), said,
                      DataTable("pt", said, (said,), ((words,),)))  # fmt: skip
    blocks: tuple[Block, ...] = (
        *(TextBlock(words, kind) for kind in ("plain", "lead", "note", "warning")),
        ListBlock((words,)),
        ListBlock((words, words), ranked=True),
        quote,
        table,
        picture,
    )  # fmt: skip
    section = Section("s", said, (*blocks[:1], Fold(said, (quote,))))
    return WholeDocument(said, (said,), said, (Part("part", 1, said, (*blocks, section)),))
