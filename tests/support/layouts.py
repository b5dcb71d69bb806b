"""One invented talk laid out in every format that is read."""

import json
from collections.abc import Callable

from made_odt import odt
from made_pdf import pages
from made_rtf import rtf
from made_xlsx import xlsx
from reading import TYPES, W, zipped

Talk = list[tuple[str, str]]
"""Who says what, in order."""


def as_text(turns: Talk) -> str:
    return "\n\n".join(f"{speaker}: {said}" for speaker, said in turns) + "\n"


def as_stamped(turns: Talk) -> str:
    return "\n".join(
        f"{speaker}  0:{n // 60:02}:{n % 60:02}\n{said}\n"
        for n, (speaker, said) in enumerate(turns, 5)
    )


def as_markdown(turns: Talk) -> str:
    return "\n\n".join(f"**{speaker}:** {said}" for speaker, said in turns) + "\n"


def clock(seconds: int, mark: str) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}{mark}000"


def as_voices(turns: Talk) -> str:
    cues = [
        f"{clock(4 * n, '.')} --> {clock(4 * n + 3, '.')}\n<v {speaker}>{said}</v>\n"
        for n, (speaker, said) in enumerate(turns)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def as_subtitles(turns: Talk) -> str:
    """Each turn in cues of six words, of which the first has the label."""
    cues: list[str] = []
    for speaker, said in turns:
        words = f"{speaker}: {said}".split()
        for at in range(0, len(words), 6):
            n = len(cues)
            times = f"{clock(2 * n, ',')} --> {clock(2 * n + 1, ',')}"
            cues.append(f"{n + 1}\n{times}\n{' '.join(words[at : at + 6])}\n")
    return "\n".join(cues)


def as_segments(turns: Talk) -> str:
    segments = [
        {
            "speaker": speaker,
            "start": 4.0 * n,
            "text": f" {said}",
            "words": [{"word": f" {word}", "start": 4.0 * n} for word in said.split()],
        }
        for n, (speaker, said) in enumerate(turns)
    ]
    return json.dumps({"text": " ".join(said for _, said in turns), "segments": segments})


def as_table(turns: Talk) -> str:
    return "speaker,text\n" + "".join(f'{speaker},"{said}"\n' for speaker, said in turns)


def as_chat(turns: Talk) -> str:
    lines = [
        f"*{speaker.split()[0][:3].upper()}:\t{said}\n%com:\tsaid\n" for speaker, said in turns
    ]
    return "@UTF8\n@Begin\n" + "".join(lines) + "@End\n"


def as_tiers(turns: Talk) -> str:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{1000 * n}"/>\n' for n in range(len(turns) + 1)
    )
    tiers = "".join(
        f'<TIER PARTICIPANT="{speaker}" TIER_ID="{speaker}" LINGUISTIC_TYPE_REF="x">\n'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="t{n}"'
            f' TIME_SLOT_REF2="t{n + 1}"><ANNOTATION_VALUE>{said}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            for n, (who, said) in enumerate(turns)
            if who == speaker
        )
        + "</TIER>\n"
        for speaker in dict.fromkeys(who for who, _ in turns)
    )
    return f"<ANNOTATION_DOCUMENT>\n<TIME_ORDER>\n{slots}</TIME_ORDER>\n{tiers}</ANNOTATION_DOCUMENT>\n"


def as_tabs(turns: Talk) -> str:
    return "speaker\ttext\n" + "".join(f"{speaker}\t{said}\n" for speaker, said in turns)


def as_grid(turns: Talk) -> str:
    """A tier a speaker, an interval a turn, silence between them."""
    speakers = list(dict.fromkeys(speaker for speaker, _ in turns))
    tiers = [
        f'"IntervalTier"\n"{speaker}"\n0\n{len(turns)}\n{len(turns)}\n'
        + "".join(
            f'{n}\n{n + 1}\n"{said if who == speaker else ""}"\n'
            for n, (who, said) in enumerate(turns)
        )
        for speaker in speakers
    ]
    head = f'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n{len(turns)}\n<exists>\n'
    return f"{head}{len(speakers)}\n" + "".join(tiers)


def as_word(turns: Talk) -> bytes:
    body = "".join(
        f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{speaker}:</w:t></w:r><w:r><w:t xml:space="preserve"> '
        f"{said}</w:t></w:r></w:p>"
        for speaker, said in turns
    )
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    link = f'<Relationship Id="r1" Type="{kind}" Target="word/document.xml"/>'
    rels = f'<Relationships xmlns="{links}">{link}</Relationships>'
    return zipped(
        {"[Content_Types].xml": TYPES, "_rels/.rels": rels, "word/document.xml": document}
    )


def as_open_document(turns: Talk) -> bytes:
    return odt("".join(f"<text:p>{speaker}: {said}</text:p>" for speaker, said in turns))


def as_rich_text(turns: Talk) -> bytes:
    return rtf("\n".join(f"{{\\b {speaker}:}} {said}\\par" for speaker, said in turns))


def as_workbook(turns: Talk) -> bytes:
    def row(n: int, *cells: str) -> str:
        inner = "".join(
            f'<c r="{letter}{n}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("AB", cells, strict=True)
        )
        return f'<row r="{n}">{inner}</row>'

    rows = [row(n, *turn) for n, turn in enumerate([("speaker", "text"), *turns], start=1)]
    return xlsx("".join(rows))


def as_pages(turns: Talk) -> bytes:
    """A PDF of twelve-word lines; a turn begins with its label in bold."""
    lines: list[tuple[float, float, str]] = []
    sheets = [lines]
    y = 780.0
    for speaker, said in turns:
        words = f"{speaker}: {said}".split()
        for at in range(0, len(words), 12):
            if y < 60:
                lines, y = [], 780.0
                sheets.append(lines)
            lines.append((60, y, " ".join(words[at : at + 12])))
            y -= 14
        y -= 14
    return pages(*sheets)


def _encoded(layout: Callable[[Talk], str]) -> Callable[[Talk], bytes]:
    return lambda turns: layout(turns).encode()


TEXTS: dict[str, Callable[[Talk], str]] = {
    "hub-focus-group.txt": as_text,
    "stamped-focus-group.txt": as_stamped,
    "hub-focus-group.md": as_markdown,
    "hub-focus-group.vtt": as_voices,
    "hub-focus-group.srt": as_subtitles,
    "hub-focus-group.json": as_segments,
    "hub-focus-group.csv": as_table,
    "hub-focus-group.cha": as_chat,
    "hub-focus-group.eaf": as_tiers,
}
LAYOUTS: dict[str, Callable[[Talk], bytes]] = {
    **{suffix: _encoded(layout) for suffix, layout in [
        (".txt", as_text), (".md", as_markdown), (".vtt", as_voices), (".srt", as_subtitles),
        (".json", as_segments), (".csv", as_table), (".tsv", as_tabs), (".cha", as_chat),
        (".eaf", as_tiers), (".TextGrid", as_grid),
    ]},
    ".docx": as_word,
    ".odt": as_open_document,
    ".rtf": as_rich_text,
    ".xlsx": as_workbook,
    ".pdf": as_pages,
}  # fmt: skip
