"""The command `heard`: parse, call, print.

Exit codes: 0 done · 1 done, and some files were refused or read with doubts · 2 something that
people wrote is wrong (settings, people, codebook, speakers, command line) · 3 this machine, folder
or model stops the work.
"""

import argparse
import os
import sys
from collections.abc import Collection, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from coding.whereabouts.folders import evaluation_above
from corpora.errors import HeardError
from corpora.files import shown
from corpora.spelling import nearest_word
from flows.environment import prepare
from flows.terminal.command_line import MISTYPED, CommandLine

STOPPED = 3
MAKE_FOLDERS = ("new", "demo", "restore")
"""The commands whose folder holds no evaluation yet."""
COMMANDS = {
    "new": "make an empty evaluation folder",
    "demo": "make the invented evaluation and run it",
    "run": "read transcripts and suggest codes for review",
    "serve": "run on a schedule, without a Prefect server of yours",
    "person": "everything held of one person, for them to read",
    "status": "say how far an evaluation is, and what comes next",
    "doctor": "say whether this machine and an evaluation are fit for work",
    "read": "show what is read from one file",
    "people": "propose rows for people.csv",
    "withdraw": "take everything of a participant out",
    "purge": "take all words out once their time is over",
    "deidentify": "propose names and places to hide",
    "agree": "say how far reviewers agree",
    "themes": "proposals for new codes, and inside broad ones",
    "codebook": "change the codebook without losing your footing",
    "report": "the findings report, from what people wrote and decided",
    "quotes": "let participants check the quotes of theirs",
    "trace": "what stands behind a figure of the findings report",
    "sheet": "review in a spreadsheet: hand out, read back",
    "cards": "excerpts as cards to sort by hand at a workshop",
    "review": "review suggestions in a browser",
    "reviewers": "say who reviews, and let them in",
    "assign": "hand excerpts out to reviewers",
    "backup": "put the whole evaluation into one file",
    "restore": "bring an evaluation back from its backup",
}
"""Every command with what its help says; each is the module of this name in `flows.cli`."""

REPORT_COMMANDS = ("draft", "check", "quotes", "sign", "release", "releases", "pack", "sheet")
"""The commands under `report`; the first is meant where a folder stands in its place."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    written = _in_full(sys.argv[1:] if arguments is None else arguments)
    if not written:
        parser_of(()).print_help(sys.stderr)
        return MISTYPED
    name = next((word for word in written if word in COMMANDS), "")
    prepare(level="INFO" if name == "serve" else "CRITICAL")
    given = parser_of({name} & COMMANDS.keys()).parse_args(written)
    try:
        if name not in MAKE_FOLDERS and (above := _above(given)):
            print(f"Evaluation:  {shown(str(above))} (above this folder)", file=sys.stderr)
            given.folder = above
        code = int(given.command(given))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Who reads along has seen enough (`| head`); the interpreter would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except HeardError as fault:
        print(f"heard: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        print("heard: stopped. Run again to go on where it stopped.", file=sys.stderr)
        return STOPPED


def _in_full(written: Sequence[str]) -> list[str]:
    """The command line with what may be left out: `heard report FOLDER` is a draft.

    `heard help COMMAND` is its help.
    """
    if list(written[:1]) == ["help"]:
        return [*written[1:], "--help"]
    if list(written[:1]) == ["report"] and len(written) > 1:
        first = written[1]
        misspelt = nearest_word(first, REPORT_COMMANDS) and not Path(first).exists()
        if first not in (*REPORT_COMMANDS, "-h", "--help") and not misspelt:
            return ["report", REPORT_COMMANDS[0], *written[1:]]
    return list(written)


def _above(given: argparse.Namespace) -> Path | None:
    """The evaluation above the folder that was given, where that holds none itself."""
    folder = getattr(given, "folder", None)
    return evaluation_above(folder) if isinstance(folder, Path) else None


def parser_of(names: Collection[str] = tuple(COMMANDS)) -> CommandLine:
    """The parser of the command line, which can parse the commands with these names.

    Only their modules are imported: together they take seconds.
    """
    parser = CommandLine(
        prog="heard", description=__doc__.split("\n")[0], epilog=__doc__.split("\n\n")[1]
    )
    parser.add_argument(
        "--version", action="version", version=f"felt-heard {version('felt-heard')}"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name in names:
            import_module(f"flows.cli.{name}").add_arguments(command)
    return parser
