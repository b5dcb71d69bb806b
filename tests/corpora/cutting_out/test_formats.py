"""Somebody is cut out of a source of each format: every other byte stays. All text is invented."""

import json

import pytest
from leaving import bytes_without_her, without_her

TXT = """Made by Zephyrine Quillfeather on 3 May

Facilitator: How was it for everybody?

Ned Barrow: They heard me, and Zephyrine said so too.

Zephyrine Quillfeather: Gorse and thrift, I said, and brackish.
And once more, brackish.

Ida Moss: It was fair to me.

Zephyrine Quillfeather: Never.

Ida Moss: It was fair on that day.
"""
TXT_AFTER = """Made by [withdrawn] on 3 May

Facilitator: How was it for everybody?

Ned Barrow: They heard me, and [withdrawn] said so too.

Ida Moss: It was fair to me.

[withdrawn]: [withdrawn]

Ida Moss: It was fair on that day.
"""
OTTER = """Ned Barrow  0:01
They heard me.

Zephyrine Quillfeather  0:05
Not me they did.

Ida Moss  0:09
Nor me, nor Zephyrine.

Ned Barrow  0:15
So it was.
"""
OTTER_AFTER = """Ned Barrow  0:01
They heard me.

Ida Moss  0:09
Nor me, nor [withdrawn].

Ned Barrow  0:15
So it was.
"""
MD = "# Talk with ZQ\n\n**Ned:** They heard *me*.\n\n**ZQ:** Brackish.\n\n**Ida:** So it was.\n\n**Ned:** Yes.\n\n**Ida:** No.\n"
MD_AFTER = "# Talk with [withdrawn]\n\n**Ned:** They heard *me*.\n\n**Ida:** So it was.\n\n**Ned:** Yes.\n\n**Ida:** No.\n"
VTT = """WEBVTT

NOTE checked by Zephyrine

1
00:00.000 --> 00:02.000 align:start
<v Ned>They heard me</v>

2
00:02.000 --> 00:04.000 align:start
<v ZQ>They did not
hear me</v>

3
00:04.000 --> 00:06.000
<v Ida>Nor me,</v> <v ZQ>nor me</v>

4
00:06.000 --> 00:08.000
<v Ned>nor ZQ</v>
"""
VTT_AFTER = """WEBVTT

NOTE checked by [withdrawn]

1
00:00.000 --> 00:02.000 align:start
<v Ned>They heard me</v>

3
00:04.000 --> 00:06.000
<v Ida>Nor me,</v>

4
00:06.000 --> 00:08.000
<v Ned>nor [withdrawn]</v>
"""
SRT = """1
00:00:00,000 --> 00:00:02,000
Ned: They heard me

2
00:00:02,000 --> 00:00:04,000
ZQ: They did not

3
00:00:04,000 --> 00:00:06,000
hear me at all

4
00:00:06,000 --> 00:00:08,000
Ned: Nor ZQ

5
00:00:08,000 --> 00:00:10,000
- Ida: It was mixed.
- ZQ: It was worse.
"""
SRT_AFTER = """1
00:00:00,000 --> 00:00:02,000
Ned: They heard me

2
00:00:02,000 --> 00:00:04,000
[withdrawn]: [withdrawn]

4
00:00:06,000 --> 00:00:08,000
Ned: Nor [withdrawn]

5
00:00:08,000 --> 00:00:10,000
- Ida: It was mixed.
"""
CHA = """@UTF8
@Begin
@Participants:\tZQ Zephyrine Participant, NED Ned Participant, IDA Ida Participant
@ID:\teng|c|ZQ|||||Participant|||
@ID:\teng|c|NED|||||Participant|||
*NED:\tthey heard me . \x150_2000\x15
*ZQ:\tthey never
\theard me . \x152000_4000\x15
%mor:\tpro|they adv|never
*IDA:\tthey heard Zephyrine .
@End
"""
CHA_AFTER = """@UTF8
@Begin
@Participants:\tNED Ned Participant, IDA Ida Participant
@ID:\teng|c|NED|||||Participant|||
*NED:\tthey heard me . \x150_2000\x15
*IDA:\tthey heard [withdrawn] .
@End
"""
CSV = (
    "\ufeffsep=;\r\nspeaker;text;code\r\n"
    'Ned;"They heard me; ""yes"" they did";"a ""b"""\r\n'
    'ZQ;"They never did\r\nhear me at all";odd\r\nIda;Zephyrine says they did not;\r\n'
)
CSV_AFTER = (
    "\ufeffsep=;\r\nspeaker;text;code\r\n"
    'Ned;"They heard me; ""yes"" they did";"a ""b"""\r\n'
    "Ida;[withdrawn] says they did not;\r\n"
)
TSV = "speaker\ttext\nNed\tThey heard me there\nZQ\tThey never did hear me\nIda\tThey did hear ZQ\n"
TSV_AFTER = "speaker\ttext\nNed\tThey heard me there\nIda\tThey did hear [withdrawn]\n"


def segment(speaker: str, start: float, *words: str) -> dict[str, object]:
    each = [{"word": f" {word}", "start": start} for word in words]
    return {"speaker": speaker, "start": start, "text": " " + " ".join(words), "words": each}


NED = segment("Ned", 0.0, "They", "heard", "me.")
HERS = segment("ZQ", 2.0, "They", "never", "did", "hear", "me.")
IDA = segment("Ida", 4.0, "They", "heard", "Zephyrine.")
IDA_AFTER = segment("Ida", 4.0, "They", "heard", "[withdrawn].")
JSON = {
    "text": "They heard me. They never did hear me. They heard Zephyrine.",
    "speakers": ["Ned", "ZQ", "Ida"],
    "segments": [NED, HERS, IDA],
}
JSON_AFTER = {
    "text": "They heard me. They heard [withdrawn].",
    "speakers": ["Ned", "Ida"],
    "segments": [NED, IDA_AFTER],
}
SLOTS = """    <TIME_ORDER>
        <TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/>
        <TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="2000"/>
        <TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE="2500"/>
        <TIME_SLOT TIME_SLOT_ID="t4" TIME_VALUE="4000"/>
    </TIME_ORDER>
"""
TIER = """    <TIER LINGUISTIC_TYPE_REF="lt" PARTICIPANT="{0}" TIER_ID="{0}-1">
        <ANNOTATION>
            <ALIGNABLE_ANNOTATION ANNOTATION_ID="{0}a" TIME_SLOT_REF1="{1}" TIME_SLOT_REF2="{2}">
                <ANNOTATION_VALUE>{3}</ANNOTATION_VALUE>
            </ALIGNABLE_ANNOTATION>
        </ANNOTATION>
    </TIER>
"""
GLOSS = """    <TIER LINGUISTIC_TYPE_REF="gloss" PARENT_REF="ZQ-1" PARTICIPANT="ZQ" TIER_ID="g">
        <ANNOTATION>
            <REF_ANNOTATION ANNOTATION_ID="g1" ANNOTATION_REF="ZQa">
                <ANNOTATION_VALUE>saumure</ANNOTATION_VALUE>
            </REF_ANNOTATION>
        </ANNOTATION>
    </TIER>
"""
EAF_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="{0}" DATE="2026" FORMAT="3.0" VERSION="3.0">
    <!-- with {0} &amp; others -->
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
"""
NED_TIER = TIER.format("Ned", "t1", "t2", "They heard me &lt;there&gt;")
EAF = (
    EAF_HEAD.format("Zephyrine Quillfeather")
    + SLOTS
    + NED_TIER
    + TIER.format("ZQ", "t2", "t3", "They never did")
    + GLOSS
    + TIER.format("Ida", "t4", "t4", "They heard ZQ there")
    + "</ANNOTATION_DOCUMENT>\n"
)
EAF_AFTER = (
    EAF_HEAD.format("[withdrawn]")
    + SLOTS.replace('        <TIME_SLOT TIME_SLOT_ID="t3" TIME_VALUE="2500"/>\n', "")
    + NED_TIER
    + TIER.format("Ida", "t4", "t4", "They heard [withdrawn] there")
    + "</ANNOTATION_DOCUMENT>\n"
)
GRID_TIER = """    item [{0}]:
        class = "IntervalTier"
        name = "{1}"
        xmin = 0
        xmax = 4
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 2
            text = "{2}"
        intervals [2]:
            xmin = 2
            xmax = 4
            text = "{3}"
"""
GRID_HEAD = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 4
tiers? <exists>
size = {}
item []:
"""
GRID = (
    GRID_HEAD.format(3)
    + GRID_TIER.format(1, "Zephyrine", "", "they never did hear me")
    + GRID_TIER.format(2, "Ned", 'they did ""hear"" me', "")
    + GRID_TIER.format(3, "Ida", "", "they heard Zephyrine there")
)
GRID_AFTER = (
    GRID_HEAD.format(2)
    + GRID_TIER.format(1, "Ned", 'they did ""hear"" me', "")
    + GRID_TIER.format(2, "Ida", "", "they heard [withdrawn] there")
)
NOTES = """Hub group notes
Date: 3 May 2026
Present (carers): Zephyrine Quillfeather (ZQ), Ned Barrow (NB)
Apologies: Ida Moss (IM)
1. Letters
- ZQ asked who Tuppence was. NB did not know. ZQ said never mind. NB said it was a pity.
- NB said that the letters have been rewritten.
- ZQ went home early.
Actions
- ZQ to ring the council by 3 June
"""
NOTES_AFTER = """Hub group notes
Date: 3 May 2026
Present (carers): Ned Barrow (NB)
Apologies: Ida Moss (IM)
1. Letters
- NB did not know. [withdrawn]. NB said it was a pity.
- NB said that the letters have been rewritten.
Actions
- [withdrawn] to ring the council by 3 June
"""
FULL = "Zephyrine Quillfeather"


@pytest.mark.parametrize(
    ("source", "label", "before", "after"),
    [
        ("hub-focus-group.txt", FULL, TXT, TXT_AFTER),
        ("otter.txt", FULL, OTTER, OTTER_AFTER),
        ("hub.md", "ZQ", MD, MD_AFTER),
        ("hub.vtt", "ZQ", VTT, VTT_AFTER),
        ("hub.srt", "ZQ", SRT, SRT_AFTER),
        ("captions-as.txt", "ZQ", SRT, SRT_AFTER),
        ("hub.cha", "ZQ", CHA, CHA_AFTER),
        ("hub.csv", "ZQ", CSV, CSV_AFTER),
        ("hub.tsv", "ZQ", TSV, TSV_AFTER),
        ("hub.json", "ZQ", json.dumps(JSON, indent=2), json.dumps(JSON_AFTER, indent=2)),
        ("hub.eaf", "ZQ", EAF, EAF_AFTER),
        ("hub.TextGrid", "Zephyrine", GRID, GRID_AFTER),
        ("notes.txt", "ZQ", NOTES, NOTES_AFTER),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_hers_goes_and_every_other_byte_stays(
    source: str, label: str, before: str, after: str, end: str
) -> None:
    if "\r" not in before:
        before, after = before.replace("\n", end), after.replace("\n", end)
    assert bytes_without_her(before.encode(), source, label).decode() == after


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_encoding_and_its_mark_stay(encoding: str) -> None:
    made = bytes_without_her(TXT.encode(encoding), "hub-focus-group.txt", FULL)
    assert made == TXT_AFTER.encode(encoding)


def test_the_words_of_two_others_that_she_parted_stay_apart() -> None:
    made = without_her(SRT.encode(), "hub.srt", "ZQ")
    assert not isinstance(made, str)
    turns = [
        (turn.speaker, made.transcript.said(turn), turn.seconds) for turn in made.transcript.turns
    ]
    assert turns == [
        ("Ned", "They heard me", 0.0),
        ("[withdrawn]", "[withdrawn]", 2.0),
        ("Ned", "Nor [withdrawn]", 6.0),
        ("Ida", "It was mixed.", 8.0),
    ]
