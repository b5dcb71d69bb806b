"""`heard codebook check`: what is wrong or thin in a codebook, with the line and what to do."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from codebooks.check import SEVERITIES, Problem, Severity, problems
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
from flows.arguments import DONE, Commands, counted
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

    What is to be said of several codes is said once. Without `places` no lines are named, as of a
    file that has none.
    """
    alike: dict[tuple[str, str, str], list[tuple[int, Problem]]] = {}
    for problem in found:
        line = line_of(places, problem.code_id, problem.field, problem.phrase) or 1
        key = (problem.severity, problem.what, problem.remedy)
        alike.setdefault(key, []).append((line, problem))
    names = {code.id: code.name for code in codebook.codes}
    rows = []
    for (severity, what, remedy), same in alike.items():
        same.sort(key=lambda pair: pair[0])
        lines = ", ".join(str(line) for line in dict.fromkeys(line for line, _ in same))
        at = f"{'line' if lines.isdigit() else 'lines'} {lines:>4}  " if places else ""
        codes = ", ".join(dict.fromkeys(names[p.code_id] for _, p in same if p.code_id))
        said = f"{severity:<5}  {at}{f'{codes}: ' if codes else ''}{what}. {remedy}".rstrip()
        rows.append((SEVERITIES.index(cast(Severity, severity)), same[0][0], said))
    return [_head(name, len(codebook.codes), found), *(said for _, _, said in sorted(rows))]


def _head(name: str, codes: int, found: Sequence[Problem]) -> str:
    """How many codes there are, and how many things of each gravity, in words."""
    wrong, look, hint = (sum(p.severity == severity for p in found) for severity in SEVERITIES)
    counts = (
        f"{counted(wrong, 'thing')} wrong" if wrong else "nothing wrong",
        f"{look:,} to look at" if look else "nothing to look at",
        counted(hint, "hint") if hint else "no hints",
    )
    return f"{name}: {counted(codes, 'code')}; {', '.join(counts)}."
