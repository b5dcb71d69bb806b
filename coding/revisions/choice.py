"""Which codebook is meant: a published version, the draft, or a file."""

from pathlib import Path

from codebooks.codebook import Codebook
from codebooks.load import load
from codebooks.teaching import teaching_bytes, with_teaching
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.settings import FILE
from coding.published.codebooks import published
from coding.published.last_run import codebook_of_last_run
from corpora.errors import CodebookError
from corpora.files import shown

DRAFT = "draft"


def evaluation_at(folder: Path) -> Evaluation | None:
    """The evaluation in `folder` for looking only; None where there is none."""
    return Evaluation.look(folder) if (folder / FILE).is_file() else None


def chosen_codebook(name: str, evaluation: Evaluation | None) -> tuple[str, Codebook]:
    """What to call the codebook that `name` means, and the codebook.

    `name` is the number of a published version, "draft" for the evaluation's own file, or a path.
    Raises CodebookError where it is none of them, or the file is wrong.
    """
    versions = published(evaluation) if evaluation else []
    for book in versions:
        if book.version == name:
            return f"version {name}", _taught(book, evaluation)
    if name == DRAFT and evaluation:
        return f"the draft in {shown(evaluation.settings.codebook)}", evaluation.codebook
    if Path(name).is_file():
        return shown(Path(name).name), load(Path(name))
    known = ", ".join(book.version for book in versions) or "none yet"
    raise CodebookError(
        "there is no such codebook",
        where=shown(name),
        remedy=f"Give a published version ({known}), 'draft', or a file.",
    )


def newest(evaluation: Evaluation) -> tuple[str, Codebook]:
    """What a draft is compared with: the newest published version, or else that of the last run.

    Before there is either, it is the evaluation's own file.
    """
    versions = published(evaluation)
    if versions:
        return f"version {versions[-1].version}", _taught(versions[-1], evaluation)
    if last := codebook_of_last_run(evaluation):
        return "the codebook of the last run", _taught(last, evaluation)
    return shown(evaluation.settings.codebook), evaluation.codebook


def _taught(book: Codebook, evaluation: Evaluation | None) -> Codebook:
    """A published version beside the teaching set that it names, where that is there still.

    So that two versions differ in what they say, and not in that only one of them was taught.
    """
    folder = (evaluation.folder / evaluation.settings.codebook).parent if evaluation else None
    return book if teaching_bytes(book.teaching, folder) is None else with_teaching(book, folder)
