"""evaluation.toml: what a team decides about its evaluation, checked when it is read."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from codebooks.roles import Role
from coding.whereabouts.folders import FILE as FILE
from coding.whereabouts.toml_places import AsWritten, Names, parsed_toml, toml_places
from corpora.errors import SettingsError, all_wrong
from corpora.files import shown
from corpora.personal.kinds import ACTIONS, KINDS, Action, Kind, setting_of
from corpora.spelling import nearest_word

_KINDS_BY_NAME: dict[str, Kind] = {setting_of(k): k for k in KINDS if k != "known name"}
_ACTIONS_BY_NAME: dict[str, Action] = {name: ACTIONS[k] for name, k in _KINDS_BY_NAME.items()}
MaySeeNames = Literal["researcher", "facilitator"]
DEFAULT_GROUPS = {
    "people who use services": "person",
    "unpaid carers": "carer",
    "staff": "staff member",
    "facilitators": "facilitator",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Consent(_Strict):
    """What to do with speakers who are not in people.csv. They are never quoted."""

    unlisted: Literal["analyse", "leave out"] = "analyse"


class Disclosure(_Strict):
    """Counts of people below `fewest_people` are hidden in reports."""

    fewest_people: int = Field(default=5, ge=1, le=100)


class Retention(_Strict):
    """Until which day the words of participants may be kept."""

    until: date | None = None

    @field_validator("until", mode="before")
    @classmethod
    def _a_day(cls, value: object) -> object:
        if value == "":
            return None
        if isinstance(value, datetime) or not isinstance(value, date | str | None):
            raise ValueError("must be a day like 2027-06-30")
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("must be a day like 2027-06-30") from None


class AnswerColumns(_Strict):
    """Which columns of a table of answers hold what, by their headings."""

    text: tuple[str, ...] = ()
    speaker: str = ""
    time: str = ""

    @field_validator("text", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


Deidentify = dict[str, Action]


class Coding(_Strict):
    """The embedding model, how exactly it calculates, and where the cache of vectors lies."""

    model: str = "packaged"
    precision: Literal["fast", "exact"] = "fast"


class Suggest(_Strict):
    """From which probability a code is called likely, and how many others are listed."""

    likely: float = Field(default=0.5, gt=0, lt=1, allow_inf_nan=False)
    could_fit: int = Field(default=5, ge=0, le=9)


class Queue(_Strict):
    """How often each rule chooses what to look at next, in proportion (see `coding.reviewers.queue`).

    `random` stays above 0: what chance draws says how much is still to be found.
    """

    likely: float = Field(default=0.1, ge=0, allow_inf_nan=False)
    uncertain: float = Field(default=0.1, ge=0, allow_inf_nan=False)
    disagreement: float = Field(default=0.05, ge=0, allow_inf_nan=False)
    random: float = Field(default=0.5, gt=0, allow_inf_nan=False)
    spread: float = Field(default=0.1, ge=0, allow_inf_nan=False)
    people: float = Field(default=0.15, ge=0, allow_inf_nan=False)


class Review(_Strict):
    """How many excerpts a reviewer is asked for at a time, on the page Today."""

    sitting: int = Field(default=10, ge=1, le=100)


class Team(_Strict):
    """Where reviewers reach the review pages: the address that they type, with https.

    `see_real_names` are the roles that see there what is to be hidden.
    """

    address: str = ""
    see_real_names: tuple[MaySeeNames, ...] = get_args(MaySeeNames)

    @field_validator("see_real_names", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("address")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d{1,5})?/?", value):
            raise ValueError('must be like "https://heard.our-team.example:8443"')
        return value


class Publish(_Strict):
    """Who has to agree to a codebook before it is published: somebody of each group of roles.

    `licence` says what others may do with the evidence that is handed out, "" where none is chosen.
    """

    sign_offs: tuple[tuple[Role, ...], ...] = (
        ("lived experience", "unpaid carer"),
        ("researcher",),
    )
    licence: str = Field(default="", max_length=200)

    @field_validator("sign_offs", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return tuple(tuple(group) if isinstance(group, list) else group for group in value)

    @field_validator("sign_offs")
    @classmethod
    def _of_somebody(cls, value: tuple[tuple[Role, ...], ...]) -> tuple[tuple[Role, ...], ...]:
        if not all(value):
            raise ValueError("each list in it must name a role")
        return value


class Settings(_Strict):
    """The settings of an evaluation; every one has a default."""

    title: str = "Our evaluation"
    transcripts: str = "transcripts"
    people: str = "people.csv"
    codebook: str = "codebook.yaml"
    database: str = ""
    waves: tuple[str, ...] = ()
    groups: dict[str, str] = Field(default_factory=lambda: dict(DEFAULT_GROUPS))
    consent: Consent = Consent()
    disclosure: Disclosure = Disclosure()
    retention: Retention = Retention()
    coding: Coding = Coding()
    suggest: Suggest = Suggest()
    table: AnswerColumns = AnswerColumns()
    queue: Queue = Queue()
    review: Review = Review()
    team: Team = Team()
    publish: Publish = Publish()
    deidentify: Deidentify = Field(default_factory=lambda: dict(_ACTIONS_BY_NAME))

    @field_validator("waves", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("deidentify")
    @classmethod
    def _of_every_kind(cls, value: Deidentify) -> Deidentify:
        return {**_ACTIONS_BY_NAME, **value}

    @property
    def actions(self) -> dict[Kind, Action]:
        """What to do with each kind of personal data; known names are always replaced."""
        chosen: dict[Kind, Action] = {k: self.deidentify[n] for n, k in _KINDS_BY_NAME.items()}
        return {"known name": "apply", **chosen}

    @field_validator("transcripts", "people", "codebook")
    @classmethod
    def _inside(cls, value: str) -> str:
        path = PurePath(value)
        if not value or path.is_absolute() or ".." in path.parts:
            raise ValueError("must be a name inside the evaluation folder")
        return value


def load_settings(content: bytes) -> Settings:
    """The settings that evaluation.toml holds. Raises SettingsError with all mistakes and their lines."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SettingsError(
            f"byte {fault.start} is not UTF-8", where=FILE, remedy="Save the file as UTF-8."
        ) from fault
    held, broken = parsed_toml(text)
    places = toml_places(text)
    mistakes = [_broken(line, why) for line, why in broken] + _strange_kinds(held, places)
    try:
        settings = Settings.model_validate(held)
    except ValidationError as fault:
        mistakes += [_explained(error, places) for error in fault.errors()]
    if mistakes:
        raise _refusal(sorted(mistakes))
    return settings


_PLAIN = {
    "should be a valid string": "must be a text in double quotation marks",
    "should be a valid integer": "must be a whole number",
    "should be a valid number": "must be a number",
    "should be a valid tuple": "must be a list in square brackets",
    "should be a valid dictionary": "must be a table, its name in [ ] on a line of its own",
    "should be": "must be",
}
_SECRET = "database"
"""A setting that may hold a password: its value is not repeated."""
_MOST_SHOWN = 40


class _Mistake(NamedTuple):
    line: int
    what: str
    remedy: str

    def error(self) -> SettingsError:
        return SettingsError(self.what, where=f"{FILE} line {self.line}", remedy=self.remedy)


def _refusal(mistakes: Sequence[_Mistake]) -> SettingsError:
    if len(mistakes) == 1:
        return mistakes[0].error()
    what, remedy = all_wrong([str(m.error()).removeprefix(f"{FILE} ") for m in mistakes])
    return SettingsError(what, where=FILE, remedy=remedy)


def _broken(line: int, why: str) -> _Mistake:
    twice = why.startswith("Cannot")
    remedy = (
        "A name stands twice; keep one of the two."
        if twice
        else "Text goes in double quotation marks, lists in square brackets."
    )
    return _Mistake(line, f"this is not valid TOML ({shown(why)})", remedy)


def _strange_kinds(held: dict[str, Any], places: Mapping[Names, AsWritten]) -> list[_Mistake]:
    """The settings under [deidentify] that are no kind of personal data; they are taken out."""
    table = held.get("deidentify")
    strange = sorted(set(table) - set(_ACTIONS_BY_NAME)) if isinstance(table, dict) else []
    for name in strange:
        del held["deidentify"][name]
    kinds = list(_ACTIONS_BY_NAME)
    return [_unknown(("deidentify", name), "a kind", kinds, places) for name in strange]


def _explained(error: ErrorDetails, places: Mapping[Names, AsWritten]) -> _Mistake:
    """What pydantic says in one error, with what stands there, what may, and what is near."""
    path = tuple(part for part in error["loc"] if isinstance(part, str))
    if error["type"] == "extra_forbidden":
        return _unknown(path, "a setting", _allowed(path[:-1]), places)
    written, key = places.get(path, AsWritten(1)), ".".join(path)
    value = f" is {shown(written.value)[:_MOST_SHOWN]}" if written.value and key != _SECRET else ""
    allowed = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    near = nearest_word(str(error["input"]), allowed)
    remedy = f"Did you mean '{near}'?" if near else "See the comments in the file."
    return _Mistake(written.line, f"'{key}'{value}; {_in_plain_words(error['msg'])}", remedy)


def _in_plain_words(message: str) -> str:
    said = message.removeprefix("Value error, ")
    theirs = next((words for words in _PLAIN if f"Input {words}" in said), "")
    if not theirs:
        return f"it {said}" if said.startswith("must") else said
    ends = " or instance of" if "dictionary" in theirs else "\n"
    return f"it {said.removeprefix('Input ').partition(ends)[0].replace(theirs, _PLAIN[theirs])}"


def _unknown(
    path: Names, what: str, allowed: Sequence[str], places: Mapping[Names, AsWritten]
) -> _Mistake:
    near = nearest_word(path[-1], allowed)
    hint = f"Did you mean '{near}'? " if near else ""
    line = places.get(path, AsWritten(1)).line
    name = shown(".".join(path))
    return _Mistake(line, f"'{name}' is not {what}", f"{hint}Allowed here: {', '.join(allowed)}.")


def _allowed(path: Names) -> list[str]:
    model: type[BaseModel] = Settings
    for part in path:
        annotation = model.model_fields[part].annotation
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            return []
        model = annotation
    return list(model.model_fields)
