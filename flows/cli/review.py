"""`heard review`: the review pages for one person on this machine."""

import argparse
import getpass
import webbrowser
from contextlib import ExitStack
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.review.access.entrance import Entrance
from coding.review.app import local_app
from coding.review.server import HOST, listening, serve_pages
from coding.review.start_file import start_file
from coding.reviewers.reviewers import Reviewer, active_reviewer, checked_name
from corpora.errors import InputError
from flows.arguments import DONE, add_folder
from flows.cli.review_team import add_team, review_with_team


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="default: any that is free"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the link")
    parser.add_argument("--reviewer", default="", metavar="NAME", help="initials or a chosen name")
    add_team(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    if given.team:
        return review_with_team(given)
    review(given.folder, given.port, browser=not given.no_browser, name=given.reviewer)
    return DONE


def review(folder: Path, port: int, *, browser: bool, name: str) -> None:
    """Serve the pages until stopped; the link that lets in is printed, and opened in a browser."""
    evaluation = Evaluation.open(folder)
    evaluation.check()
    at = listening(port)
    entrance = Entrance(_reviewer(evaluation, name), at.getsockname()[1])
    link = f"http://{HOST}:{entrance.port}{entrance.path}"
    app = local_app(evaluation, entrance)
    # Read everything before the link is shown, so that no page keeps anybody waiting.
    app.state.desk.work.now()
    print(f"Open this link, which works once, in a browser on this machine:\n\n  {link}\n")
    print(
        f"You review as {entrance.reviewer.name}. To stop: Ctrl+C. What is saved stays.", flush=True
    )
    with ExitStack() as opened:
        if browser:
            webbrowser.open(opened.enter_context(start_file(evaluation.hidden, link)))
        serve_pages(app, at)


def _reviewer(evaluation: Evaluation, name: str) -> Reviewer:
    """Who reviews here: one of the team's list with their role, or a name alone."""
    known = checked_name(name or _own_name())
    return active_reviewer(evaluation.store, known) or Reviewer(
        known, "other", True, "", False, False, ""
    )


def _own_name() -> str:
    try:
        return checked_name(getpass.getuser())
    except (InputError, OSError, KeyError):
        return "reviewer"
