"""First names and places that are known beforehand, from the lists beside this file."""

import re
from functools import cache
from importlib.resources import files

# Known to everybody, so they point at nobody; and words that a model takes for somebody.
_COMMON = frozenset(
    (
        "nhs|nhs england|nhs trust|cqc|nice|dwp|hmrc|hr|it|gp|gps|a&e|icu|pip|esa|dla|uc|universal credit|"
        "camhs|cmht|cpn|cpns|ot|ots|pals|icb|ccg|icbs|ccgs|send|ehcp|lgbt|lgbtq|lgbtq+|bame|mdt|ppi|gdpr|"
        "covid|covid-19|adhd|ptsd|ocd|ld|mh|cbt|dbt|mri|ect|dna|cv|pdf|phq-9|gad-7|key stage|"
        "zoom|teams|microsoft|microsoft teams|google|whatsapp|facebook|twitter|youtube|instagram|netflix|"
        "amazon|skype|powerpoint|excel|word|email|nvivo|wifi|systmone|bbc|itv|channel 4|sky|tv|radio|"
        "interviewer|interviewee|participant|respondent|facilitator|moderator|speaker|researcher|"
        "mum|mam|mummy|dad|daddy|nan|nana|gran|nanny|god|jesus|christ|lord|king|queen|prince|princess|"
        "christmas|easter|ramadan|eid|diwali|brexit|ok|okay|yeah|mate|love|sir|madam|miss|sister|"
        "ward|unit|room|band|section|act|group|team|level|flat|"
        "care act|mental health act|mental capacity act|equality act|children act|parliament|government|"
        "house of commons|treasury|state|council|trust|hospital|college|school|university|church|"
        "english|welsh|scottish|irish|british|french|german|polish|spanish|italian|asian|african|"
        "european|american|indian|chinese|urdu|punjabi|bengali|gujarati|arabic|somali|romanian|turkish|"
        "muslim|christian|jewish|hindu|sikh|catholic|monday|tuesday|wednesday|thursday|friday|saturday|"
        "sunday|january|february|march|april|may|june|july|august|september|october|november|december|"
        "spring|summer|autumn|winter|i|nah|nope|yep|yup|ooh|aye|ta|"
        "vat|bau|bsl|spa|faq|faqs|agm|kpi|kpis|nhs trust|national health service|citizens advice|"
        "present|apologies|date|time|venue|notes|agenda|agendas|minutes|action|actions|interview|"
        "focus group|chair|co-chair|money|sorry|sometimes|people|transcript|transcripts"
    ).split("|")
)
_SOUND = re.compile(r"(?:(?:h?m+|u+[mh]+|e+[rhm]+|a+h+|o+h+|ha+|hm)[ ,-]*)+", re.I)


def is_common(said: str) -> bool:
    """Whether a word or two point at nobody in particular: "NHS", "Zoom", "Mum", "Welsh"."""
    return " ".join(said.casefold().split()) in _COMMON or bool(_SOUND.fullmatch(said))


@cache
def given_names() -> frozenset[str]:
    """First names, each with a capital."""
    return frozenset(lines_of_list("given_names.txt"))


@cache
def places() -> frozenset[str]:
    """Places in the United Kingdom, those that are also names or ordinary words among them."""
    return frozenset(line.removesuffix(" ?") for line in lines_of_list("places.txt"))


@cache
def doubtful_places() -> frozenset[str]:
    """Places that are as well surnames, first names or ordinary words."""
    return frozenset(
        line.removesuffix(" ?") for line in lines_of_list("places.txt") if line.endswith(" ?")
    )


def lines_of_list(name: str) -> list[str]:
    """The lines of one of the lists, without what is said about it."""
    text = (files("corpora.names") / "lists" / name).read_text("utf-8")
    return [line for line in re.split(r"\n+", text) if line and not line.startswith("#")]
