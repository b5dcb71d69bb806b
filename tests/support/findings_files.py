"""Every number of people in the files of a findings report, as a reader finds it there."""

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO, StringIO

from docx import Document
from openpyxl import load_workbook

Texts = dict[str, set[str]]
"""What stands for each figure, by its key as it is printed: `theme/felt-heard`."""

_DATA = re.compile(r'<data value="([^"]*)">(.*?)</data>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"\d[\d,]*")


def of_page(page: str) -> Texts:
    """The figures of a page, the findings report or easy read."""
    texts: Texts = {}
    for key, words in _DATA.findall(page):
        texts.setdefault(unescape(key), set()).add(unescape(_TAG.sub("", words)).strip())
    return texts


def of_workbook(content: bytes) -> Texts:
    """The figures of the workbook: a cell, and its key in the column for keys."""
    texts: Texts = {}
    for sheet in load_workbook(BytesIO(content), read_only=True):
        heads: tuple[object, ...] = ()
        for row in sheet.iter_rows(values_only=True):
            if any(str(cell).startswith("Key: ") for cell in row):
                heads = row
            elif heads:
                for at, head in enumerate(heads):
                    key = row[at] if at < len(row) else None
                    if str(head).startswith("Key: ") and key:
                        words = str(row[heads.index(str(head).removeprefix("Key: "))])
                        texts.setdefault(str(key), set()).add(re.sub(r"^\[[cx]\] ?", "", words))
    return texts


def numbers_of(text: str) -> set[str]:
    """The numbers that stand in a text."""
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def tables_of_word(content: bytes) -> list[list[str]]:
    """The tables of a Word file, each as its cells in order."""
    return [
        [cell.text.strip() for row in table.rows for cell in row.cells]
        for table in Document(BytesIO(content)).tables
    ]


def tables_of_pack(content: bytes) -> Mapping[str, list[list[str]]]:
    """The tables of the evidence pack, by name, each as its rows, hidden figures without their mark."""
    with zipfile.ZipFile(BytesIO(content)) as pack:
        return {
            name.removeprefix("tables/").removesuffix(".csv"): [
                [re.sub(r"^\[[cx]\] ?", "", cell) for cell in row]
                for row in csv.reader(StringIO(pack.read(name).decode()))
            ]
            for name in pack.namelist()
            if name.startswith("tables/")
        }


def pictures_of(page: str) -> Iterator[tuple[str, str]]:
    """Each picture of a page: all its words, drawn and described, and its table."""
    for figure in re.findall(r"<figure.*?</figure>", page, re.DOTALL):
        drawn = " ".join(re.findall(r"<svg.*?</svg>", figure, re.DOTALL))
        if drawn:
            table = " ".join(re.findall(r"<table.*?</table>", figure, re.DOTALL))
            yield unescape(_TAG.sub(" ", drawn)), unescape(_TAG.sub(" ", table))


def visible_text(page: str) -> str:
    """All words of a page."""
    return unescape(_TAG.sub(" ", re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)))
