"""Who shaped a codebook and what changed when, as its file says: contributors and history."""

from datetime import date

from codebooks.codebook import ROLES, Change, Contributor
from codebooks.yaml.fields import Shape, allowed_word, fields_of, items_of, line_of, phrase_of
from codebooks.yaml.nodes import Node, brief
from codebooks.yaml.noted import Noted

CHANGE = Shape("a change", ("version", "at", "by", "note"))
CONTRIBUTOR = Shape("a contributor", ("name", "role"))


def contributors_of(node: Node | None, noted: Noted) -> tuple[Contributor, ...]:
    """The contributors that a list holds; those who are wrong or stand twice are noted."""
    by_name: dict[str, Contributor] = {}

    def add(item: Node) -> None:
        contributor = _contributor(item)
        if contributor.name.casefold() in by_name:
            what = f"the contributor {brief(contributor.name)} stands twice"
            raise item.place.error(what, "Keep one, or tell the two apart by another name.")
        by_name[contributor.name.casefold()] = contributor

    noted.each(add, items_of(node, "contributors") if node else ())
    return tuple(by_name.values())


def _contributor(node: Node) -> Contributor:
    fields = fields_of(node, CONTRIBUTOR)
    name = line_of(fields["name"], "the name of a contributor")
    return Contributor(name, allowed_word(fields["role"], "the role of a contributor", ROLES))


def history_of(node: Node | None, noted: Noted) -> tuple[Change, ...]:
    """The changes that a list holds, in its order; those that are wrong are noted."""
    return tuple(noted.each(_change, items_of(node, "history"))) if node else ()


def _change(node: Node) -> Change:
    fields = fields_of(node, CHANGE)
    at = line_of(fields["at"], "the date of a change")
    try:
        date.fromisoformat(at)
    except ValueError:
        what = f"{brief(at)} is not a date"
        raise fields["at"].place.error(what, "Write year, month and day: 2026-03-02.") from None
    return Change(
        version=line_of(fields["version"], "the version of a change"),
        at=at,
        by=line_of(fields["by"], "who made a change"),
        note=phrase_of(fields["note"], "the note of a change"),
    )
