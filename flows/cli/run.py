"""One run from the command line: is there anything to do, do it, say in a few lines what came of it."""

import argparse
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from coding.deidentification.search import looks_for_names
from coding.deidentification.sign_off import (
    deidentification_state,
    not_looked_through,
    possible_names,
)
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import CODED_WORKBOOK, REPORT, REVIEWED, put_in_folders
from coding.intake.doubted import answered_for_nothing
from coding.intake.unlisted import questions
from coding.outputs import (
    Summary,
    doubtful_files,
    is_unchanged,
    refusals,
    summary_of,
)
from coding.retention.period import reminder
from coding.retention.purge_record import refuse_purged
from coding.revisions.versions import verify
from coding.suggestions.change_in_words import change_sentence
from coding.suggestions.changes import change_since, last_run
from coding.suggestions.fit import fit_of
from coding.themes.drafts import finish
from corpora.errors import InputError
from corpora.files import lock, shown
from corpora.formats import READERS
from corpora.personal.search import find
from corpora.sentences import sentences
from flows import progress
from flows.arguments import DONE, add_folder, counted
from flows.open_run import OpenRun
from flows.server import server_used

REFUSALS = 1
REFUSALS_SHOWN = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument("--open", action="store_true", help="open the working page in a browser")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    return run_once(given.folder, show=given.open)


def run_once(folder: Path, *, show: bool = False) -> int:
    """Run the main job where something changed and print the summary; gives the exit code.

    With `show`, the working page is opened in a browser.
    """
    run = OpenRun(str(Evaluation.open(folder).folder))
    evaluation = run.evaluation
    refuse_purged(evaluation)
    before = last_run(evaluation)
    # Before Prefect is started, which takes seconds: is the evaluation free, its input sound? And
    # until all is written, so that what was seen here still stands when the stages come to it.
    with lock(evaluation.hidden):
        for line in [*finish(evaluation), *put_in_folders(evaluation.outputs)]:
            print(line)
        evaluation.check()
        verify(evaluation)
        _refuse_nothing(run)
        if is_unchanged(evaluation, run.plan):
            print("Nothing has changed since the last run.")
            summary = summary_of(evaluation)
        else:
            summary = _start(run)
    code = _tell(evaluation, summary, run.plan.removed, before)
    if show:
        _open(REPORT.path(evaluation.outputs))
    return code


def _open(page: Path) -> None:
    """Open a page in a browser; where there is none, its path has been printed."""
    if not webbrowser.open(page.resolve().as_uri()):
        print("heard: no browser could be opened here", file=sys.stderr)


def _refuse_nothing(run: OpenRun) -> None:
    """Raises InputError where there is nothing to read: a report of nothing would say it is done."""
    if run.plan.sources or run.plan.removed:
        return
    folder = shown(str(run.evaluation.sources))
    is_there = run.evaluation.sources.is_dir()
    raise InputError(
        f"there is nothing to read, since {'no file is in it' if is_there else 'it is not there'}; "
        "no report was written",
        where=folder,
        remedy=f"Put transcripts into this folder, or into folders in it ({', '.join(READERS)} are "
        f"read), then: heard run {shown(str(run.evaluation.folder))}",
    )


def _start(run: OpenRun) -> Summary:
    progress.use(progress.for_stream(sys.stderr))
    with ExitStack() as started:
        with progress.stage("Starting"):
            server = server_used()
            from flows.batch import code_open_run

            Thread(target=_warm_up, args=(run,), daemon=True).start()
            started.enter_context(server)
        return Summary(**code_open_run(run))


def _warm_up(run: OpenRun) -> None:
    """Load what the stages need while Prefect's server starts, which takes seconds of waiting.

    What goes wrong here goes wrong again in its stage, which says so.
    """
    with suppress(Exception):
        if run.plan.to_read:
            list(sentences(["One."]))
            if looks_for_names(run.evaluation.settings.actions):
                list(find(["One."]))
        _ = run.vectors
        import coding.coder.coder
        import coding.themes.proposals  # noqa: F401


def _tell(evaluation: Evaluation, summary: Summary, removed: tuple[str, ...], before: int) -> int:
    refused, doubted = refusals(evaluation), doubtful_files(evaluation)
    came = [
        *_counts(summary),
        *_likely(evaluation, before),
        *_removed(removed),
        *_refused(refused),
        *_doubted(doubted),
    ]
    came += _answered(answered_for_nothing(evaluation))
    for line in [*came, *_next(evaluation)]:
        print(line)
    return REFUSALS if refused or doubted else DONE


def _counts(summary: Summary) -> list[str]:
    same = f", {summary.same} the same as another" if summary.same else ""
    read = f"Read:        {_files(summary.read)}, {summary.words:,} words{same}"
    people = f"People:      {summary.participants:,} whose words were coded"
    if summary.unlisted:
        people += f"; {counted(summary.unlisted, 'participant')} not in people.csv (never quoted)"
    if summary.left_out:
        people += f"; {summary.left_out} left out for want of consent"
    coded = (
        f"Excerpts:    {summary.excerpts:,}; {counted(summary.suggestions, 'likely suggestion')} on "
        f"{summary.coded:,} of them; {counted(summary.proposals, 'proposal')} for new codes"
    )
    return [read, people, coded]


def _likely(evaluation: Evaluation, before: int) -> list[str]:
    """What changed since the run number `before` in what is likely, and whether the codebook fits."""
    change = change_since(evaluation, before)
    sentence = change_sentence(change, evaluation.codebook) if change else ""
    doubt = fit_of(evaluation).doubt
    return [
        *([f"Changed:     {shown(sentence)}"] if sentence else []),
        *([f"Is it right? {doubt}"] if doubt else []),
    ]


def _files(number: int) -> str:
    return "1 transcript" if number == 1 else f"{number:,} transcripts"


def _removed(names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    shown_names = ", ".join(shown(name) for name in names[:REFUSALS_SHOWN])
    more = f" and {len(names) - REFUSALS_SHOWN} more" if len(names) > REFUSALS_SHOWN else ""
    return [f"Gone:        {shown_names}{more}; what people decided about them is kept"]


def _refused(refused: Sequence[tuple[str, str]]) -> list[str]:
    lines = [f"Refused:     {shown(name)}: {reason}" for name, reason in refused[:REFUSALS_SHOWN]]
    if len(refused) > REFUSALS_SHOWN:
        more = f"{len(refused) - REFUSALS_SHOWN} more, on the sheet Files of {CODED_WORKBOOK.file_name}"
        lines.append(f"             and {more}")
    return lines


def _doubted(doubted: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    if not doubted:
        return []
    lines = [f"In doubt:    {_files(len(doubted))}; who speaks is not sure in all of it"]
    for name, doubts in doubted[:REFUSALS_SHOWN]:
        more = f" (and {len(doubts) - 1} more)" if len(doubts) > 1 else ""
        lines.append(f"             {shown(name)}: {doubts[0]}{more}")
    if len(doubted) > REFUSALS_SHOWN:
        lines.append(f"             and {counted(len(doubted) - REFUSALS_SHOWN, 'more file')}")
    return [*lines, "             Answer on the page Files of heard review, or in speakers.yaml."]


def _answered(names: Sequence[str]) -> list[str]:
    return [
        f"No effect:   speakers.yaml speaks of {shown(name)}, and there is no such transcript"
        for name in names
    ]


def _asked(evaluation: Evaluation) -> list[str]:
    """Which people of people.csv may be speaking under a label that is only near their name."""
    asked = questions(evaluation)
    if not asked:
        return []
    ids = list(dict.fromkeys(question.ids for question in asked))
    more = f" and {len(ids) - REFUSALS_SHOWN} more" if len(ids) > REFUSALS_SHOWN else ""
    said = "1 speaker" if len(asked) == 1 else f"{len(asked)} speakers"
    return [
        f"Is it them?  {said} may be {'; '.join(ids[:REFUSALS_SHOWN])}{more}. Until somebody has "
        "said so, the strictest",
        f"             consent counts: heard people {shown(str(evaluation.folder))}",
    ]


def _names(evaluation: Evaluation) -> list[str]:
    """How many words that may be names wait for a decision, and how to come to it."""
    state = deidentification_state(evaluation, evaluation.settings.actions)
    command = f"heard deidentify {shown(str(evaluation.folder))}"
    if state.unsearched:
        return [
            f"Names:       {not_looked_through(state.unsearched)} There is much to read: this looks,",
            f"             and takes a while: {command}",
        ]
    if not state.undecided:
        return []
    wait = "waits" if state.undecided == 1 else "wait"
    return [f"Names:       {possible_names(state.undecided)} {wait} for you: {command}"]


def _next(evaluation: Evaluation) -> list[str]:
    outputs, folder = evaluation.outputs, shown(str(evaluation.folder))
    lines = [
        *_names(evaluation),
        *reminder(evaluation, datetime.now(UTC).date()),
        *_asked(evaluation),
        f"Look at:     {shown(str(REPORT.path(outputs)))} and {CODED_WORKBOOK.file_name} beside it",
    ]
    if REVIEWED.path(outputs).is_file():
        lines.append(f"To share:    {shown(str(REVIEWED.path(outputs)))}: what people found")
    return [*lines, f"Next:        people review what the program suggests: heard review {folder}"]
