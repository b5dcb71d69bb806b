"""Phone numbers: the UK's by form, other countries' by their rules or by what is said about them."""

import re
from functools import cache
from itertools import pairwise

from corpora.personal.kinds import Finding

_CANDIDATE = re.compile(
    r"(?<![\w£$€+])(?<![\d][.,/:–-])(?<!\w[('’])"
    r"(?:\((?=\+?\d{1,6}\))\+?|\+ ?)?\d{1,12}(?:(?:[ .\u00a0–/-]|\) ?|[ .-]?\(){1,2}\d{1,12}){0,6}"
    r"(?:,? ?(?:x|ext\.?|extension) ?\d{1,5})?(?![\d%°]|[.,:/]\d|[a-wyz]\w)",
    re.I,
)
_DIGITS = {
    word: digit
    for digit, word in enumerate("zero one two three four five six seven eight nine".split())
} | {"oh": 0, "o": 0, "nought": 0}
_DIGIT = rf"(?:(?:double|triple|treble) )?(?:{'|'.join(_DIGITS)})"
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{8,14}}\b", re.I)
_CUE_BEFORE = re.compile(
    r"\b(?:phone(?:d|s)?|telephone|tele?|mobile|landline|cell|fax|ring(?:ing)?|rang|rung|"
    r"call(?:ed|ing)? (?:me|him|her|us|them|back|on|at|in)|text(?:ed|ing)?|messaged?|whatsapp|desk|"
    r"contact(?:ed)?|reach(?:ed)?|answer(?:ing|ed|s)? (?:at|on)|dial(?:led)?|helpline|voicemail|"
    r"(?:his|her|my|your|our|their) (?:\w{1,12} )?number)\b[^.?!\n]{0,30}$",
    re.I,
)
# So close that it can only be the number that follows.
_CUE_AT_ONCE = re.compile(
    r"\b(?:phone|telephone|tele?|mobile|landline|cell|fax|desk|ring|rang|call(?:ed)?|text(?:ed)?|dial|"
    r"whatsapp|answer(?:ing)?|reach|contact)\b"
    r"\W{0,3}(?:(?:me|him|her|us|them|number|no|is|was|it's|on|at)\b\W{0,2}){0,3}$",
    re.I,
)
_CUE_AFTER = re.compile(
    r"[ ,–-]{0,3}\(?(?:fax|office|mobile|home|work|direct|landline|helpline|tel|phone)\b", re.I
)
# What the number is then of: not a phone.
_OTHER_BEFORE = re.compile(
    r"\b(?:card|account|policy|reference|ref|case|order|iban|nhs|patient|hospital|serial|invoice|"
    r"sort code|passport|security|insurance|tax|licen[cs]e|member(?:ship)?|room|page|section|act)"
    r"(?: (?:number|no\.?|num))?\W{0,3}(?:(?:is|was|it's) )?$",
    re.I,
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\d{2})?|\d{4}-\d{2}-\d{2}(?: \d{2})?")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}(?:[ –.-]|$)+)+")
_TIMES = re.compile(r"(?:\d{1,2}[.:]\d{2}(?:[ –-]+|$))+")
_GROUPED = re.compile(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?:\D.*)?")
_LOOK_BACK = 60
_FEWEST_SAID, _FEWEST_UNSAID, _MOST = 6, 9, 20
# Where participants' families and staff most often have numbers; the UK comes first.
_REGIONS = ("GB", "IE", "US", "IN", "PK", "NG", "PL", "RO", "FR", "DE", "ES", "IT", "PT", "NL")


def phone_numbers(text: str) -> list[Finding]:
    """The phone numbers in `text`, written in digits or spelled out digit by digit."""
    written = [
        Finding(match.start(), match.end(), "phone number")
        for match in _CANDIDATE.finditer(text)
        if _is_phone(match)
    ]
    spoken = [
        Finding(match.start(), match.end(), "phone number")
        for match in _SPOKEN.finditer(text)
        if not _counts(match.group())
    ]
    return written + spoken


def is_called_a_phone(text: str, start: int, end: int) -> bool:
    """Whether the words right beside a number say that it is one of a phone."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_CUE_AT_ONCE.search(before) or _CUE_AFTER.match(text, end))


def _counts(words: str) -> bool:
    """Whether somebody counts ("one two three four five"), up or down."""
    digits = [_DIGITS[word] for word in re.split(r"[ ,-]+", words.lower()) if word in _DIGITS]
    steps = [after - before for before, after in pairwise(digits)]
    return max(steps.count(1), steps.count(-1)) > len(steps) // 2


def _is_phone(match: re.Match[str]) -> bool:
    number, text = match.group(), match.string
    digits = sum(char.isdigit() for char in number)
    if not _FEWEST_SAID <= digits <= _MOST or _looks_otherwise(number):
        return False
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _OTHER_BEFORE.search(before):
        return False
    if _has_the_form(number):
        return True
    said = _CUE_BEFORE.search(before) or _CUE_AFTER.match(text, match.end())
    grouped = digits >= _FEWEST_UNSAID and not number.isdigit()
    return bool(said) or (grouped and _is_valid_somewhere(number))


def _looks_otherwise(number: str) -> bool:
    return any(pattern.fullmatch(number) for pattern in (_DATE, _YEARS, _TIMES))


def _has_the_form(number: str) -> bool:
    """Whether it is written as phone numbers are: `+44 …`, `0… ` with 10 or 11 digits, `555 555 5555`."""
    bare = re.split(r"x|ext", number, maxsplit=1)[0]
    digits = re.sub(r"\D", "", bare)
    if "+" in bare or digits.startswith("00"):
        return 9 <= len(digits) <= 15
    if digits.startswith("0"):
        return 10 <= len(digits) <= 11
    return bool(_GROUPED.fullmatch(number))


@cache
def _is_valid_somewhere(number: str) -> bool:
    from phonenumbers import NumberParseException, is_valid_number, parse

    for region in _REGIONS:
        try:
            if is_valid_number(parse(number, region)):
                return True
        except NumberParseException:
            continue
    return False
