"""The pages served to a team, behind the team's door."""

import socket

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from coding.evaluation.evaluation import Evaluation
from coding.review.access.door import BehindDoor, door
from coding.review.access.sessions import Sessions, key_in
from coding.review.access.team_address import TeamAddress
from coding.review.app import make_app
from coding.review.look.templates import Render
from coding.review.server import PageServer
from corpora.errors import EnvironmentFault
from corpora.files import shown


def team_app(evaluation: Evaluation, address: TeamAddress) -> Starlette:
    """The pages of `evaluation` for its reviewers."""
    sessions = Sessions(key_in(evaluation.hidden), evaluation.store)

    def guard(render: Render) -> Middleware:
        seeing = evaluation.settings.team.see_real_names
        ours = door(
            evaluation.store, sessions, render, secure=address.secure, see_real_names=seeing
        )
        return Middleware(BehindDoor, door=ours)

    scheme = "https" if address.secure else "http"
    origins = [f"{scheme}://{name}" for name in address.names]
    return make_app(evaluation, guard, names=address.names, origins=origins)


def listening_at(address: TeamAddress) -> socket.socket:
    """A socket at the address. Raises EnvironmentFault where there cannot be one."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(
            address.host.strip("[]"), address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        made.listen(128)
    except (OSError, OverflowError) as fault:
        raise EnvironmentFault(
            "nothing can be served at this address",
            where=shown(f"{address.host} port {address.port}"),
            remedy="Another program may be there: give another --host or --port.",
        ) from fault
    return made


def server_of(app: ASGIApp, address: TeamAddress) -> PageServer:
    """What serves the app at the address."""
    return PageServer(
        app,
        certificate=address.certificate,
        key=address.key,
        behind_proxy=address.behind_proxy,
    )
