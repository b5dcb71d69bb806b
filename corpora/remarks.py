"""What stands in a transcript and nobody said: stand-ins for names, and remarks on how it was said.

`[carer 3]`, `[laughs]`, `(inaudible 00:12)`: no word of it is evidence of anything.
"""

import re

_LONGEST = 80
_SOUNDS = (
    r"laugh\w*|chuckl\w*|giggl\w*|sigh\w*|cough\w*|cr(?:y|ies|ying)|sob\w*|paus\w*|silence|inaudible|"
    r"unclear|indistinct|cross-?talk|overlap\w*|applause|clap\w*|background noise|noise|music|nods?|"
    r"nodding|whisper\w*|long pause|short pause|all laugh\w*|general laughter"
)
REMARK = re.compile(
    rf"\[[^\[\]\n]{{0,{_LONGEST}}}\]"
    rf"|\(+\.* *(?:{_SOUNDS})(?:[ ,]+[\d:.]+)?(?: seconds?| secs?| s)? *\.*\)+",
    re.IGNORECASE,
)


def without_remarks(text: str) -> str:
    """`text` with spaces in the place of what nobody said, so that every offset stays."""
    if "[" not in text and "(" not in text:
        return text
    return REMARK.sub(lambda remark: " " * len(remark.group()), text)
