"""People, places and organisations that the words around them give away, and known names.

What a small model misses most: "Sister Howe", "my daughter Sian", "I live in Ely", "Oakfield School".
"""

import re
from collections.abc import Iterator

from corpora.names.gazetteer import given_names, is_common, places
from corpora.names.names import is_ordinary
from corpora.personal.kinds import Finding

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
# Whole words only, and bounded: no run of letters is tried from every one of them.
NAME = (
    rf"(?<!\w)[{_UPPER}](?:['’][{_UPPER}])?[^\W\d_]{{1,29}}+"
    rf"(?:[-'’][{_UPPER}]?[^\W\d_]{{2,29}}+){{0,3}}+(?!\w)"
)
_INITIAL = rf"[{_UPPER}]\.?"
_PARTICLE = r"(?:van|von|der|den|de|da|di|del|la|le|bin|bint|al|el|ap|ó|mac)"
# Between the parts of one name stand spaces, never the end of a line.
FULL_NAME = rf"{NAME}(?: {_INITIAL}(?= ))?(?: {_PARTICLE}){{0,2}}(?: {NAME}){{0,2}}"

TITLE = re.compile(
    r"\b(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Nurse|Matron|Councillor|Cllr|Rev|Reverend|"
    r"Father|Canon|Imam|Rabbi|Sir|Dame|Lord|Lady|Sergeant|Sgt|Inspector|PC|Auntie|Aunty|Aunt|Uncle|Nanny)"
    r"\.? "
)
# "Mrs Day" is what she is called; in "Mrs Anna Day" the title says no more.
_TITLED = re.compile(
    rf"{TITLE.pattern}({NAME}(?: {_INITIAL}(?= ))?(?: {_PARTICLE}){{0,2}} {NAME}(?: {NAME})?)"
    rf"|({TITLE.pattern}(?:{_PARTICLE} ){{0,2}}{NAME})"
)
_RELATION = (
    r"(?:husband|wife|partner|son|daughter|mum|mam|mother|dad|father|brother|sister|step\w{3,8}|nan|nana|"
    r"gran|grandma|grandad|grand\w{3,8}|aunt|auntie|uncle|cousin|niece|nephew|friend|mate|neighbour|"
    r"colleague|boss|manager|boyfriend|girlfriend|fianc\w{1,2}|twin|child|lad|boy|girl|baby|nurse|doctor|"
    r"GP|CPN|OT|consultant|psychiatrist|psychologist|therapist|counsellor|physio|midwife|teacher|"
    r"landlord|advocate|carer|(?:social|support|key|care|link|case|youth|peer) ?worker|worker|"
    r"coordinator|co-ordinator|facilitator|supervisor|chair)"
)
_RELATED = re.compile(
    rf"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Yy]our|[Tt]he|[Aa])(?: [a-z]{{2,9}})? {_RELATION},? "
    rf"(?:(?:is |was )?(?:called |named ))?({FULL_NAME})"
)
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Ww]hose) name(?:['’]s| is| was) ({FULL_NAME})"
    rf"|\b(?:calls?|called) (?:me|him|her|them) ({FULL_NAME})"
)
_INTRODUCED_LOW = re.compile(r"\bmy name(?:['’]s| is) ([^\W\d_]{3,20})\b", re.I)
_NO_NAME = frozenset(
    "the not and was but for that this what who been being gone down there".split()
)
_NAME_WORD = re.compile(rf"(?<![\w@.'’-]){NAME}(?!\w)")
# After a first name: the name of a street, ward or house, and nobody's.
_THING = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Court|Drive|Way|Place|Square|Crescent|Terrace|Gardens?|"
    r"Ward|Wing|Unit|Room|Suite|House|Lodge|Hall|Park|Building|Hospital|Hospice|School|College|Centre|"
    r"Church|Clinic|Surgery|Station|Bridge|Day|Act|Award|Prize|Foundation|Trust|University|Library)\b"
)
# Surnames as well: "I met Ann Ward", "on Ann Ward".
_PERHAPS_A_SURNAME = re.compile(
    r" (?:Ward|Hall|Park|Parks|Day|Lane|Street|Church|Bridge|Close|House|Station|Way)$"
)
_AT = re.compile(r"\b(?:in|at|on|onto|to|from|near|the|of|off|down|along|round|past) $", re.I)
_ABOUT_A_WARD = re.compile(r"\b[Ww]ards?\b.{0,40}$", re.S)
_ENDS_AS_THING = re.compile(rf" {_THING}$")
_WARD = re.compile(r" Wards?\b")
_BEFORE_THING = re.compile(rf" (?:{NAME} )?{_THING}")
FEAST = re.compile(r"['’]s Day\b")
_AFTER_SAINT_OR_ARTICLE = re.compile(r"(?:\bSt\.?|\bSaint|\b[Tt]he|\b[Aa]n?) $")

_SUCH_AS = r"(?:on|upon|le|in|under|by|next|super)"
_PLACE = rf"(?:St\.? )?{NAME}(?: (?:{_SUCH_AS}|of|the|and) (?:the )?{NAME}| {NAME}){{0,2}}"
_LIVING = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|mov(?:es?|ed|ing)|born|grew up|brought up|raised|based|settled|housed|"
    r"comes?|came|evacuated|relocated)(?: \w{2,9})? (?:in|to|near|from|outside|around) "
    rf"({_PLACE})"
)
_IN_A_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Aa]round|[Oo]utside|[Aa]cross|[Tt]hrough|[Oo]f|[Vv]ia|"
    rf"[Bb]etween|[Vv]isit(?:ed|ing)?|[Rr]emembers?|[Ll]eft) ((?>{_PLACE}))(?! {NAME})"
)
_HYPHENATED = re.compile(rf"\b{NAME}-{_SUCH_AS}-(?:the-)?{NAME}\b")
_NEAR_POSTCODE = re.compile(rf"({_PLACE}),?\s{{1,3}}(?=[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}\b)")
_NO_PLACE = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July "
    "August September October November December Christmas Easter Ramadan Covid COVID Zoom Teams NHS "
    "English Welsh Scottish Irish British".split()
)

_KIND_OF_BODY = (
    r"(?:Hospice|Hospital|Infirmary|Surgery|School|Academy|Nursery|College|University|Centre|Center|"
    r"Clinic|Trust|Council|Practice|Church|Mosque|Temple|Synagogue|Pharmacy|Library|Foundation|"
    r"Association|Society|Partnership|Charity|Federation|Alliance|Institute|Care Home|Nursing Home|"
    r"Ltd|Limited|PLC|Inc|LLC|CIC)"
)
# The dot of "Johnson Inc." is part of its name.
ABBREVIATED = r"(?:(?<=Inc)|(?<=Ltd)|(?<=Corp))\."
_BODY = re.compile(
    rf"(?<![\w'’-])(?:{NAME}|[A-Z]{{2,5}})(?:(?: and| &|['’]s)? (?:{NAME}|[A-Z]{{2,5}})){{0,4}}?"
    r"(?:['’]s)?"
    rf",? {_KIND_OF_BODY}\b(?:{ABBREVIATED})?"
    rf"|\b(?:University|College|Institute|School|Church|Friends) of (?:the )?{NAME}(?: {NAME})?"
)
_ENDS_AS_BODY = re.compile(rf" {_KIND_OF_BODY}\.?$")
_NATIONAL = re.compile(rf"(?<![\w'’-])(?!The )(?:(?<=[a-z] ){NAME} )?{NAME} UK(?: {NAME})?\b")
# What says only what kind of body it is: "the Health Centre", "Our Primary School".
_ONLY_A_KIND = re.compile(
    rf"(?:(?:The|A|An|Our|My|Your|Their|This|That|At|In|Community|Day|Health|Medical|Care|Nursing|Primary|"
    rf"Secondary|High|Infant|Junior|Sixth|Form|Special|Local|City|County|Borough|Town|Parish|District|"
    rf"Leisure|Sports|Children['’]?s|Family|Job|Call|Resource|General|Teaching|Foundation|NHS|Mental|"
    rf"Housing|Hospital|Acute|GP|Residential|And|So|But|Sunday|{_KIND_OF_BODY[3:-1]})\b[ ,]*)+"
)


def names_by_context(text: str) -> list[Finding]:
    """What words around them show to be people, places and organisations; they may overlap."""
    return [*_bodies(text), *_places(text), *_people(text)]


def _people(text: str) -> Iterator[Finding]:
    for pattern in (_TITLED, _RELATED, _INTRODUCED):
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            if not is_a_body(match[group]) and not is_a_thing(text, *match.span(group)):
                yield Finding(*match.span(group), "person")
    for match in _INTRODUCED_LOW.finditer(text):
        if match[1].lower() not in _NO_NAME:
            yield Finding(*match.span(1), "person")


def is_a_thing(text: str, start: int, end: int) -> bool:
    """Whether a name at this place is that of a street, a ward, a house and the like."""
    said, before = text[start:end], text[max(0, start - 50) : start]
    if _PERHAPS_A_SURNAME.search(said):
        return is_a_ward(text, start, end) or bool(_AT.search(before))
    return bool(_ENDS_AS_THING.search(said) or _BEFORE_THING.match(text, end))


def is_a_ward(text: str, start: int, end: int) -> bool:
    """Whether a name at this place is a ward's, as in "on Grace Ward": Ward is a surname as well."""
    before = text[max(0, start - 50) : start]
    named_so = text[start:end].endswith((" Ward", " Wards")) or _WARD.match(text, end)
    return bool(named_so and (_AT.search(before) or _ABOUT_A_WARD.search(before)))


def first_names(text: str) -> Iterator[Finding]:
    """First names from the list, with the surname where one follows; ordinary words are left out."""
    known, at = given_names(), 0
    for match in _NAME_WORD.finditer(text):
        if match.start() < at or not _is_first_name(match, known):
            continue
        full = re.compile(FULL_NAME).match(text, match.start())
        end = full.end() if full else match.end()
        if not is_a_thing(text, match.start(), end):
            at = end
            yield Finding(match.start(), end, "person")


def _is_first_name(match: re.Match[str], known: frozenset[str]) -> bool:
    word = re.sub(r"['’]s$", "", match.group())
    first = word.split("-")[0]
    if first not in known or is_ordinary(first) or is_common(first):
        return False
    before = match.string[max(0, match.start() - 6) : match.start()]
    if FEAST.match(match.string, match.start() + len(word)):
        return False
    return not _AFTER_SAINT_OR_ARTICLE.search(before)


def _places(text: str) -> Iterator[Finding]:
    for match in _HYPHENATED.finditer(text):
        yield Finding(*match.span(), "place")
    for match in _NEAR_POSTCODE.finditer(text):
        yield Finding(*match.span(1), "place")
    for match in _LIVING.finditer(text):
        if match[1].split()[0] not in _NO_PLACE:
            yield Finding(*match.span(1), "place")
    for match in _IN_A_PLACE.finditer(text):
        if match[1] in places() and match[1].split()[0] not in _NO_PLACE:
            yield Finding(*match.span(1), "place")


def _bodies(text: str) -> Iterator[Finding]:
    for pattern in (_BODY, _NATIONAL):
        for match in pattern.finditer(text):
            if not _ONLY_A_KIND.fullmatch(match.group()):
                yield Finding(*match.span(), "organisation")


def is_a_body(said: str) -> bool:
    """Whether it ends in what such bodies are called and says which one it is."""
    return bool(_ENDS_AS_BODY.search(said)) and not _ONLY_A_KIND.fullmatch(said)
