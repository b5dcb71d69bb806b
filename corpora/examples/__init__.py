"""An invented evaluation: Harbour House in Kelderby, in two waves, as the files a team would have.

The scripts in `scripts/` are the source; nobody said a word of them.
"""

from importlib.resources import files
from pathlib import Path

from corpora.examples.captions import captions
from corpora.examples.plain import plain_text
from corpora.examples.script import Script, load_scripts
from corpora.examples.word import word
from corpora.files import write_atomic

COPIED = ("people.csv", "ABOUT.txt")


def write_examples(folder: Path) -> list[Path]:
    """The files of the invented evaluation, written below `folder`: the same bytes every time."""
    written = [_write(folder / name, _shipped(name)) for name in COPIED]
    for script in load_scripts():
        path = folder / "transcripts" / script.wave / f"{script.name}.{script.suffix}"
        written.append(_write(path, _rendered(script)))
    return written


def _write(path: Path, content: bytes) -> Path:
    write_atomic(path, content)
    return path


def _shipped(name: str) -> bytes:
    return (files("corpora.examples") / name).read_bytes()


def _rendered(script: Script) -> bytes:
    if script.suffix == "docx":
        return word(script)
    text = plain_text(script) if script.suffix == "txt" else captions(script)
    return text.encode()
