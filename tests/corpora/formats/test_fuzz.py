"""Whatever the bytes, a reader reads or refuses, in one line and in bounded time. Never crashes."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_odt import odt
from made_pdf import LINES, down, pages
from made_rtf import dialogue
from made_timed import CHAT, LONG, SHORT, eaf, segments, tier
from made_xlsx import SHARED, SHEET, xlsx
from reading import p, word, zipped
from runaway import no_runaway

from corpora.errors import FileRefused
from corpora.formats import READERS
from corpora.formats.read import read_bytes
from corpora.people.speakers import recognise
from corpora.transcript import turns_are_ordered

TEXT = "Ann: Who came?\n\nBob: [00:01] Nobody.\n\n# A heading\n\nAnn (0:05): Why?\n\n- Bob: Late.\n"
VTT = "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000\n<v Ann>Who &amp; why?</v>\n\n2\n00:03.000 --> 00:04.000\nBob: No.\n"
SEEDS: dict[str, bytes] = {
    ".cha": CHAT.encode(),
    ".csv": b'id,text\nP1,I felt that they heard me.\nP2,"Nobody, ever."\n',
    ".docx": word(p("*Ann:", " Who came?") + p("Bob: ", "~Nobody.") + p("Ann: Why?")),
    ".eaf": eaf(tier('TIER_ID="x" PARTICIPANT="A"', (0, "Who came?"))).encode(),
    ".json": segments({"start": 0, "text": "Who came?", "speaker": "A"}).encode(),
    ".md": TEXT.encode(),
    ".odt": odt("<text:p>Ann: Who came?</text:p><text:p>Bob: Nobody.</text:p>"),
    ".pdf": pages(down(*LINES)),
    ".rtf": dialogue("{{\\b {0}:}} {1}\\par"),
    ".srt": VTT.replace(".", ",").encode(),
    ".textgrid": SHORT.encode(),
    ".tsv": b"start\tend\ttext\n0\t2500\tHello there.\n",
    ".txt": TEXT.encode(),
    ".vtt": VTT.encode(),
    ".xlsx": xlsx(SHEET, SHARED),
}
SLOW = (".pdf",)  # a process each


def check(content: bytes, suffix: str) -> None:
    """Read the bytes or be refused, and find a whole transcript or a message of one line."""
    try:
        with no_runaway():
            found = read_bytes(content, source=f"a{suffix}")
    except FileRefused as refusal:
        assert "\n" not in str(refusal)
        assert refusal.remedy
    else:
        assert turns_are_ordered(found.turns)
        found.text.encode()
        assert all(turn.end <= len(found.text) for turn in found.turns)
        assert len(recognise(found, ())) == len({turn.speaker for turn in found.turns})


def quick(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )


def test_every_reader_has_a_seed_that_it_reads() -> None:
    assert set(SEEDS) == set(READERS)
    for suffix, content in SEEDS.items():
        assert read_bytes(content, source=f"a{suffix}").turns, suffix


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(("flip", "cut", "insert", "double")),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    """`content` with bytes flipped, cut out, put in or doubled."""
    for how, where, piece in changes:
        at = int(where * len(content))
        if how == "flip" and at < len(content):
            content = content[:at] + bytes([content[at] ^ (piece[0] or 1)]) + content[at + 1 :]
        elif how == "cut":
            content = content[:at] + content[at + 4 * len(piece) :]
        elif how == "insert":
            content = content[:at] + piece + content[at:]
        else:
            content = content[:at] + content[at : at + 300] + content[at:]
    return content


@pytest.mark.parametrize("suffix", [s for s in SEEDS if s not in SLOW])
def test_damaged_files(suffix: str) -> None:
    @quick(150)
    @given(CHANGES)
    def damaged(changes: list[tuple[str, float, bytes]]) -> None:
        check(changed(SEEDS[suffix], changes), suffix)

    damaged()


@pytest.mark.parametrize("suffix", [s for s in SEEDS if s not in SLOW])
def test_any_bytes(suffix: str) -> None:
    @quick(60)
    @given(st.binary(max_size=300))
    def anything(content: bytes) -> None:
        check(content, suffix)

    anything()


@pytest.mark.parametrize("suffix", [".txt", ".md", ".vtt", ".srt", ".csv", ".cha", ".tsv"])
def test_any_text(suffix: str) -> None:
    pieces = st.sampled_from(
        ["Ann", "Bob", ":", " ", "\n", "\n\n", "\t", "0:15", "[00:01]", "-->", "00:01.000", "<v ", ">",
         "</v>", "#", "*", "**", "(", ")", "Present:", "Date:", "=", "\u200f\u05d0", "e\u0301", "\U0001f600",
         "\x0b", "\x1c", "\u2028", "word", "?", ".", "WEBVTT", "@", "%", '"', ",", ";", "-----", "|", "&amp;"]
    )  # fmt: skip

    @quick(150)
    @given(st.lists(pieces, max_size=60))
    def anything(found: list[str]) -> None:
        check("".join(found).encode(), suffix)

    anything()


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx"])
def test_damaged_parts_inside_a_whole_zip(suffix: str) -> None:
    with zipfile.ZipFile(io.BytesIO(SEEDS[suffix])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    @quick(150)
    @given(st.sampled_from(sorted(parts)), CHANGES)
    def damaged(name: str, changes: list[tuple[str, float, bytes]]) -> None:
        check(zipped({**parts, name: changed(parts[name], changes)}), suffix)

    damaged()


def test_damaged_pdfs() -> None:
    @quick(15)
    @given(CHANGES)
    def damaged(changes: list[tuple[str, float, bytes]]) -> None:
        check(changed(SEEDS[".pdf"], changes), ".pdf")

    damaged()


def test_a_long_textgrid_is_damaged_too() -> None:
    @quick(100)
    @given(CHANGES)
    def damaged(changes: list[tuple[str, float, bytes]]) -> None:
        check(changed(LONG.encode(), changes), ".textgrid")

    damaged()


@pytest.mark.parametrize("suffix", [s for s in SEEDS if s not in SLOW])
def test_the_wrong_ending(suffix: str) -> None:
    for content in SEEDS.values():
        check(content, suffix)
