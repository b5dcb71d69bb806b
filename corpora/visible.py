"""Characters that act instead of being read, made visible before text reaches a sheet or a page.

Control characters are illegal in XML, direction controls turn a line around, lone surrogates
cannot be encoded. Each becomes a sign that a reader sees; everything else stays as it is.
"""

import re

_PICTURES = 0x2400
_ACTING = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but not tab and the line breaks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls of direction
    "\u2028\u2029\ufffe\uffff\ud800-\udfff"
    "]"
)


def visible(text: str) -> str:
    """`text` with every acting character as a sign: `␋` for U+000B, `‹U+202E›` for an override."""
    return _ACTING.sub(lambda found: _sign(found.group()), text)


def _sign(char: str) -> str:
    point = ord(char)
    if point < 0x20:
        return chr(_PICTURES + point)
    return "␡" if point == 0x7F else f"‹U+{point:04X}›"
