"""`heard codebook check`: what is wrong or thin in a codebook, with the line and what to do."""

from collections.abc import Sequence
from pathlib import Path

from codebooks.check import SEVERITIES, Problem, problems
from codebooks.codebook import Codebook
from codebooks.load import load
from codebooks.places import Places, line_of, places_of
from coding.codebook_check import problems_by_model
from coding.codebook_use import problems_of_use, unseen
from coding.evaluation import Evaluation
from coding.suggesting import open_cache
from corpora.files import read_limited, shown

DONE, WRONG = 0, 2


def check_codebook(target: Path) -> int:
    """Print the problems of an evaluation's codebook, or of a file; gives 2 where something is wrong."""
    if target.is_file():
        codebook, found = _of_file(target)
        content, name = read_limited(target), target.name
    else:
        evaluation = Evaluation.look(target)
        codebook, found = evaluation.codebook, _of_evaluation(evaluation)
        content, name = evaluation.codebook_bytes, evaluation.settings.codebook
    places = places_of(content, where=name)
    for line in lines(codebook, found, places, shown(name)):
        print(line)
    return WRONG if any(each.severity == "wrong" for each in found) else DONE


def _of_file(path: Path) -> tuple[Codebook, list[Problem]]:
    from coding.model import load_model
    from coding.vectors import VectorCache

    codebook = load(path)
    by_model = problems_by_model(codebook.codes, VectorCache(None, load_model()))
    return codebook, [*problems(codebook), *by_model, *unseen(codebook)]


def _of_evaluation(evaluation: Evaluation) -> list[Problem]:
    codebook = evaluation.codebook
    by_model = problems_by_model(codebook.codes, open_cache(evaluation, keep=False))
    return [*problems(codebook), *by_model, *problems_of_use(evaluation)]


def lines(codebook: Codebook, found: Sequence[Problem], places: Places, name: str) -> list[str]:
    """What the command prints: the gravest first, then in the order of the file."""
    names = {code.id: code.name for code in codebook.codes}
    rows = []
    for each in found:
        line = line_of(places, each.code_id, each.field, each.phrase) or 1
        about = f"{names[each.code_id]}: " if each.code_id else ""
        said = f"{each.severity:<5}  line {line:>4}  {about}{each.what}. {each.remedy}".rstrip()
        rows.append((SEVERITIES.index(each.severity), line, said))
    counts = ", ".join(
        f"{sum(each.severity == severity for each in found)} {severity}" for severity in SEVERITIES
    )
    head = f"{name}: {len(codebook.codes)} codes; {counts}."
    return [head, *(said for _, _, said in sorted(rows))]
