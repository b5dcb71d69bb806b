"""Licence, citation and package say the same of the program."""

import re
import tomllib
from datetime import date

from paths import ROOT
from ruamel.yaml import YAML

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text("utf-8"))
LICENCE = (ROOT / "LICENSE").read_text("utf-8")

# What version 1.2.0 of the Citation File Format asks for, and which of its keys are used here.
ASKED_FOR = {"cff-version", "message", "title", "authors"}
ALLOWED = ASKED_FOR | {"abstract", "date-released", "keywords", "license", "type", "version"}


def test_the_citation_has_what_its_format_asks_for_and_nothing_it_does_not_allow() -> None:
    assert set(CITATION) >= ASKED_FOR
    assert set(CITATION) <= ALLOWED
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in ("software", "dataset")
    assert all(isinstance(word, str) and word for word in CITATION["keywords"])
    assert len(set(CITATION["keywords"])) == len(CITATION["keywords"])
    assert date.fromisoformat(CITATION["date-released"])
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", CITATION["date-released"])


def test_the_authors_are_named_as_the_format_names_bodies() -> None:
    assert CITATION["authors"] == [{"name": author["name"]} for author in PROJECT["authors"]]


def test_the_citation_is_of_this_version_and_licence() -> None:
    cited = (CITATION["title"], CITATION["version"], CITATION["license"])
    assert cited == (PROJECT["name"], PROJECT["version"], PROJECT["license"])


def test_the_licence_is_the_one_that_is_named() -> None:
    assert LICENCE.splitlines()[:3] == [
        "MIT License", "", "Copyright (c) 2026 The felt-heard contributors",
    ]  # fmt: skip
    assert PROJECT["license-files"] == ["LICENSE"]
