"""The command `heard`: parse, call, print.

Exit codes: 0 done · 1 done, and some files were refused · 2 something that people wrote is wrong
(settings, people, codebook, command line) · 3 this machine, folder or model stops the work.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from corpora.errors import HeardError
from corpora.files import shown
from flows.cli.arguments import add_folder
from flows.cli.codebook import add_codebook
from flows.cli.team_commands import add_assign, add_reviewers, add_team, review_with_team
from flows.cli.themes import add_themes
from flows.environment import prepare

DONE = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = _parser().parse_args(arguments)
    prepare(level="INFO" if given.command is _serve else "CRITICAL")
    try:
        return int(given.command(given))
    except HeardError as fault:
        print(f"heard: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        print("heard: stopped. Run again to go on where it stopped.", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="heard", description=__doc__.split("\n")[0], epilog=__doc__.split("\n\n")[1]
    )
    parser.add_argument(
        "--version", action="version", version=f"felt-heard {version('felt-heard')}"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (
        _add_new,
        _add_demo,
        _add_run,
        _add_serve,
        _add_read,
        _add_people,
        _add_withdraw,
        _add_deidentify,
        _add_agree,
        add_themes,
        add_codebook,
        _add_sheet,
        _add_review,
        add_reviewers,
        add_assign,
    ):
        add(commands)
    return parser


def _add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = commands.add_parser("new", help="make an empty evaluation folder")
    new.add_argument("folder", type=Path, metavar="FOLDER")
    new.add_argument("--title", default="Our evaluation", help="what sheets and reports call it")
    new.set_defaults(command=_new)


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = commands.add_parser("demo", help="make the invented evaluation and run it")
    demo.add_argument("folder", type=Path, nargs="?", default=Path("demo"), metavar="FOLDER")
    demo.add_argument("--no-run", action="store_true", help="only write the folder")
    demo.set_defaults(command=_demo)


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="read transcripts and suggest codes for review")
    add_folder(run)
    run.set_defaults(command=_run)


def _add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = commands.add_parser(
        "serve", help="run on a schedule, without a Prefect server of yours"
    )
    add_folder(serve)
    serve.add_argument(
        "--cron", default="0 6 * * 1", help='when, as a cron line (default: "0 6 * * 1", Mondays)'
    )
    serve.set_defaults(command=_serve)


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    read = commands.add_parser("read", help="show what is read from one file")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--json", action="store_true", help="for other programs")
    read.set_defaults(command=_read)


def _add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    people = commands.add_parser("people", help="propose rows for people.csv")
    add_folder(people)
    people.add_argument(
        "--write", action="store_true", help="add the rows to people.csv, consent left blank"
    )
    people.set_defaults(command=_people)


def _add_withdraw(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    leave = commands.add_parser("withdraw", help="take everything of a participant out")
    leave.add_argument("person", metavar="ID", help="their id in people.csv")
    add_folder(leave)
    leave.add_argument("--dry-run", action="store_true", help="only say what would go")
    leave.set_defaults(command=_withdraw)


def _add_deidentify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    hide = commands.add_parser("deidentify", help="propose names and places to hide")
    add_folder(hide)
    hide.add_argument("--decisions", type=Path, metavar="FILE", help="read a filled-in sheet back")
    hide.add_argument("--sign-off", action="store_true", help="say that it is good enough")
    hide.add_argument("--by", default="", metavar="NAME", help="who decides or signs off")
    hide.set_defaults(command=_deidentify)


def _add_agree(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    agree = commands.add_parser("agree", help="say how far reviewers agree")
    add_folder(agree)
    agree.set_defaults(command=_agree)


def _add_sheet(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sheet = commands.add_parser("sheet", help="review in a spreadsheet: hand out, read back")
    ways = sheet.add_subparsers(title="ways", required=True, metavar="WAY")
    out = ways.add_parser("out", help="write a spreadsheet for one reviewer")
    add_folder(out)
    out.add_argument("--reviewer", required=True, metavar="NAME", help="who it is for")
    out.add_argument("--blind", action="store_true", help="without suggestions")
    out.add_argument("--codes", default="", metavar="IDS", help="only these, with commas between")
    which = out.add_mutually_exclusive_group()
    which.add_argument("--excerpts", type=int, metavar="N", help="so many, drawn at random")
    which.add_argument("--assigned", action="store_true", help="those assigned to the reviewer")
    out.add_argument("--to", type=Path, metavar="FILE", help="where to write it")
    out.set_defaults(command=_sheet_out)
    back = ways.add_parser("in", help="read a filled-in spreadsheet back")
    back.add_argument("file", type=Path, metavar="FILE")
    add_folder(back)
    back.add_argument(
        "--reviewer", default="", metavar="NAME", help="who filled in rows that name nobody"
    )
    back.set_defaults(command=_sheet_in)


def _add_review(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    review = commands.add_parser("review", help="review suggestions in a browser")
    add_folder(review)
    review.add_argument(
        "--port", type=int, default=0, metavar="N", help="default: any that is free"
    )
    review.add_argument("--no-browser", action="store_true", help="only print the link")
    review.add_argument("--reviewer", default="", metavar="NAME", help="initials or a chosen name")
    add_team(review)
    review.set_defaults(command=_review)


def _new(given: argparse.Namespace) -> int:
    from coding.evaluation.new import new_evaluation

    new_evaluation(given.folder, title=given.title)
    print(f"Made {shown(str(given.folder))}. What to do next:")
    print("1. Put transcripts into its folder 'transcripts'.")
    print("2. Write who took part into people.csv, and look through evaluation.toml.")
    print(f"3. heard run {shown(str(given.folder))}")
    return DONE


def _demo(given: argparse.Namespace) -> int:
    from coding.evaluation.new import demo_evaluation

    demo_evaluation(given.folder)
    print(f"The invented evaluation is in {shown(str(given.folder))}. Nobody said these words.")
    return DONE if given.no_run else _run(given)


def _run(given: argparse.Namespace) -> int:
    from flows.cli.run import run_once

    return run_once(given.folder)


def _serve(given: argparse.Namespace) -> int:
    from flows.schedule import serve

    serve(given.folder, given.cron)
    return DONE


def _read(given: argparse.Namespace) -> int:
    from flows.cli.read import show

    show(given.file, as_json=given.json)
    return DONE


def _people(given: argparse.Namespace) -> int:
    from flows.cli.people import propose_people

    propose_people(given.folder, write=given.write)
    return DONE


def _withdraw(given: argparse.Namespace) -> int:
    from flows.cli.withdraw import say_farewell

    say_farewell(given.folder, given.person, dry_run=given.dry_run)
    return DONE


def _deidentify(given: argparse.Namespace) -> int:
    from flows.cli.deidentify import deidentify

    deidentify(given.folder, decisions=given.decisions, signed=given.sign_off, by=given.by)
    return DONE


def _agree(given: argparse.Namespace) -> int:
    from flows.cli.agree import agree

    agree(given.folder)
    return DONE


def _sheet_out(given: argparse.Namespace) -> int:
    from coding.sheets.review_sheet import Choice
    from flows.cli.sheet import sheet_out

    codes = tuple(code.strip() for code in given.codes.split(",") if code.strip())
    choice = Choice(given.blind, codes, given.excerpts, given.assigned)
    sheet_out(given.folder, given.reviewer, choice, given.to)
    return DONE


def _sheet_in(given: argparse.Namespace) -> int:
    from flows.cli.sheet import sheet_in

    sheet_in(given.file, given.folder, given.reviewer)
    return DONE


def _review(given: argparse.Namespace) -> int:
    if given.team:
        return review_with_team(given)
    from flows.cli.review import review

    review(given.folder, given.port, browser=not given.no_browser, name=given.reviewer)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
