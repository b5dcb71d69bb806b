"""Names hidden however they are spelt, and ordinary words left alone. All of it is invented."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.names.names import names_of
from corpora.people.people import Person

ROWS = (
    ("P1", "Jo Li"), ("P2", "Siân Rees"), ("P3", "Bronwen Llewellyn-Pritchard"),
    ("P4", "Anne-Marie Cole"), ("P5", "Maureen O’Brien"), ("P6", "Al Green"), ("P7", "王小明"),
    ("P8", "Łukasz Ng"), ("P9", "Zoë Hall"), ("PA", "İpek Yıldız"), ("PB", "김민수"),
    ("PC", "Will Hope"), ("PD", "Ben Marsh"), ("PE", "Strauß"), ("PF", "Ed Al-Hassan"),
    ("PG", "So Young Kim"), ("PH", "Maté Kovács"), ("PI", "DEE MARCH"),
    ("PJ", "June Ash"), ("PK", "สมชาย ใจดี"),
)  # fmt: skip
PEOPLE = [Person(id, name, ("GP", "EA") if id == "PF" else ()) for id, name in ROWS]
LABELS = {
    "Project Manager": "[x 1]", "Link worker": "[x 2]", "The Chair": "[x 3]", "Marketing": "[x 4]",
    "Lollipop lady": "[x 5]", "Participant #3": "[x 6]", "p.jones@hub.example": "[x 7]",
    "Tomos (carer)": "[x 8]", "Kestrel": "[x 9]", "Oluseyi adeyemo": "[y 1]", "efua": "[y 2]",
}  # fmt: skip
NAMES = names_of(PEOPLE, LABELS, {person.id: f"[{person.id.lower()}]" for person in PEOPLE})


def loose(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jo Li wrote, and Jo read; Jo's pen.", "[p1] wrote, and [p1] read; [p1]'s pen."),
        ("AND THEN JO SAID IT", "AND THEN [p1] SAID IT"),
        (loose("Siân clapped for Siân Rees"), "[p2] clapped for [p2]"),
        ("Sian and Si\u200dân, sian", "[p2] and [p2], [p2]"),
        ("Bronwen Pritchard thanked us", "[p3] thanked us"),
        ("Mrs Llewellyn Pritchard drove", "Mrs [p3] drove"),
        ("Anne Marie, Annemarie, ANNE–MARIE, Marie", "[p4], [p4], [p4], [p4]"),
        ("O'Brien, OBrien, O Brien, o’brien’s", "[p5], [p5], [p5], [p5]’s"),
        ("I will ask Al, Al's wife and Mr Green", "I will ask [p6], [p6]'s wife and Mr [p6]"),
        ("我跟王小明说了，小明来了。", "我跟[p7]说了，[p7]来了。"),
        ("Łukasz, Lukasz and Dr Ng", "[p8], [p8] and Dr [p8]"),
        (f"Zoe, Zoë, {loose('Zoë')}, Zo\u200be, Zoe\u200bHall", "[p9], [p9], [p9], [p9], [p9]"),
        ("ipek, İPEK, IPEK, ipek yildiz", "[pa], [pa], [pa], [pa]"),
        (f"김민수가 {loose('김민수')}와 민수를", "[pb]가 [pb]와 [pb]를"),
        ("Ben said so, and Ben’s dad", "[pd] said so, and [pd]’s dad"),
        ("Strauss, Strauß and STRAUSS", "[pe], [pe] and [pe]"),
        ("Hassan and Al-Hassan; Ed", "[pf] and [pf]; [pf]"),
        ("I told So Young, and Kim", "I told [pg], and [pg]"),
        ("Mate Kovacs, and Maté", "[ph], and [ph]"),
        ("Dee was there", "[pi] was there"),
        ("[Zoe laughs] [laughs at Zoe]", "[[p9] laughs] [laughs at [p9]]"),
        ("Zoe_Hall, zoe-hall", "[p9], [p9]"),
        ("Jones and Tomos, p.jones@hub.example", "[x 7] and [x 8], [x 7]"),
        ("Kestrel said of a kestrel", "[x 9] said of a kestrel"),
        ("Oluseyi Adeyemo and oluseyi adeyemo", "[y 1] and [y 1]"),
        ("efua came", "[y 2] came"),
        ("June rang, I told June.", "[pj] rang, I told [pj]."),
        (
            "I gave it to June, the notes by June, and June said so.",
            "I gave it to [pj], the notes by [pj], and [pj] said so.",
        ),
        (
            "From April to June, and the end of June 2026.",
            "From April to June, and the end of June 2026.",
        ),
        ("Since JO came it is better.", "Since [p1] came it is better."),
        ("คุณสมชายพูด", "คุณ[pk]พูด"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelt(text: str, expected: str) -> None:
    assert NAMES.replace(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Will you? I will, et al. all agreed.",
        "It is a li, a jo and a joli one.",
        "The ng tube and the NG tube.",
        "So I went. Green fields. Young people came.",
        "I hope so, so we hoped; the edge, an ed.",
        "My GP said so, mate, OK mate.",
        "The project manager said that the project needs a link to marketing.",
        "The chair is a good chair, and the lady had a lollipop.",
        "Participant #3 and a participant",
        "a hall, a marsh in march, coleslaw",
        "in June, on 3 June, June 2026, last June, some ash",
        "Siânach, Lisa, Joan, Jonas",
        loose("Lísa and Jóan"),
        "[carer 3] and [name]",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert NAMES.replace(text) == text


PIECES = st.sampled_from(
    [*(name for _, name in ROWS), " ", "\u200b", "'s ", ". ", "and", "é", "王"]
)


@given(st.lists(PIECES, max_size=8), st.booleans())
def test_spans_stand_in_order_and_apart_inside_the_text(pieces: list[str], apart: bool) -> None:
    text = loose("".join(pieces)) if apart else "".join(pieces)
    at = 0
    for start, end, _ in NAMES.spans(text):
        assert at <= start < end <= len(text)
        at = end


@given(st.sampled_from(ROWS), st.booleans(), st.sampled_from(["", "\u200d", "\u00ad", "\u2060"]))
def test_a_whole_name_is_hidden_whatever_is_in_it(
    row: tuple[str, str], apart: bool, invisible: str
) -> None:
    id, name = row
    written = loose(name) if apart else name
    written = written[:1] + invisible + written[1:]
    assert NAMES.replace(f"({written})") == f"([{id.lower()}])"
