"""Invented evaluations in which some said no, in many spellings and layouts, for the proof of consent.

Everybody speaks in sentences that hold a word of their own, so that one look tells whose words
came out. All names and words are invented.
"""

import csv
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO

import docx
from hypothesis import strategies as st

NAMES = (
    ("Siân Ŵyn", ""), ("Bronwen Llewellyn-Pritchard", ""), ("Maureen O’Brien", "Mo"),
    ("Mary-Jane Cole", ""), ("Łukasz Nowak", ""), ("İpek Yıldız", ""), ("王小明", ""), ("김민수", ""),
    ("Zoë Hall", ""), ("Jo Li", ""), ("Al Green", ""), ("Anneke van Dijk", "AvD"), ("Tom Ng", ""),
    ("Dee Marsh", "Dee"), ("José Álvarez", ""), ("Ада Лис", ""),
)  # fmt: skip
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
SAID = "{} We talked about the {} for a while and they wrote all of that down in the end, I think."
ASKED = "{} Do you remember the {} that we had all talked about in the spring?"
SHORT = "Only the {}."
QUESTIONS = ("How was it for you?", "What came of it?", "Could you get in?", "And after that?")


@dataclass(frozen=True)
class Somebody:
    """One row of people.csv and the label under which they speak; `sure` where it is their name."""

    id: str
    name: str
    aliases: str
    consent: str
    label: str
    sure: bool


@dataclass(frozen=True)
class Story:
    """A small evaluation: people.csv, one source, and whose word each invented word is."""

    people: tuple[Somebody, ...]
    people_csv: bytes
    source: str
    content: bytes
    words: dict[str, str]

    @property
    def withheld(self) -> list[str]:
        """The words of those who did not say yes."""
        agreed = {each.id for each in self.people if each.consent == "yes"}
        return [word for word, id in self.words.items() if id not in agreed]

    @property
    def given(self) -> dict[str, set[str]]:
        """The words of those who said yes and speak under their names, by person."""
        agreed = {each.id for each in self.people if each.consent == "yes" and each.sure}
        return {id: {w for w, who in self.words.items() if who == id} for id in agreed}


def word(number: int) -> str:
    """An invented word of four syllables, each number its own."""
    made = ""
    for _ in range(3):
        number, at = divmod(number, len(SYLLABLES))
        made += SYLLABLES[at]
    return f"qu{made}x"


def spellings(id: str, name: str) -> dict[str, str]:
    """Ways in which the label of somebody may be written, by what was done to the name."""
    plain = unicodedata.normalize("NFKD", name.replace("Ł", "L").replace("ı", "i"))
    first, last = name.split()[0], name.split()[-1]
    ways = {
        "name": name,
        "decomposed": unicodedata.normalize("NFD", name),
        "plain": "".join(c for c in plain if not unicodedata.combining(c)),
        "capitals": name.upper(),
        "straight": name.replace("’", "'"),
        "spaced": name.replace("-", " "),
        "joined": f"{name[:1]}\u200d{name[1:]}",
        "directed": f"\u200e{name}",
        "id": id,
        "small id": id.lower(),
        "aside": f"{name} (carer)",
        "first": first,
        "unverified": f"{name} Unverified",
        "loose id": id.replace("-", "").replace("P0", "P"),
    }
    if first != last:
        ways |= {
            "turned": f"{last}, {first}",
            "titled": f"Mrs {name}",
            "initial": f"{first[0]}. {last}",
        }
    return ways


SURE = ("name", "decomposed", "plain", "capitals", "straight", "spaced", "id", "small id")


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Evaluations of two to four people, one of whom at least did not say yes."""
    chosen = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    people = []
    for at, (name, aliases) in enumerate(chosen):
        id = draw(st.sampled_from([f"P0{at + 1}", f"SU-0{at + 1}"]))
        ways = spellings(id, name)
        way = draw(st.sampled_from(sorted(ways)))
        consent = draw(
            st.sampled_from(["no", "", "ask", "No "] if at == 0 else ["yes", "yes", "no"])
        )
        people.append(Somebody(id, name, aliases, consent, ways[way], way in SURE))
    return story_of(
        people,
        draw(st.sampled_from(sorted(LAYOUTS))),
        draw(st.sampled_from(sorted(DIALECTS))),
        draw(st.sampled_from(["NFC", "NFD"])),
    )


def story_of(people: list[Somebody], layout: str, dialect: str, form: str) -> Story:
    """The evaluation of these people, told in a layout, with people.csv as some program writes it."""
    turns, words = _talk(people)
    source, content = LAYOUTS[layout](turns)
    if isinstance(content, str):
        content = unicodedata.normalize(form, content).encode()  # type: ignore[arg-type]
    return Story(tuple(people), DIALECTS[dialect](_rows(people)), source, content, words)


def _talk(people: list[Somebody]) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Who says what, in turn, with an interviewer who asks and others who ask now and then."""
    turns, words = [], {}
    for round_ in range(3):
        turns.append(("Interviewer", QUESTIONS[round_]))
        for at, person in enumerate(people):
            made = word(7_919 * (round_ * 4 + at + 1))
            words[made] = person.id
            form = (SAID, ASKED, SHORT)[(round_ + at) % 3]
            turns.append((person.label, form.format("Well.", made)
                          if form is not SHORT else form.format(made)))  # fmt: skip
    turns.append(("Interviewer", "Thank you all very much for coming here today."))
    return turns, words


def _rows(people: list[Somebody]) -> list[list[str]]:
    head = ["id", "name", "aliases", "group", "consent_analysis", "consent_quote"]
    return [head, *([p.id, p.name, p.aliases, "", p.consent, p.consent] for p in people)]


def _written(rows: list[list[str]], delimiter: str, end: str = "\r\n", quoting: int = 0) -> str:
    target = StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return target.getvalue()


def _padded(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, "", ""] for row in [rows[0], *rows[1:]]] + [[""] * (len(rows[0]) + 2)]


def _noted(rows: list[list[str]]) -> list[list[str]]:
    """Columns of the team's own, and a space in each heading."""
    head = [f" {name.replace('_', ' ').title()} " for name in rows[0]]
    return [[*head, "x-shoe", "notes", "Tea"], *([*row, "7", "", "yes"] for row in rows[1:])]


DIALECTS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "plain": lambda rows: _written(rows, ",", "\n").encode(),
    "bom": lambda rows: _written(rows, ",").encode("utf-8-sig"),
    "semicolons": lambda rows: _written(rows, ";").encode("utf-8-sig"),
    "sep": lambda rows: ("sep=;\r\n" + _written(rows, ";")).encode("utf-8-sig"),
    "tabs": lambda rows: _written(rows, "\t").encode("utf-16"),
    "all quoted": lambda rows: _written(rows, ",", quoting=csv.QUOTE_ALL).encode(),
    "titled": lambda rows: ("Our people\r\n\r\n" + _written(rows, ";")).encode(),
    "padded": lambda rows: _written(_padded(rows), ",").encode(),
    "own columns": lambda rows: _written(_noted(rows), ";").encode("utf-16-le"),
    "decomposed": lambda rows: unicodedata.normalize("NFD", _written(rows, ",")).encode(),
}

Turns = list[tuple[str, str]]


def _lines(turns: Turns) -> tuple[str, str]:
    return "talk.txt", "\n\n".join(f"{who}: {said}" for who, said in turns)


def _headed(turns: Turns) -> tuple[str, str]:
    return "focus-group.txt", "\n\n".join(f"{who}:\n{said}" for who, said in turns)


def _bold(turns: Turns) -> tuple[str, str]:
    return "talk.md", "\n\n".join(f"**{who}:** {said}" for who, said in turns)


def _clock(at: int) -> str:
    return f"00:{at // 6:02d}:{at % 6 * 10:02d}.000"


def _voices(turns: Turns) -> tuple[str, str]:
    cues = [
        f"{_clock(at)} --> {_clock(at + 1)}\n<v {who}>{said}</v>\n"
        for at, (who, said) in enumerate(turns)
    ]
    return "talk.vtt", "WEBVTT\n\n" + "\n".join(cues)


def _captions(turns: Turns) -> tuple[str, str]:
    cues = [
        f"{at + 1}\n{_clock(at)} --> {_clock(at + 1)}\n{who}: {said}\n".replace(".000", ",000")
        for at, (who, said) in enumerate(turns)
    ]
    return "talk.srt", "\n".join(cues)


def _segments(turns: Turns) -> tuple[str, str]:
    segments = [
        {"speaker": who, "start": at * 10.0, "end": at * 10.0 + 9, "text": said}
        for at, (who, said) in enumerate(turns)
    ]
    return "talk.json", json.dumps({"segments": segments}, ensure_ascii=False)


def _answers(turns: Turns) -> tuple[str, str]:
    rows = [["participant", "answer"], *([who, said] for who, said in turns)]
    return "answers.csv", "sep=;\r\n" + _written(rows, ";")


def _word(turns: Turns) -> tuple[str, bytes]:
    document, target = docx.Document(), BytesIO()
    for who, said in turns:
        document.add_paragraph().add_run(f"{who}: ").bold = True
        document.paragraphs[-1].add_run(said)
    document.save(target)
    return "talk.docx", target.getvalue()


LAYOUTS: dict[str, Callable[[Turns], tuple[str, str | bytes]]] = {
    "lines": _lines, "headed": _headed, "bold": _bold, "voices": _voices, "captions": _captions,
    "segments": _segments, "answers": _answers, "word": _word,
}  # fmt: skip
