"""A number of people in easy words: `7 of 20 people`, `at least 5 of 20 people`, `some people`."""

from coding.document.blocks import Number
from coding.easy_read.paper import EasyLine
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import MOST, Key
from coding.findings_report.shared.material import ReportMaterial, key_text


def how_many(material: ReportMaterial, key: Key, of: Key, did: str) -> EasyLine:
    """How many people did something, as far as it may be printed; `did` goes on after "people"."""
    figure, whole = material.figure(key), material.figure(of).value
    if not figure.tells:
        return EasyLine((Number(key_text(key), "We do not show how many people"), f" {did}."))
    if figure.value is None:
        some = "Most people" if figure.text == MOST else "Some people"
        return EasyLine((Number(key_text(key), some), f" {did}."))
    exact = material.exact(key)
    if figure.value == 0:
        return EasyLine(
            (Number(key_text(key), "No one" if exact else "So far, no one"), f" {did}.")
        )
    among = f" of {whole}" if whole else ""
    number = Number(key_text(key), f"{'' if exact else 'At least '}{figure.value}{among} people")
    return EasyLine((number, f" {did}."))


def how_many_heard(material: ReportMaterial) -> Number:
    """How many people were heard, or that some were."""
    value = None if material.small else material.figure(PEOPLE).value
    return Number(key_text(PEOPLE), "some people" if value is None else f"{value} people")
