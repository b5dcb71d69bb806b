"""What a rerun changed in what is likely, and because of what, as a sentence for whoever ran it."""

from collections.abc import Sequence

from codebooks.codebook import Codebook
from coding.suggestions.changes import LikelyChange

_CHANGED = {
    "teaching": "the teaching set changed",
    "likely": "the setting of what is called likely changed",
    "model": "another model reads the texts",
    "coder": "the program is another version",
}
_NAMED = {"accept": ("an acceptance", "acceptances"), "reject": ("a rejection", "rejections")}


def change_sentence(change: LikelyChange, codebook: Codebook) -> str:
    """How many suggestions there are more or fewer, where that comes from, and what happened before.

    "" where nothing did. That the program became more careful with a code, or readier, is said only
    where there is no other cause than decisions.
    """
    what = _what(change)
    taught = _taught_alone(change, codebook)
    causes = [taught] if taught else _causes(change, codebook)
    if not what:
        return f"no suggestion is another, though {_and(causes)}" if causes else ""
    return f"{what}: {'; '.join(causes or ['what excerpts say changed'])}"


def _what(change: LikelyChange) -> str:
    parts = [
        (change.lost, "no longer likely"),
        (change.new, "newly likely"),
        (change.arrived, "in files that came in"),
        (change.left, "gone with their texts"),
    ]
    said = [f"{count:,} {words}" for count, words in parts if count]
    more = change.new + change.arrived - change.lost - change.left
    if not said:
        return ""
    if not more:
        return f"as many suggestions as before ({', '.join(said)})"
    of_all = f"{_many(abs(more), 'suggestion')} {'more' if more > 0 else 'fewer'}"
    return f"{of_all} ({', '.join(said)})"


def _taught_alone(change: LikelyChange, codebook: Codebook) -> str:
    """What decisions taught, where nothing else happened and they point where suggestions went."""
    others = (change.files, change.gone, change.taken_out, change.withdrawn, change.changed)
    if any(others) or not change.decisions:
        return ""
    more = change.new - change.lost
    if more < 0 and change.rejected > change.accepted and change.careful:
        kind, verdict, codes = "more careful with", "reject", change.careful
    elif more > 0 and change.accepted > change.rejected and change.ready:
        kind, verdict, codes = "readier to suggest", "accept", change.ready
    else:
        return ""
    count = change.rejected if verdict == "reject" else change.accepted
    names = _and([_name(codebook, code) for code in codes])
    return f"{_mostly(change.decisions, count, verdict)} made the program {kind} {names}"


def _mostly(decisions: int, count: int, verdict: str) -> str:
    one, several = _NAMED[verdict]
    if decisions == 1:
        return f"1 decision, {one},"
    some = "all" if count == decisions else "mostly"
    return f"{decisions:,} decisions, {some} {several},"


def _causes(change: LikelyChange, codebook: Codebook) -> list[str]:
    causes = [*_learned(change, codebook), *_codebook(change)]
    causes += [_CHANGED[name] for name in change.changed if name in _CHANGED]
    counts = [
        (change.withdrawn, "1 person withdrew", "{:,} people withdrew"),
        (change.files, "1 file was added or read anew", "{:,} files were added or read anew"),
        (change.gone, "1 file is gone or was read anew", "{:,} files are gone or were read anew"),
        (change.taken_out, "1 excerpt was taken out", "{:,} excerpts were taken out"),
    ]
    return [*causes, *(one if n == 1 else many.format(n) for n, one, many in counts if n)]


def _learned(change: LikelyChange, codebook: Codebook) -> list[str]:
    lessons = []
    if change.decisions:
        lessons.append(f"{_many(change.decisions, 'decision')}{_of_which(change, codebook)}")
    if change.finished:
        lessons.append(_many(change.finished, "finished excerpt"))
    return [f"the program learned from {_and(lessons)}"] if lessons else []


def _of_which(change: LikelyChange, codebook: Codebook) -> str:
    if not change.code_id:
        return ""
    one, several = _NAMED[change.verdict]
    of = f"of {_name(codebook, change.code_id)}"
    if change.decisions == 1:
        return f" ({one} {of})"
    some = "all" if change.most == change.decisions else f"{change.most:,}"
    return f" ({some} of them {several} {of})"


def _codebook(change: LikelyChange) -> list[str]:
    before, now = change.versions
    if "codebook" not in change.changed:
        return []
    if not before or not now:
        return ["the codebook changed"]
    if before == now:
        return [f"the codebook changed, still called version {now}"]
    return [f"the codebook changed from version {before} to {now}"]


def _and(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _name(codebook: Codebook, code_id: str) -> str:
    names = {code.id: code.name for theme in codebook.themes for code in theme.codes}
    return names.get(code_id, code_id)


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
