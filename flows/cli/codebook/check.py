"""`heard codebook check`: what is wrong or thin in a codebook, with the line and what to do."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from codebooks.check import SEVERITIES, Problem, problems
from codebooks.codebook import Codebook
from codebooks.exchange.files import format_of, places_in, read_codebook
from codebooks.teaching import with_teaching
from codebooks.teaching_check import teaching_problems
from codebooks.yaml.places import Places, line_of
from coding.evaluation.evaluation import Evaluation
from coding.refining.model_check import problems_by_model
from coding.refining.unused import problems_of_use, unseen_problems
from coding.suggestions.suggest import open_cache
from corpora.files import shown
from flows.arguments import DONE, Commands
from flows.cli.codebook.exchange import left_out_lines, read_source

WRONG = 2


def add_to(commands: Commands) -> None:
    """Add `check`."""
    check = commands.add_parser("check", help="say what is wrong or thin, and what to do")
    check.add_argument(
        "target", type=Path, nargs="?", default=Path(), metavar="FOLDER or FILE",
        help="an evaluation, or a codebook's file",
    )  # fmt: skip
    check.set_defaults(command=_check)


def _check(given: argparse.Namespace) -> int:
    return check_codebook(given.target)


def check_codebook(target: Path) -> int:
    """Print the problems of an evaluation's codebook, or of a file; gives 2 where something is wrong."""
    if target.is_file():
        content, name = read_source(target), target.name
        read, left_out = read_codebook(content, name)
        codebook = with_teaching(read, target.parent)
        found = _of_file(codebook)
        if kind := format_of(content, name):
            print(f"Read as: {kind}. To work on it: heard codebook import {shown(str(target))}")
        for what in left_out_lines(left_out):
            print(what)
    else:
        evaluation = Evaluation.look(target)
        codebook, found = evaluation.codebook, _of_evaluation(evaluation)
        content, name = evaluation.codebook_bytes, evaluation.settings.codebook
    places = places_in(content, name)
    for line in problem_lines(codebook, found, places, shown(name)):
        print(line)
    return WRONG if any(each.severity == "wrong" for each in found) else DONE


def _of_file(codebook: Codebook) -> list[Problem]:
    from coding.embedding.encoders.load import load_model
    from coding.embedding.vectors import VectorCache

    by_model = problems_by_model(codebook.codes, VectorCache(None, load_model()))
    return [*_by_reading(codebook), *by_model, *unseen_problems(codebook)]


def _of_evaluation(evaluation: Evaluation) -> list[Problem]:
    codebook = evaluation.codebook
    by_model = problems_by_model(codebook.codes, open_cache(evaluation, keep=False))
    return [*_by_reading(codebook), *by_model, *problems_of_use(evaluation)]


def _by_reading(codebook: Codebook) -> list[Problem]:
    return [*problems(codebook), *teaching_problems(codebook)]


def problem_lines(
    codebook: Codebook, found: Sequence[Problem], places: Places, name: str
) -> list[str]:
    """What the command prints: the gravest first, then in the order of the file.

    Without `places` no lines are named, as of a file that has none.
    """
    names = {code.id: code.name for code in codebook.codes}
    rows = []
    for each in found:
        line = line_of(places, each.code_id, each.field, each.phrase) or 1
        about = f"{names[each.code_id]}: " if each.code_id else ""
        at = f"line {line:>4}  " if places else ""
        said = f"{each.severity:<5}  {at}{about}{each.what}. {each.remedy}".rstrip()
        rows.append((SEVERITIES.index(each.severity), line, said))
    counts = ", ".join(
        f"{sum(each.severity == severity for each in found)} {severity}" for severity in SEVERITIES
    )
    head = f"{name}: {len(codebook.codes)} codes; {counts}."
    return [head, *(said for _, _, said in sorted(rows))]
