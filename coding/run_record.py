"""What a run leaves outside the evaluation's folder: counts, what changed, what was refused.

Whoever looks after the schedule reads it, who need not be one of those who may read transcripts: it
holds no word and no name of a participant.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from coding.deidentification.sign_off import deidentification_state, possible_names
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import REPORT, REVIEWED
from coding.evidence_pack.markdown import plain_markdown
from coding.intake.sources import Plan
from coding.outputs import Summary, refusals
from coding.suggestions.change_in_words import change_sentence
from coding.suggestions.changes import change_since
from corpora.files import shown
from corpora.names.file_names import file_name_to_show

COUNTED = {
    "read": "Transcripts read",
    "refused": "Files refused",
    "doubted": "Files in which it is not sure who speaks",
    "same": "Files that are the same as another",
    "words": "Words",
    "participants": "People whose words were coded",
    "left_out": "People left out for want of consent",
    "unlisted": "People who are not in people.csv",
    "excerpts": "Excerpts",
    "coded": "Excerpts with a likely suggestion",
    "suggestions": "Likely suggestions",
    "proposals": "Proposals for new codes",
}
_ALWAYS_COUNTED = ("read", "refused", "excerpts")
UNCHANGED = "Nothing has changed since the last run."


@dataclass(frozen=True, slots=True)
class Before:
    """How an evaluation stood before a run: its counts, and the number of the run before."""

    counts: Summary
    run: int


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read: its name without names of people, why, and what to do."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run in counts and sentences; `counted` are what, how many now, and how many more than before."""

    title: str
    counted: tuple[tuple[str, int, int], ...]
    changes: tuple[str, ...]
    refused: tuple[RefusedFile, ...]
    waiting: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """In a sentence, what whoever looks after the schedule wants to know first."""
        number = len(self.refused)
        if not number:
            return "Every file could be read"
        return f"{number:,} {'file was' if number == 1 else 'files were'} refused"

    def lines(self) -> Iterator[str]:
        """The record without the refused files, a line a matter."""
        for what, now, more in self.counted:
            yield f"{what}: {now:,}{f' ({more:+,})' if more else ''}"
        yield from self.changes
        yield from (f"Waiting for people: {what}" for what in self.waiting)
        yield from self.outputs

    def markdown(self) -> str:
        """The whole record as a page."""
        return "\n\n".join(self._parts()) + "\n"

    def _parts(self) -> Iterator[str]:
        yield f"# {plain_markdown(self.title)}"
        yield f"**{self.outcome}.**"
        if self.refused:
            yield _table(
                ("Refused file", "Why, and what to do"),
                [(file.name, file.reason) for file in self.refused],
            )
            yield (
                "Words of a file's name that may be names of people are left out. "
                "The command `heard run` shows them whole."
            )
        yield "## What changed"
        yield _list(self.changes)
        yield _table(
            ("What is there", "Now", "Since the last run"),
            [
                (what, f"{now:,}", f"{more:+,}" if more else "the same")
                for what, now, more in self.counted
            ],
        )
        if self.waiting:
            yield "## What waits for people"
            yield _list(self.waiting)
        yield "## Where to look"
        yield _list(self.outputs)


def run_record(
    evaluation: Evaluation, plan: Plan | None, before: Before, now: Summary
) -> RunRecord:
    """The record of a run that began as `before` and did what was planned; None: nothing was due."""
    names = evaluation.names()
    return RunRecord(
        title=evaluation.settings.title,
        counted=tuple(_counted(before.counts, now)),
        changes=tuple(_changes(evaluation, plan, before.run)) if plan else (UNCHANGED,),
        refused=tuple(
            RefusedFile(file_name_to_show(source, names), names.replace(reason))
            for source, reason in refusals(evaluation)
        ),
        waiting=tuple(_waiting(evaluation, now)),
        outputs=tuple(_outputs(evaluation)),
    )


def _counted(before: Summary, now: Summary) -> Iterator[tuple[str, int, int]]:
    was = asdict(before)
    for name, number in asdict(now).items():
        if number or was[name] or name in _ALWAYS_COUNTED:
            yield COUNTED[name], number, number - was[name]


def _changes(evaluation: Evaluation, plan: Plan, run: int) -> Iterator[str]:
    change = change_since(evaluation, run)
    sentence = change_sentence(change, evaluation.codebook) if change else ""
    if plan.to_read:
        yield f"Files that were new or had changed: {len(plan.to_read):,}."
    if plan.removed:
        gone = f"Files that are gone: {len(plan.removed):,}"
        yield f"{gone}. What people decided about them is kept."
    if sentence:
        yield f"Suggestions: {shown(sentence)}."
    if not (plan.to_read or plan.removed or sentence):
        yield "No file and no likely suggestion changed."


def _waiting(evaluation: Evaluation, now: Summary) -> Iterator[str]:
    folder = shown(str(evaluation.folder))
    if now.doubted:
        yield f"say who speaks, on the page Files of: heard review {folder}"
    names = deidentification_state(evaluation, evaluation.settings.actions).undecided
    if names:
        yield f"decide about {possible_names(names)}: heard deidentify {folder}"
    if now.suggestions:
        yield f"review what is likely: heard review {folder}"


def _outputs(evaluation: Evaluation) -> Iterator[str]:
    yield f"Working page: {shown(str(REPORT.path(evaluation.outputs)))}"
    if (found := REVIEWED.path(evaluation.outputs)).is_file():
        yield f"What people found: {shown(str(found))}"


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {plain_markdown(line)}" for line in lines)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(map(plain_markdown, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
