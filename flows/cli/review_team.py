"""`heard review --team`: the pages for the team's reviewers, over its network."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.review.access.team_address import team_address
from coding.review.team_serving import listening_at, server_of, team_app
from coding.reviewers.reviewers import everybody
from corpora.errors import InputError
from flows.arguments import DONE


def add_team(review: argparse.ArgumentParser) -> None:
    """Add what `review` needs to serve a team."""
    team = review.add_argument_group("for a team, each with their own link or password")
    team.add_argument("--team", action="store_true", help="serve the reviewers of this evaluation")
    team.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="where to listen (default: %(default)s)",
    )
    team.add_argument("--certificate", type=Path, metavar="FILE", help="TLS: the certificate, PEM")
    team.add_argument("--key", type=Path, metavar="FILE", help="TLS: its key, PEM")
    team.add_argument(
        "--behind-proxy",
        default="",
        metavar="URL",
        help="the https address of a reverse proxy here",
    )


def review_with_team(given: argparse.Namespace) -> int:
    """Serve the team until stopped."""
    review_team(
        given.folder,
        host=given.host,
        port=given.port or 8443,
        certificate=given.certificate,
        key=given.key,
        behind_proxy=given.behind_proxy,
    )
    return DONE


def review_team(
    folder: Path,
    *,
    host: str,
    port: int,
    certificate: Path | None,
    key: Path | None,
    behind_proxy: str,
) -> None:
    """Serve until stopped. Raises InputError where that would not be safe, or nobody could log in."""
    evaluation = Evaluation.open(folder)
    evaluation.check()
    address = team_address(
        host=host,
        port=port,
        certificate=certificate,
        key=key,
        behind_proxy=behind_proxy,
        address=evaluation.settings.team.address,
    )
    if not any(each.active for each in everybody(evaluation.store)):
        raise InputError(
            "there are no reviewers, so nobody could log in",
            remedy='Add one: heard reviewers add FOLDER NAME --role "lived experience"',
        )
    at = listening_at(address)
    server = server_of(team_app(evaluation, address), address)
    print(f"Reviewers reach the pages at {address.origin}")
    print("Each by a personal link or a password (heard reviewers). To stop: Ctrl+C.", flush=True)
    server.run(sockets=[at])
