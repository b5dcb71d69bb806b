"""Annotated and recognised speech, made for tests."""

import json


def segments(*found: dict[str, object]) -> str:
    return json.dumps({"segments": list(found), "language": "en"})


CHAT = (
    "@UTF8\n@Begin\n@Participants:\tANN Participant, BOB Participant\n"
    "*ANN:\tWho\n\tcame? \x15100_2000\x15\n%mor:\tpro|who\n*BOB:\tNobody. \x152000_3000\x15\n@End\n"
)


def eaf(*tiers: str) -> str:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{i}" TIME_VALUE="{i * 1000}"/>' for i in range(9))
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{''.join(tiers)}</ANNOTATION_DOCUMENT>"


def tier(attributes: str, *texts: tuple[int, str]) -> str:
    inner = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="t{at}"><ANNOTATION_VALUE>{text}'
        "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for at, text in texts
    )
    return f"<TIER {attributes}>{inner}</TIER>"


SHORT = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n2\n'
    '"IntervalTier"\n"Ann"\n0\n9\n2\n0\n1\n"Who ""really"" came?"\n1\n9\n""\n'
    '"IntervalTier"\n"Bob"\n0\n9\n2\n0\n1\n""\n1\n9\n"Nobody at all."\n'
)


LONG = (
    'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0 \nxmax = 9 \ntiers? <exists> \n'
    "size = 2 \nitem []: \n"
    '    item [1]:\n        class = "IntervalTier" \n        name = "Ann" \n        xmin = 0 \n'
    "        xmax = 9 \n        intervals: size = 2 \n        intervals [1]:\n            xmin = 0 \n"
    '            xmax = 1 \n            text = "Who ""really"" came?" \n        intervals [2]:\n'
    '            xmin = 1 \n            xmax = 9 \n            text = "" \n'
    '    item [2]:\n        class = "TextTier" \n        name = "Bob" \n        xmin = 0 \n'
    "        xmax = 9 \n        points: size = 1 \n        points [1]:\n            number = 1 \n"
    '            mark = "Nobody at all." \n'
)
