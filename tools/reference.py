"""Writes the pages of the reference that the code itself knows: `python -m tools.reference`.

A test holds that docs/reference/ has what this writes.
"""

import argparse
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from coding.agreement.agreement import AGREEMENT, CONFUSION
from coding.decisions.codings import CODINGS
from coding.decisions.standing import STANDING
from coding.evaluation import frames
from coding.evaluation.settings import Settings
from coding.evidence.waves import COLUMNS
from coding.notebook import Notebook
from corpora.files import write_atomic
from flows.cli.main import parser_of

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTEBOOK = """\
```python
from coding import Coder, Evaluation

evaluation = Evaluation.open("my-evaluation")
evaluation.excerpts()  # pandas frames: also suggestions(), proposals(), files(),
evaluation.suggestions()  # participants(), transcripts(), decisions(), codings()
evaluation.codes_by_wave("codings")  # small counts as they are: for the team only
evaluation.names().replace("What Maureen said")  # hides names, as in all that is handed out

coder = Coder(evaluation.codebook)
coder.score(["Nobody wrote down what I said."])  # one column a code, 0 to 1
coder.fit(texts, labels)  # labels: True, False or missing; a row a text, a column a code
coder.explain(text, "voice")  # the phrase that weighs most, the nearest example and decision
coder.threshold("voice", recall=0.9), coder.readiness()  # from decisions held back from learning
```"""
MADE = "*This page is made from the program: `python -m tools.reference`.*"


def commands_page() -> str:
    """Every command with its arguments and options, as its own help has them."""
    lines = ["# Commands", "", MADE, ""]
    lines += [
        "`heard COMMAND --help` says the same at a terminal. What has a * may not be left out; "
        "neither may what stands without dashes, unless it says so.",
        "",
    ]
    for name, purpose, parser in _commands(parser_of(), "heard"):
        lines += [f"## {name}" if name.count(" ") == 1 else f"### {name}", ""]
        lines += [f"{_sentence(purpose)}", ""] if purpose else []
        if rows := [_row(action, parser) for action in _arguments(parser)]:
            lines += ["| what | what it is |", "|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def settings_page() -> str:
    """Every setting of evaluation.toml with what it may be and what it is where it is left out."""
    lines = ["# Settings", "", MADE, ""]
    lines += [
        "They stand in `evaluation.toml`; each may be left out. A file with a setting that is not "
        "here is refused, with its line.",
        "",
    ]
    lines += ["## At the top", "", *_table(Settings, skip_tables=True)]
    for name, field in Settings.model_fields.items():
        model = field.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            lines += [f"## `[{name}]`", "", _one_line(model.__doc__ or ""), "", *_table(model)]
        elif isinstance(field.get_default(call_default_factory=True), dict):
            lines += [
                f"## `[{name}]`",
                "",
                *_table_of(field.get_default(call_default_factory=True)),
            ]
    lines += ["## The file that `heard new` writes", "", "It explains each line.", ""]
    lines += ["```toml", _template().rstrip(), "```"]
    return "\n".join(lines) + "\n"


FRAMES: dict[str, list[str]] = {
    "excerpts": frames.EXCERPTS,
    "suggestions": frames.SUGGESTIONS,
    "could_fit": frames.COULD_FIT,
    "readiness": frames.READINESS,
    "proposals": frames.PROPOSALS,
    "files": frames.FILES,
    "transcripts": frames.TRANSCRIPTS,
    "participants": frames.PARTICIPANTS,
    "attendance": frames.ATTENDANCE,
    "decisions": frames.DECISIONS,
    "remarks": frames.REMARKS,
    "standing": STANDING,
    "codings": CODINGS,
    "codes_by_wave": COLUMNS,
    "agreement": AGREEMENT,
    "confusion": CONFUSION,
}
"""The columns of each frame, by the method that gives it."""


def frames_page() -> str:
    """Every frame that a notebook can have, with its columns, and the coder beside it."""
    lines = ["# Frames, for notebooks", "", MADE, "", NOTEBOOK, ""]
    lines += [
        "What participants said is pseudonymised, but for the text of `transcripts()`. Times are "
        "seconds, offsets code points into the transcript. Frames are for the team only.",
    ]
    lines += ["", "| frame | what a row is | columns |", "|---|---|---|"]
    for name, columns in FRAMES.items():
        about = (getattr(Notebook, name).__doc__ or "").split("\n")[0]
        about = re.sub(r"[:,]? (with the )?columns `.*", "", about.rstrip(".")).rstrip(",")
        lines.append(f"| `{name}()` | {about} | {', '.join(f'`{column}`' for column in columns)} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "frames.md": frames_page,
}
"""Each page that is made, by its file name."""


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        write_atomic(REFERENCE / name, page().encode())


def _commands(
    parser: argparse.ArgumentParser, above: str
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        purposes = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, below in action.choices.items():
            yield f"{above} {name}", purposes.get(name, ""), below
            yield from _commands(below, f"{above} {name}")


def _arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    hidden = (argparse._SubParsersAction, argparse._HelpAction)
    return [
        action
        for action in parser._actions
        if not isinstance(action, hidden) and action.help != argparse.SUPPRESS
    ]


def _row(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    names = " or ".join(f"`{name}`" for name in action.option_strings)
    value = _value(action)
    both = names and value
    written = f"{names} `{value}`" if both else names or f"`{value}`"
    needed = " *" if action.option_strings and action.required else ""
    help_text = parser._get_formatter()._expand_help(action) if action.help else ""
    parts = [help_text, _left_out(action)]
    return f"| {written}{needed} | {_one_line('; '.join(part for part in parts if part))} |"


def _left_out(action: argparse.Action) -> str:
    if action.option_strings or action.nargs not in ("?", "*"):
        return ""
    here = action.default in (Path(), [Path()])
    return "left out: the folder you are in" if here else "may be left out"


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar:
        name = action.metavar.replace("|", " or ")
    elif action.choices:
        name = ", ".join(str(choice) for choice in action.choices)
    else:
        name = action.dest.replace("_", "-").upper()
    return f"{name} …" if action.nargs in ("*", "+") else name


def _table(model: type[BaseModel], *, skip_tables: bool = False) -> list[str]:
    rows = ["| setting | what it may be | left out |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if not (skip_tables and isinstance(default, BaseModel | dict)):
            limits = _limits(field.metadata)
            rows.append(f"| `{name}` | {_kind(field.annotation)}{limits} | {_written(default)} |")
    return [*rows, ""]


def _table_of(values: dict[str, str]) -> list[str]:
    rows = [f"| `{name}` | {_written(value)} |" for name, value in values.items()]
    return ["| setting | left out |", "|---|---|", *rows, ""]


_KINDS = {str: "text", int: "a whole number", float: "a number", tuple: "a list"}


def _kind(annotation: Any) -> str:
    choices = get_args(annotation)
    if choices and all(isinstance(choice, str) for choice in choices):
        return ", ".join(_written(choice) for choice in choices)
    origin = get_origin(annotation)
    if origin is UnionType:
        return "a day like `2027-06-30`"
    if origin is tuple:
        return f"a list, each {_kind(choices[0])}"
    return _KINDS[annotation]


def _limits(metadata: list[Any]) -> str:
    words = {"ge": "from {}", "gt": "above {}", "le": "to {}", "lt": "below {}"}
    words["max_length"] = "at most {} characters"
    held = [
        sentence.format(f"{value:g}")
        for name, sentence in words.items()
        for value in (getattr(limit, name, None) for limit in metadata)
        if value is not None
    ]
    return f", {' '.join(held)}" if held else ""


def _written(value: object) -> str:
    if isinstance(value, str):
        return f'`"{value}"`'
    if isinstance(value, tuple):
        return f"`{_as_toml(value)}`"
    return "nothing" if value is None else f"`{value}`"


def _as_toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_as_toml(part) for part in value)}]"
    return f'"{value}"'


def _template() -> str:
    text = files("coding.evaluation").joinpath("evaluation.toml").read_text("utf-8")
    filled = text.replace("$title", '"Our evaluation"').replace("$waves", "[]")
    tomllib.loads(filled)
    return filled


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


if __name__ == "__main__":
    main()
