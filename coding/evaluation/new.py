"""A new evaluation folder: settings, an empty list of people, the shipped codebook."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from codebooks.load import shipped
from coding.evaluation.settings import FILE
from corpora.errors import EnvironmentFault
from corpora.examples import write_examples
from corpora.files import shown, write_atomic
from corpora.people.people import HEADER

DEMO_TITLE = "Harbour House (an invented evaluation)"
DEMO_WAVES = ("wave 1", "wave 2")


def new_evaluation(
    folder: Path, *, title: str = "Our evaluation", waves: Sequence[str] = ()
) -> None:
    """Make an evaluation in `folder`. Raises EnvironmentFault where there is one already."""
    if (folder / FILE).exists():
        raise EnvironmentFault(
            "there is an evaluation here already",
            where=shown(str(folder)),
            remedy="Nothing was changed. Give another folder.",
        )
    (folder / "transcripts").mkdir(parents=True, exist_ok=True)
    _write_new(folder / "people.csv", HEADER.encode())
    _write_new(folder / "codebook.yaml", shipped())
    # Last: a folder with settings is an evaluation that is whole.
    write_atomic(folder / FILE, settings_text(title, waves).encode())


def _write_new(path: Path, content: bytes) -> None:
    if not path.exists():
        write_atomic(path, content)


def settings_text(title: str, waves: Sequence[str]) -> str:
    """The commented evaluation.toml with this title and these waves."""
    template = Template(files("coding.evaluation").joinpath(FILE).read_text("utf-8"))
    return template.substitute(
        title=json.dumps(title, ensure_ascii=False),
        waves=json.dumps(list(waves), ensure_ascii=False),
    )


def demo_evaluation(folder: Path) -> None:
    """Make the invented evaluation in `folder`; one that is there already is left as it is."""
    if (folder / FILE).exists():
        return
    write_examples(folder)
    new_evaluation(folder, title=DEMO_TITLE, waves=DEMO_WAVES)
