"""Whether this machine, this installation and one evaluation are fit for work: what `heard doctor` says."""

import os
import shutil
import sys
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from coding.embedding.encoders.minilm import NAME, WEIGHTS_SHA256, checked_weights, packaged_folder
from coding.embedding.encoders.mpnet import PARTS
from coding.evaluation.database import is_postgresql
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import files_handed_out
from coding.intake.sources import reading_of
from coding.whereabouts.folders import FILE, no_evaluation
from corpora.errors import HeardError, SettingsError
from corpora.files import shown
from corpora.names.dictionary import MODEL
from flows.arguments import counted

State = Literal["OK", "look", "wrong"]
PYTHONS = ((3, 11), (3, 13))
GIGABYTE = 10**9
DISK_ENOUGH, DISK_LEAST = 5 * GIGABYTE, GIGABYTE
MEMORY_ENOUGH, MEMORY_LEAST = 4 * GIGABYTE, 2 * GIGABYTE
"""What is enough for 100,000 excerpts, and without which no run ends; in bytes."""
ANEW = "Install felt-heard again: pip install --force-reinstall felt-heard."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what it is, how it is, and what to do unless it is OK."""

    name: str
    state: State
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = f"{self.state:<6} {self.name}: {self.what.rstrip('.')}."
        return f"{said} {self.remedy}".rstrip()


def machine_checks(folder: Path) -> Iterator[Check]:
    """Python, models, disk, memory, browser, Prefect and extras; `folder` is where work is written."""
    yield _python(sys.version_info[:2])
    for name, look in (
        ("Embedding model", _model),
        ("Second model", _second_model),
        ("spaCy model", _spacy_model),
        ("Prefect", _prefect),
        ("Disk", lambda: _disk(shutil.disk_usage(folder).free)),
        ("Memory", lambda: _memory(memory_free())),
        ("Browser", _browser),
    ):
        yield _guarded(name, look)
    for name, is_there, use in _EXTRAS:
        yield _guarded(f"Extra '{name}'", partial(_extra, name, is_there, use))


def evaluation_checks(folder: Path) -> Iterator[Check]:
    """What people wrote, the database and who may read what, of the evaluation in `folder`.

    Nothing in the folder is changed. Raises SettingsError where there is no evaluation.
    """
    if not (folder / FILE).is_file():
        raise no_evaluation(folder)
    try:
        evaluation = Evaluation.look(folder)
    except HeardError as fault:
        yield _fault("Settings" if isinstance(fault, SettingsError) else "Database", fault)
        return
    try:
        yield _guarded("Files of the team", lambda: _written(evaluation))
        yield _guarded("Database", lambda: _database(evaluation))
        yield _guarded("Permissions", lambda: _permissions(evaluation))
        if evaluation.settings.coding.model == "thorough" and not _is_thorough():
            what = 'it is "thorough", and that model is not installed'
            remedy = "pip install 'felt-heard[thorough]', or set model = \"packaged\"."
            yield Check("Setting 'model'", "wrong", what, remedy)
    finally:
        evaluation.store.close()


def _fault(name: str, fault: HeardError) -> Check:
    place = f"{fault.where}: " if fault.where else ""
    return Check(name, "wrong", f"{place}{fault.what}", fault.remedy)


def _guarded(name: str, look: Callable[[], Check]) -> Check:
    """What a look shows; one that cannot be had is itself what is wrong."""
    try:
        return look()
    except HeardError as fault:
        return _fault(name, fault)
    except Exception as fault:
        # Whatever breaks here would break a run; its own message may hold anything.
        return Check(name, "wrong", f"it cannot be used ({type(fault).__name__})", ANEW)


def _python(running: tuple[int, ...]) -> Check:
    first, last = PYTHONS
    number = ".".join(map(str, running))
    if first <= running <= last:
        return Check("Python", "OK", number)
    allowed = f"{'.'.join(map(str, first))} to {'.'.join(map(str, last))}"
    return Check("Python", "wrong", number, f"Install Python {allowed}, and felt-heard with it.")


def _model() -> Check:
    checked_weights(packaged_folder())
    return Check(
        "Embedding model", "OK", f"{NAME}, its weights as published ({WEIGHTS_SHA256[:12]}…)"
    )


def _second_model() -> Check:
    from coding.embedding.encoders.use import NAME as SECOND
    from coding.embedding.encoders.use import WEIGHTS_SHA256 as SHA256
    from coding.embedding.encoders.use import check_files

    check_files()
    return Check("Second model", "OK", f"{SECOND}, its weights as published ({SHA256[:12]}…)")


def _spacy_model() -> Check:
    package = MODEL.replace("_", "-")
    if find_spec(MODEL) is None:
        remedy = f"Without it no names of people and places are proposed: pip install {package}."
        return Check("spaCy model", "wrong", f"{package} is not installed", remedy)
    return Check("spaCy model", "OK", f"{package} {version(package)}")


def _prefect() -> Check:
    running = version("prefect")
    wanted = next(
        (line for line in requires("felt-heard") or () if line.startswith("prefect==")), ""
    )
    if wanted and wanted.removeprefix("prefect==") != running:
        return Check(
            "Prefect", "wrong", running, f"Install the one that is tried: pip install {wanted}."
        )
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    existing = next(path for path in (home, *home.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        remedy = "Make it writable, or set PREFECT_HOME to a folder that is."
        return Check("Prefect", "wrong", f"{shown(str(home))} cannot be written", remedy)
    return Check("Prefect", "OK", f"{running}; its records lie in {shown(str(home))}")


def _disk(free: int) -> Check:
    more = "A run of a large evaluation needs some gigabytes: free some space."
    return _free("Disk", free, (DISK_ENOUGH, DISK_LEAST), more)


def _memory(free: int | None) -> Check:
    more = "Close other programs before a run of a large evaluation."
    if free is None:
        return Check("Memory", "look", "it cannot be read here", more)
    return _free("Memory", free, (MEMORY_ENOUGH, MEMORY_LEAST), more)


def _free(name: str, free: int, bounds: tuple[int, int], remedy: str) -> Check:
    """How it is with so many bytes free, where `bounds` are enough, and the least that will do."""
    enough, least = bounds
    state: State = "OK" if free >= enough else "look" if free >= least else "wrong"
    said = f"{free / GIGABYTE:,.1f} GB free"
    return Check(name, state, said, "" if state == "OK" else remedy)


def memory_free(table: Path = Path("/proc/meminfo")) -> int | None:
    """How much memory is free for programs, in bytes: all there is where only that is known."""
    if table.is_file():
        for line in table.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _browser() -> Check:
    try:
        webbrowser.get()
    except webbrowser.Error:
        remedy = "heard review --no-browser prints a link: open it in a browser on this machine."
        return Check("Browser", "look", "none is set up for this account", remedy)
    return Check("Browser", "OK", "heard review opens one")


def _is_thorough() -> bool:
    try:
        return all(version(part) for part in PARTS)
    except PackageNotFoundError:
        return False


def _draws_pdf() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


_EXTRAS: tuple[tuple[str, Callable[[], bool], str], ...] = (
    ("thorough", _is_thorough, "a third model, which finds more"),
    ("postgresql", lambda: find_spec("psycopg") is not None, "a database that a team shares"),
    ("pdf", _draws_pdf, "reports as PDF; needs Pango from your system's own installer too"),
)


def _extra(name: str, is_there: Callable[[], bool], use: str) -> Check:
    """An extra is nothing that has to be there."""
    if is_there():
        return Check(f"Extra '{name}'", "OK", "installed")
    what = f"not installed, and not needed but for this: {use}"
    return Check(f"Extra '{name}'", "OK", what, f"pip install 'felt-heard[{name}]'")


def _written(evaluation: Evaluation) -> Check:
    evaluation.check()
    reading_of(evaluation)
    book = evaluation.codebook
    people, codes = len(evaluation.people), counted(len(book.codes), "code")
    what = f"{people:,} in people.csv, {codes} in the codebook"
    return Check("Files of the team", "OK", what)


def _database(evaluation: Evaluation) -> Check:
    if not is_postgresql(evaluation.store.engine):
        evaluation.store.look_through()
    return Check("Database", "OK", f"{counted(len(evaluation.decisions()), 'decision')} kept")


def _permissions(evaluation: Evaluation) -> Check:
    """Whether the folder can be written, and nobody else can read what only its owner may."""
    if not os.access(evaluation.folder, os.W_OK):
        remedy = "Ask whoever looks after this machine to let your account write there."
        return Check("Permissions", "wrong", "the folder cannot be written", remedy)
    open_to_others = [path for path in _private(evaluation) if path.stat().st_mode & 0o077]
    if os.name == "posix" and open_to_others:
        names = ", ".join(
            shown(path.relative_to(evaluation.folder).as_posix()) for path in open_to_others[:3]
        )
        more = f" and {len(open_to_others) - 3} more" if len(open_to_others) > 3 else ""
        remedy = "Take the rights of others away: chmod -R go= on it."
        return Check("Permissions", "wrong", f"others can read {names}{more}", remedy)
    return Check("Permissions", "OK", "what is for you alone can be read by you alone")


def _private(evaluation: Evaluation) -> Iterator[Path]:
    if evaluation.hidden.is_dir():
        yield evaluation.hidden
    for path in files_handed_out(evaluation.outputs):
        if path.name.startswith("internal-"):
            yield path
