"""What the program hands out: in which folder of `outputs`, under which name, for whom to read.

What has passed disclosure and consent may be shared. All else is for the team alone: words of
everybody, names, what only the program suggests, counts as they are. It says so in its name, so
that it is still known for what it is once it lies in an e-mail, and only its owner may read it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from corpora.files import make_folder, move_file, write_atomic

TEAM, SHARED = "for-the-team", "to-share"
INTERNAL = "internal-"


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that is handed out; `*` in its name stands for what tells several of them apart."""

    name: str
    holds: str
    internal: bool = True

    @property
    def file_name(self) -> str:
        """The name it has in its folder."""
        return f"{INTERNAL}{self.name}" if self.internal else self.name

    @property
    def mode(self) -> int:
        """The most that anybody may do with it."""
        return 0o600 if self.internal else 0o644

    @property
    def place(self) -> str:
        """Where it lies in the folder of outputs, as people write it."""
        return f"{TEAM if self.internal else SHARED}/{self.file_name}"

    def path(self, outputs: Path) -> Path:
        """Where it lies."""
        return outputs / self.place

    def write(self, outputs: Path, content: bytes) -> None:
        """Write it to its place. Raises EnvironmentFault where that cannot be done."""
        write_atomic(self.path(outputs), content, mode=self.mode)


REPORT = OutputFile("report.html", "the working page: what is likely, what to look at first")
REVIEWED = OutputFile("reviewed-report.html", "what people found, counted", internal=False)
CODED_WORKBOOK = OutputFile("coded-excerpts.xlsx", "every excerpt with its suggestions, to review")
CODED_TABLE = OutputFile("coded-excerpts.csv", "the same as a table")
THEMES_PAGE = OutputFile("themes.html", "proposals for new codes, with quotes", internal=False)
THEMES_TABLE = OutputFile("themes.csv", "the same as a table", internal=False)
CODEBOOK_PROMPTS = OutputFile("codebook-suggestions.html", "what decisions say about the codebook")
AGREEMENT = OutputFile("agreement.csv", "how far reviewers agree, by their names")
MISTAKEN = OutputFile("codes-mistaken.csv", "which codes reviewers take for each other")
NAMES_TO_HIDE = OutputFile("deidentify.xlsx", "real names, and what is to stand for them")
PEOPLE_PROPOSED = OutputFile("people-proposed.csv", "speakers who are not listed, by their labels")
REVIEW_SHEET = OutputFile("sheet-*.xlsx", "excerpts for one reviewer to code")
FINDINGS_WORKBOOK = OutputFile(
    "findings.xlsx", "what the team has written, as a workbook to fill in"
)
DECISIONS_KEPT = OutputFile("decisions.csv", "what people decided, by pseudonym, after a purge")
FINDINGS_DRAFT = OutputFile("findings-draft.html", "the findings report as it stands, a draft")
FINDINGS_DRAFT_WORD = OutputFile("findings-draft.docx", "the same as a Word file")
FINDINGS_DRAFT_TABLES = OutputFile("findings-draft.xlsx", "the same as tables")
EASY_READ_DRAFT = OutputFile("findings-easy-read-draft.html", "the findings in easy read, a draft")
EASY_READ_DRAFT_WORD = OutputFile("findings-easy-read-draft.docx", "the same as a Word file")
FINDINGS_DRAFT_PDF = OutputFile("findings-draft.pdf", "the findings report as a tagged PDF")
QUOTES_TO_TICK = OutputFile("quotes-to-tick.xlsx", "quotes of the report, for the team to look at")
OWN_QUOTES = OutputFile("quotes-of-*.docx", "quotes of one participant, for them to look at")
CARDS = OutputFile("cards-*.html", "cards for a workshop, to print and cut")
CARDS_WORD = OutputFile("cards-*.docx", "the same as a Word file")
CARDS_SHEET = OutputFile("cards-*.xlsx", "numbers and piles of cards, to type in after a workshop")
RELEASED = tuple(
    OutputFile(f"releases/*/{name}", holds, internal=False)
    for name, holds in (
        ("findings.html", "the findings report as it was released"),
        ("findings.docx", "the same as a Word file"),
        ("findings.xlsx", "the same as tables"),
        ("findings-easy-read.html", "the findings in easy read as they were released"),
        ("findings-easy-read.docx", "the same as a Word file"),
    )
)
RELEASED_PDF = OutputFile("releases/*/findings.pdf", "the report as a tagged PDF", internal=False)
RELEASE_PACK = OutputFile(
    "releases/*/evidence-pack.zip", "what stands behind a release", internal=False
)
RELEASE_TRACE = OutputFile("release-*-trace.json", "what stands behind each figure of a release")
EVIDENCE_PACK = OutputFile("evidence-pack.zip", "what stands behind the findings", internal=False)

OUTPUT_FILES = (
    REPORT,
    REVIEWED,
    CODED_WORKBOOK,
    CODED_TABLE,
    THEMES_PAGE,
    THEMES_TABLE,
    CODEBOOK_PROMPTS,
    AGREEMENT,
    MISTAKEN,
    NAMES_TO_HIDE,
    PEOPLE_PROPOSED,
    REVIEW_SHEET,
    FINDINGS_WORKBOOK,
    DECISIONS_KEPT,
    FINDINGS_DRAFT,
    FINDINGS_DRAFT_WORD,
    FINDINGS_DRAFT_TABLES,
    EASY_READ_DRAFT,
    EASY_READ_DRAFT_WORD,
    FINDINGS_DRAFT_PDF,
    QUOTES_TO_TICK,
    OWN_QUOTES,
    CARDS,
    CARDS_WORD,
    CARDS_SHEET,
    *RELEASED,
    RELEASED_PDF,
    RELEASE_PACK,
    RELEASE_TRACE,
    EVIDENCE_PACK,
)


def review_sheet(told_apart: str) -> OutputFile:
    """The review sheet that has this in its name."""
    return OutputFile(REVIEW_SHEET.name.replace("*", told_apart), REVIEW_SHEET.holds)


def output_for(output: OutputFile, name: str) -> OutputFile:
    """The one of several outputs that has this in its name, such as that of a release."""
    return OutputFile(output.name.replace("*", name), output.holds, output.internal)


def make_folders(outputs: Path) -> None:
    """Make both folders where they are not there, so that it is seen what is not to be shared yet."""
    make_folder(outputs / TEAM, private=True)
    make_folder(outputs / SHARED)


def files_handed_out(outputs: Path) -> list[Path]:
    """Every file that lies in the folder of outputs, at whatever depth, in the order of names."""
    return sorted(path for path in outputs.rglob("*") if path.is_file())


def put_in_folders(outputs: Path) -> list[str]:
    """Move what an older version of the program wrote to its place now; says so in a sentence.

    What people changed or kept goes along, under its own name; files of their own stay.
    """
    moved = 0
    for path in sorted(path for path in outputs.glob("*") if path.is_file()):
        output = next((each for each in OUTPUT_FILES if _is_former(path.name, each)), None)
        if output:
            name = f"{INTERNAL}{path.name}" if output.internal else path.name
            move_file(path, output.path(outputs).with_name(name), mode=output.mode)
            moved += 1
    if not moved:
        return []
    files = "1 file of outputs is" if moved == 1 else f"{moved} files of outputs are"
    return [f"Moved:       {files} now in {TEAM} (internal, and says so in its name) or {SHARED}."]


def _is_former(name: str, output: OutputFile) -> bool:
    stem, _, suffix = output.name.rpartition(".")
    written = re.escape(stem).replace(r"\*", ".+")
    return bool(re.fullmatch(rf"{written}( \(kept \d+\))?\.{suffix}", name))
