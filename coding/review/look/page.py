"""A page of the review: a name in the menu, an address, and what answers there."""

from dataclasses import dataclass

from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True)
class Page:
    """`name` stands in the menu, "" for a page that is reached from others only."""

    name: str
    path: str
    routes: tuple[BaseRoute, ...]
