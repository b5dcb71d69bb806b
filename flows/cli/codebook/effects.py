"""What a changed codebook does, and what decisions say about it. No codebook is changed here."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from codebooks.codebook import Codebook
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import CODEBOOK_PROMPTS
from coding.findings.disclosure.last_reports import NOTHING, last_reports
from coding.refining import in_words
from coding.refining.material import refine
from coding.report import codebook_diff, codebook_suggestions
from coding.revisions.choice import chosen_codebook, evaluation_at, newest
from coding.revisions.effects import Effects, effects_on
from coding.revisions.fates import Step
from coding.revisions.in_words import consequences, difference
from coding.suggestions.suggest import open_cache
from corpora.files import shown, write_atomic
from flows.arguments import DONE, Commands, add_folder

Named = tuple[str, Codebook]


def add_to(commands: Commands) -> None:
    """Add what this file holds under `codebook`."""
    _add_diff(commands)
    _add_try(commands)
    _add_suggest(commands)


def _add_diff(commands: Commands) -> None:
    diff = commands.add_parser(
        "diff", help="show what differs between two versions, and what it does"
    )
    diff.add_argument("before", metavar="A", help="a published version, 'draft', or a file")
    diff.add_argument("after", metavar="B", help="likewise")
    add_folder(diff)
    diff.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    diff.set_defaults(command=_diff)


def _add_try(commands: Commands) -> None:
    draft = commands.add_parser("try", help="show what a draft would do; changes nothing")
    draft.add_argument("draft", metavar="DRAFT", help="a file, or 'draft' for codebook.yaml")
    add_folder(draft)
    draft.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    draft.set_defaults(command=_try)


def _add_suggest(commands: Commands) -> None:
    refine = commands.add_parser("suggest", help="what people's decisions say about the codebook")
    add_folder(refine)
    refine.set_defaults(command=_suggest)


def _diff(given: argparse.Namespace) -> int:
    show_difference(given.before, given.after, given.folder, given.html)
    return DONE


def _try(given: argparse.Namespace) -> int:
    try_draft(given.draft, given.folder, given.html)
    return DONE


def _suggest(given: argparse.Namespace) -> int:
    suggest_changes(given.folder)
    return DONE


def show_difference(before: str, after: str, folder: Path, html: Path | None = None) -> None:
    """Print what differs between two codebooks and what that does to the evaluation in `folder`.

    Without an evaluation there, only what differs. Raises CodebookError for an unknown codebook.
    """
    evaluation = evaluation_at(folder)
    _show(chosen_codebook(before, evaluation), chosen_codebook(after, evaluation), evaluation, html)


def try_draft(draft: str, folder: Path, html: Path | None = None) -> None:
    """The same for a draft against the newest published version, or else that of the last run."""
    evaluation = Evaluation.look(folder)
    _show(newest(evaluation), chosen_codebook(draft, evaluation), evaluation, html)
    print("Nothing was changed, in the evaluation or in what is published.")


def suggest_changes(folder: Path) -> None:
    """Print what decisions say about the codebook, and write it to the outputs as a page."""
    evaluation = Evaluation.look(folder)
    material, found = refine(evaluation, open_cache(evaluation, keep=False))
    print(*in_words.refinement_lines(material, found), sep="\n")
    today = datetime.now(UTC).date()
    html = codebook_suggestions.render_suggestions(
        material, found, evaluation.settings.title, today, last_reports(evaluation)
    )
    CODEBOOK_PROMPTS.write(evaluation.outputs, html.encode())
    page = shown(str(CODEBOOK_PROMPTS.path(evaluation.outputs)))
    print(f"To read together: {page}. Nothing was written into the codebook.")


def _show(before: Named, after: Named, evaluation: Evaluation | None, html: Path | None) -> None:
    step = Step(before[1], after[1])
    print(f"From {before[0]} to {after[0]}:")
    print(*difference(step), sep="\n")
    effects = _effects(step, evaluation)
    if effects:
        print(*consequences(effects), sep="\n")
    elif evaluation:
        print("There are no excerpts yet, so nothing can be said about what it does.")
    if html:
        title = evaluation.settings.title if evaluation else after[1].title
        page = codebook_diff.DiffHeading(title, before[0], after[0], datetime.now(UTC).date())
        told = last_reports(evaluation) if evaluation else NOTHING
        content = codebook_diff.render_diff(page, step, effects, told).encode()
        # What it does is said in excerpts and in counts of them: for the team alone.
        write_atomic(html, content, mode=0o600 if effects else None)
        whom = " (for the team: words and counts of the evaluation are in it)" if effects else ""
        print(f"Side by side: {shown(str(html))}{whom}")


def _effects(step: Step, evaluation: Evaluation | None) -> Effects | None:
    if evaluation is None or evaluation.excerpts().empty:
        return None
    return effects_on(evaluation, step, open_cache(evaluation, keep=False))
