"""Numbers and addresses that name a person, found by their form: the UK's and those used anywhere.

Every pattern is bounded, so that no line takes it long.
"""

import re
from collections.abc import Callable, Iterator

from corpora.personal.kinds import Finding, Kind
from corpora.personal.phones import is_called_a_phone

_EMAIL = re.compile(r"(?<![\w.%+'’-])[\w.%+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# As a speech recogniser writes one down.
_SPOKEN_EMAIL = re.compile(
    r"\b\w{1,30}(?: (?:dot|underscore|dash|hyphen) \w{1,30}){0,4} at \w{1,30}"
    r"(?: (?:dot|dash|hyphen) \w{1,30}){0,3} dot (?:com|co|uk|org|net|gov|nhs|ac|ie|eu)\b"
    r"(?: dot uk\b)?",
    re.I,
)
_WEB = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"'“”‘’()\[\]]{1,300}(?<![.,;:!?])", re.I)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z\d-]{1,63}\.){1,4}(?:com|co\.uk|org\.uk|org|net|gov\.uk|nhs\.uk|ac\.uk)\b"
    r"(?:/[^\s<>\"'()]{0,200})?",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@./])@[a-z_]\w{2,29}\b(?!\.\w)", re.I)
_NHS = re.compile(r"(?<![\w+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-]\w)(?!\d)")
# Said to be one: kept out even when the speaker or the typist got a digit wrong.
_SAID_NHS = re.compile(
    r"\bNHS (?:number|no\.?|num)\b\W{0,3}(?:is|was|it's)?\W{0,3}(\d(?:[ -]?\d){8,11})(?!\d)", re.I
)
# Any two letters and any suffix: administrative and mistyped numbers name a person as well.
_NI = re.compile(r"(?<!\w)[A-Z]{2}[ .-]?(?:\d{2}[ .-]?){3}[A-Z](?!\w)")
_SAID_NI = re.compile(
    r"\b(?:national insurance|NI|nino)(?: (?:number|no\.?))?\b\W{0,3}(?:is|was|it's)?\W{0,3}"
    r"([a-z]{2}[ .-]?(?:\d{2}[ .-]?){3}[a-z]?)(?!\w)",
    re.I,
)
_POSTCODE = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]{0,2}\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
)
# "m4 2nd" is a road and an exit.
_LOWER_POSTCODE = re.compile(
    r"(?<!\w)[a-z]{1,2}\d[a-z\d]?[ \u00a0]?(?!1st|2nd|3rd|[04-9]th)\d[abd-hjlnp-uw-z]{2}(?!\w)"
)
_PLATE = re.compile(r"(?<!\w)[A-HJ-PR-Y]{2}\d{2}[ -]?[A-HJ-PR-Z]{3}(?!\w)")
# Old and cherished forms look like room and model numbers, so something must say it is a vehicle.
_OLD_PLATE = re.compile(
    r"(?<!\w)(?:[A-HJ-NPR-Y]\d{1,3}[ -]?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}[ -]?\d{1,3}[A-HJ-NPR-Y]?)(?!\w)"
)
_VEHICLE = re.compile(
    r"\b(?:reg|plates?|registrations?|car|van|taxi|minibus|motorbike|vehicle|driv\w{1,4}|parked)\b",
    re.I,
)
_VEHICLE_WITHIN = 60
_CARD = re.compile(r"(?<![\w+.-])[1-6](?:[ -]?\d){11,18}(?![ -]?\d)(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?!\w)")
_SAID_BANK = re.compile(
    r"\b(?:sort code|(?:account|card)(?: number| no\.?)?)\W{0,3}(?:is|was|it's)?\W{0,3}"
    r"(\d{2}[ -]?\d{2}[ -]?\d{2,4}|\d{12,19})(?!\d)",
    re.I,
)


def identifiers(text: str) -> list[Finding]:
    """Emails, web addresses, NHS and NI numbers, bank numbers, postcodes and number plates.

    Findings may overlap; where they do, the surer one stands before the other.
    """
    return [
        *_found(_EMAIL, text, "email address"),
        *_found(_SPOKEN_EMAIL, text, "email address"),
        *_found(_WEB, text, "web address"),
        *_found(_DOMAIN, text, "web address"),
        *_found(_HANDLE, text, "web address"),
        *_found(_SAID_NHS, text, "NHS number"),
        *_found(_NHS, text, "NHS number", _is_nhs),
        *_found(_SAID_NI, text, "NI number"),
        *_found(_NI, text, "NI number"),
        *_found(_CARD, text, "other number", _passes_luhn),
        *_found(_IBAN, text, "other number", _is_iban),
        *_found(_SAID_BANK, text, "other number"),
        *_found(_POSTCODE, text, "postcode"),
        *_found(_LOWER_POSTCODE, text, "postcode"),
        *_found(_PLATE, text, "number plate"),
        *_found(_OLD_PLATE, text, "number plate", _is_a_vehicle),
    ]


Check = Callable[[re.Match[str]], bool]


def _found(
    pattern: re.Pattern[str], text: str, kind: Kind, check: Check | None = None
) -> Iterator[Finding]:
    """What the pattern's group 1 matches, the whole of it where there is no group."""
    for match in pattern.finditer(text):
        if check is None or check(match):
            yield Finding(*match.span(pattern.groups), kind)


def digits_of(text: str) -> str:
    """The digits of a number without what stands between them."""
    return re.sub(r"\D", "", text)


def _is_nhs(match: re.Match[str]) -> bool:
    """Modulus 11, as the NHS data dictionary has it; ten times the same digit is no number."""
    digits = digits_of(match.group())
    weighed = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    right = len(set(digits)) > 1 and (11 - weighed % 11) % 11 == int(digits[9])
    return right and not is_called_a_phone(match.string, *match.span())


def _passes_luhn(match: re.Match[str]) -> bool:
    digits = [int(digit) for digit in reversed(digits_of(match.group()))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(match: re.Match[str]) -> bool:
    """ISO 13616: moved to the end and read in base 36, the number leaves 1 when divided by 97."""
    written = match.group().replace(" ", "")
    return int("".join(str(int(char, 36)) for char in written[4:] + written[:4])) % 97 == 1


def _is_a_vehicle(match: re.Match[str]) -> bool:
    around = slice(max(0, match.start() - _VEHICLE_WITHIN), match.end() + _VEHICLE_WITHIN)
    return bool(_VEHICLE.search(match.string[around]))
