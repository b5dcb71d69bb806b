"""evaluation.toml: what a team decides about its evaluation, checked when it is read."""

import difflib
import re
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from codebooks.roles import Role
from coding.whereabouts.folders import FILE as FILE
from corpora.errors import SettingsError
from corpora.files import shown
from corpora.personal.kinds import ACTIONS, KINDS, Action, Kind, setting_of

_KINDS_BY_NAME: dict[str, Kind] = {setting_of(k): k for k in KINDS if k != "known name"}
_ACTIONS_BY_NAME: dict[str, Action] = {name: ACTIONS[k] for name, k in _KINDS_BY_NAME.items()}
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


class Team(_Strict):
    """Where reviewers reach the review pages: the address that they type, with https."""

    address: str = ""

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
    team: Team = Team()
    publish: Publish = Publish()
    deidentify: Deidentify = Field(default_factory=lambda: dict(_ACTIONS_BY_NAME))

    @field_validator("waves", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("deidentify")
    @classmethod
    def _known_kinds(cls, value: Deidentify) -> Deidentify:
        unknown = sorted(set(value) - set(_ACTIONS_BY_NAME))
        if unknown:
            known = ", ".join(_ACTIONS_BY_NAME)
            raise ValueError(f"'{unknown[0]}' is no kind; the kinds are {known}")
        return {**_ACTIONS_BY_NAME, **value}

    @property
    def actions(self) -> dict[Kind, Action]:
        """What to do with each kind of personal data; known names are always replaced."""
        chosen: dict[Kind, Action] = {k: self.deidentify[n] for n, k in _KINDS_BY_NAME.items()}
        return {"known name": "apply", **chosen}

    @field_validator("transcripts", "people", "codebook")
    @classmethod
    def _inside(cls, value: str) -> str:
        path = Path(value)
        if not value or path.is_absolute() or ".." in path.parts:
            raise ValueError("must be a name inside the evaluation folder")
        return value


def load_settings(content: bytes) -> Settings:
    """The settings that evaluation.toml holds. Raises SettingsError with the line where it can."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SettingsError(
            f"byte {fault.start} is not UTF-8", where=FILE, remedy="Save the file as UTF-8."
        ) from fault
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(
            f"this is not valid TOML ({shown(str(fault))})",
            where=FILE,
            remedy="Text goes in double quotation marks, lists in square brackets.",
        ) from fault
    except ValidationError as fault:
        raise _explained(fault, text) from fault


def _explained(fault: ValidationError, text: str) -> SettingsError:
    first = fault.errors()[0]
    path = [str(part) for part in first["loc"]]
    key = ".".join(path)
    if first["type"] == "extra_forbidden":
        allowed = _allowed(path[:-1])
        near = difflib.get_close_matches(path[-1], allowed, n=1)
        hint = f"Did you mean '{near[0]}'? " if near else ""
        what, remedy = f"'{key}' is not a setting", f"{hint}Allowed here: {', '.join(allowed)}."
    else:
        said = first["msg"].removeprefix("Value error, ")
        what, remedy = f"'{key}': {said[:1].lower()}{said[1:]}", "See the comments in the file."
    return SettingsError(what, where=f"{FILE} line {_line_of(path[-1], text)}", remedy=remedy)


def _allowed(path: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in path:
        found = model.model_fields[part].annotation
        if not (isinstance(found, type) and issubclass(found, BaseModel)):
            return []
        model = found
    return list(model.model_fields)


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[.*{re.escape(key)}.*\]")
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if pattern.match(line)), 1)
