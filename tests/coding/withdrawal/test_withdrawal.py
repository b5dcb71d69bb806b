"""A participant withdraws: no byte of theirs is left, and nothing of the others is lost.

All of the text is invented for these tests.
"""

import base64
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from letters import Letters
from sqlalchemy import select

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.new import new_evaluation
from coding.evaluation.output_files import CODED_WORKBOOK, REVIEWED
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.intake.speakers_file import FILE, SpeakersAnswer, load_answers, with_answer
from coding.revisions.versions import Signatory, freeze_version, sign
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.cuts import SourceCut
from coding.withdrawal.plan import Withdrawal, plan_withdrawal
from coding.withdrawal.sureness import person_with_id
from corpora.errors import InputError

CANARIES = (
    "Zephyrine", "Quillfeather", "xylophonist", "marmalade otters", "plumbago", "seventeen kites",
    "gorse and thrift", "brackish", "Tuppence", "vermilion ledger",
)  # fmt: skip
OWN = """Interviewer: Were you heard?

Zephyrine Quillfeather: I am a xylophonist and nobody asked, they brought marmalade otters instead.

Interviewer: And the room?

Zephyrine Quillfeather: Plumbago everywhere, seventeen kites, and I could not get up the steps.
"""
GROUP = """Facilitator: How was the first meeting for everybody here?

Ned Barrow: They listened to me about the letters, and Zephyrine backed me up on the letters.

Zephyrine Quillfeather: Gorse and thrift, that is what I said, and it was brackish in there.

Ned Barrow: After that I went home and told my wife that they had written it all down for once.

Facilitator: And what did you make of the chair?

Zephyrine Quillfeather: She was fair.

Ned Barrow: She made sure that every one of us had a turn before anybody had a second one.
"""
NOTES = """Hub group notes
Date: 3 May 2026
Present (carers): Zephyrine Quillfeather (ZQ), Ned Barrow (NB)
1. Letters
- ZQ asked who Tuppence was in the vermilion ledger. NB did not know.
- NB said that the letters have been rewritten since the last meeting by two of the carers.
"""
PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Zephyrine Quillfeather,ZQ,unpaid carers,,,yes,yes
P2,Ned Barrow,NB,unpaid carers,,,yes,yes
"""


@pytest.fixture
def evaluation(tmp_path: Path) -> Iterator[Evaluation]:
    folder = tmp_path / "hub"
    new_evaluation(folder)
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "transcripts" / "zephyrine.txt").write_text(OWN)
    (folder / "transcripts" / "focus-group.txt").write_text(GROUP)
    (folder / "transcripts" / "notes.txt").write_text(NOTES)
    opened = Evaluation.open(folder)
    sources.read_sources(opened, sources.plan(opened).to_read)
    cut_all(opened)
    frame = opened.excerpts()
    cache(opened).embed(list(frame["text"]))
    for excerpt in frame["excerpt_id"]:
        decision = Decision(excerpt, excerpt, "voice", "accept", "positive", "R1", "2026", "1.0")
        append(opened.store, decision)
    workbook = BytesIO()
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("sheet1.xml", OWN)
    CODED_WORKBOOK.write(opened.outputs, workbook.getvalue())
    REVIEWED.write(opened.outputs, OWN.encode())
    yield opened
    opened.store.close()


def cache(evaluation: Evaluation) -> VectorCache:
    return VectorCache(evaluation.hidden / "vectors", Letters())


def withdrawn(evaluation: Evaluation) -> Evaluation:
    person = person_with_id(evaluation, "p1")
    withdraw(evaluation, person, lambda: cache(evaluation), date(2026, 6, 1))
    evaluation.store.close()
    return Evaluation.open(evaluation.folder)


def every_byte(folder: Path) -> bytes:
    """All that the folder holds, archives unpacked."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            found += [path.name.encode(), path.read_bytes()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    found += [archive.read(name) for name in archive.namelist()]
    return b"\0".join(found)


def forms(word: str) -> list[bytes]:
    inner = [base64.b64encode((pad + word).encode())[4:-4] for pad in ("", "x", "xx")]
    return [word.encode(), word.lower().encode(), word.encode("utf-16-le"), *filter(None, inner)]


def test_the_canaries_are_there_before(evaluation: Evaluation) -> None:
    stored = every_byte(evaluation.folder).lower()
    assert [word for word in CANARIES if word.lower().encode() not in stored] == []


def test_nothing_of_theirs_is_left_in_any_byte(evaluation: Evaluation) -> None:
    after = withdrawn(evaluation)
    stored = every_byte(after.folder)
    left = [word for word in CANARIES for form in forms(word) if form in stored]
    assert left == []


def test_nothing_of_theirs_is_left_in_the_copies_of_decisions(evaluation: Evaluation) -> None:
    frame = evaluation.excerpts()
    id = str(frame.loc[frame["participant"] == "P1", "excerpt_id"].iloc[0])
    said = Decision("m", id, "voice", "reject", "", "R1", "2026-03-02", "1.0", CANARIES[0])
    append(evaluation.store, said)
    evaluation.store.close()
    again = Evaluation.open(evaluation.folder)
    copies = again.hidden / "backups"
    assert CANARIES[0].encode() in every_byte(copies)
    after = withdrawn(again)
    assert CANARIES[0].encode() not in every_byte(after.folder)
    assert len(list(copies.iterdir())) == 1


def test_what_the_others_said_and_what_was_decided_about_it_stays(evaluation: Evaluation) -> None:
    before = evaluation.excerpts()
    others = before[before["participant"] != "P1"]["text"]
    said = sorted(text.replace("[carer 1]", "[withdrawn]") for text in others)
    after = withdrawn(evaluation)
    now = after.excerpts()
    assert sorted(now["text"]) == said
    assert set(now["excerpt_id"]) == set(after.decisions()["excerpt_id"])


def test_selected_words_stay_where_the_words_are_the_same(evaluation: Evaluation) -> None:
    before = evaluation.excerpts()
    for id in before["excerpt_id"]:
        append(
            evaluation.store,
            Decision(f"w-{id}", id, "voice", "accept", "mixed", "AB", "2026-05-02", "1",
                     words_start=3, words_end=9),
        )  # fmt: skip
    after = withdrawn(evaluation)
    kept = after.decisions().merge(after.excerpts(), on="excerpt_id")
    texts = after.transcripts().set_index("transcript_id")["text"]
    words = {
        row["text"].split()[0]: texts[row["transcript_id"]][row["start"] :][
            int(row["words_start"]) : int(row["words_end"])
        ]
        if row["words_start"] == row["words_start"]
        else ""
        for _, row in kept[kept["key"].str.startswith("w-")].iterrows()
    }
    assert words["They"] == ""
    assert words["After"] == "er tha"
    assert words["She"] == " made "


def test_remarks_and_assignments_go_with_their_excerpts_and_stay_with_those_of_others(
    evaluation: Evaluation,
) -> None:
    every = list(evaluation.excerpts()["excerpt_id"])
    memos = [Remark(e, e, "memo", "quotes a xylophonist", "R1", "2026", "1.0") for e in every]
    append_all(evaluation.store, memos)
    handed = {"reviewer": "R1", "blind": True, "reason": "share", "at": "2026"}
    with evaluation.store.writing() as connection:
        insert(connection, tables.assignments, [{"excerpt_id": e, **handed} for e in every])
    after = withdrawn(evaluation)
    left = set(after.excerpts()["excerpt_id"])
    with after.store.reading() as connection:
        assigned = connection.execute(select(tables.assignments.c.excerpt_id)).scalars().all()
    assert 0 < len(left) < len(every)
    assert set(after.remarks()["excerpt_id"]) == left == set(assigned)


def test_the_source_of_theirs_alone_is_deleted_and_shared_ones_keep_their_format(
    evaluation: Evaluation,
) -> None:
    after = withdrawn(evaluation)
    found = sorted(p.name for p in after.sources.iterdir())
    assert found == ["focus-group.txt", "notes.txt"]
    assert "P1" not in (after.folder / "people.csv").read_text()
    assert "P2,Ned Barrow" in (after.folder / "people.csv").read_text()


def test_the_record_says_when_and_not_who(evaluation: Evaluation) -> None:
    after = withdrawn(evaluation)
    record = (after.hidden / "withdrawals.csv").read_text()
    assert record == ("date,files deleted,files rewritten,excerpts,decisions\n2026-06-01,1,2,5,5\n")


def test_a_plan_says_what_would_go_and_changes_nothing(evaluation: Evaluation) -> None:
    before = {path: path.stat().st_mtime_ns for path in evaluation.folder.rglob("*.*")}
    found = plan_withdrawal(evaluation, person_with_id(evaluation, "P1"))
    assert found == Withdrawal(
        person="P1",
        cuts=(
            SourceCut("focus-group.txt", "in place", "focus-group.txt", 2, 17, 1),
            SourceCut("notes.txt", "in place", "notes.txt", 1, 9, 2),
            SourceCut("zephyrine.txt", "deleted", "", 2, 24, 0),
        ),
        excerpts=5,
        decisions=5,
        quoted=(),
        handed_out=(CODED_WORKBOOK.place, REVIEWED.place),
    )
    written = {path for path in before if path.suffix not in (".db-wal", ".db-shm")}
    assert [path for path in written if path.stat().st_mtime_ns != before[path]] == []


def test_a_quote_of_theirs_in_the_codebook_is_listed(evaluation: Evaluation) -> None:
    path = evaluation.folder / "codebook.yaml"
    text = path.read_text()
    first = text.index("          positive:\n") + len("          positive:\n")
    quote = (
        "            - Plumbago everywhere, seventeen kites, and I could not get up the steps.\n"
    )
    path.write_text(text[:first] + quote + text[first:])
    quoting = Evaluation.open(evaluation.folder)
    code = quoting.codebook.codes[0].id
    assert plan_withdrawal(quoting, person_with_id(evaluation, "P1")).quoted == (code,)
    for who in (Signatory("EX", "lived experience"), Signatory("RW", "researcher")):
        sign(quoting, "draft", who, "2026-03-01T10:00:00+00:00")
    version = quoting.codebook.version
    freeze_version(quoting, version, Signatory("RW", "researcher"), "2026-03-01T10:00:00+00:00")
    path.write_text(text.replace(f'version: "{version}"', f'version: "{version}.1"'))
    found = plan_withdrawal(Evaluation.open(evaluation.folder), person_with_id(evaluation, "P1"))
    assert found.quoted == (f"{code} (published in version {version})",)


@pytest.mark.parametrize(
    "step", ["_write", "remove_file", "write_answers", "cut_all", "forget", "keep_found", "_record"]
)
def test_a_withdrawal_that_was_interrupted_is_finished_by_the_next_call(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"coding.withdrawal.carry_out.{step}", stopped)
        withdrawn(evaluation)
    after = withdrawn(Evaluation.open(evaluation.folder))
    stored = every_byte(after.folder)
    assert [word for word in CANARIES for form in forms(word) if form in stored] == []
    assert set(after.excerpts()["participant"]) <= {"P2", ""}


def test_somebody_who_is_not_listed_cannot_withdraw(evaluation: Evaluation) -> None:
    with pytest.raises(InputError, match="nobody has the id P9"):
        person_with_id(evaluation, "P9")


def another(folder: Path, people: str, **transcripts: str) -> Evaluation:
    """A small evaluation with this people.csv, read and cut."""
    new_evaluation(folder)
    (folder / "people.csv").write_text(people)
    for name, text in transcripts.items():
        (folder / "transcripts" / f"{name}.txt").write_text(text)
    opened = Evaluation.open(folder)
    sources.read_sources(opened, sources.plan(opened).to_read)
    cut_all(opened)
    return opened


def talk(*labels: str) -> str:
    """A conversation in which each of these labels speaks three times."""
    said = [
        f"{label}: They asked us about the letters, time {n}." for n in "123" for label in labels
    ]
    return "\n\n".join(said)


TWO_JANES = "id;name;aliases;group\nP1;Zoë Hill;;\nP2;Zoë Cox;ZC;\nP3;Ned Barrow;;\n"


@pytest.mark.parametrize(
    "label", ["Zoë Hill", "Zoe\u0308 Hill", "ZOE HILL", "Hill, Zoe", "Ms Zoë Hill", "Z. Hill", "p1"]
)
def test_all_spellings_of_a_name_go(tmp_path: Path, label: str) -> None:
    opened = another(tmp_path / "e", TWO_JANES, talk=talk(label, "Ned Barrow"))
    withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    assert sorted(path.name for path in opened.sources.iterdir()) == ["talk.txt"]
    left = (opened.sources / "talk.txt").read_text()
    assert [form for form in (label, "Hill", "Zo") if form in left] == []
    assert (opened.folder / "people.csv").read_text() == TWO_JANES.replace("P1;Zoë Hill;;\n", "")


def test_somebody_of_the_same_first_name_stays_who_she_is(tmp_path: Path) -> None:
    """`[withdrawn] Cox` would be nobody's, and what Zoë Cox said no to would be analysed."""
    opened = another(
        tmp_path / "e", TWO_JANES, talk=talk("Zoë Hill", "Zoë Cox", "Zoë Ash", "Ned Barrow")
    )
    withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    left = (opened.sources / "talk.txt").read_text()
    labels = [label for label in ("Zoë Hill", "Zoë Cox", "Zoë Ash", "Ned Barrow") if label in left]
    assert labels == ["Zoë Cox", "Zoë Ash", "Ned Barrow"]


@pytest.mark.parametrize("label", ["Zoë", "Zoë Hill Unverified", "P01", "Zoe Hil"])
def test_a_label_that_may_be_theirs_is_asked_about_before_anything_goes(
    tmp_path: Path, label: str
) -> None:
    opened = another(
        tmp_path / "e", TWO_JANES, talk=talk(label, "Ned Barrow"), own=talk("Zoë Hill")
    )
    before = {path: path.read_bytes() for path in opened.sources.iterdir()}
    with pytest.raises(InputError) as caught:
        withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    assert str(caught.value) == (
        f"P1: nothing was taken out: '{label}' may be P1 or somebody else. Say so in people.csv: add "
        "the label to their aliases, or give the other person a row; then withdraw again."
    )
    assert {path: path.read_bytes() for path in opened.sources.iterdir()} == before


def test_a_withdrawal_that_finds_nothing_says_so_and_lists_the_nearest(tmp_path: Path) -> None:
    opened = another(tmp_path / "e", TWO_JANES, talk=talk("Zahra Mill", "Ned Barrow"))
    with pytest.raises(InputError) as caught:
        withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    assert str(caught.value) == (
        "P1: nothing was taken out: they speak in no transcript, and none names them. If they speak "
        "under another label, add it to their aliases in people.csv and withdraw again; if they "
        "never took part, delete their row. The nearest speakers: 'Zahra Mill'."
    )
    assert caught.value.exit_code == 2
    assert (opened.folder / "people.csv").read_text() == TWO_JANES


@pytest.mark.parametrize(
    ("id", "nearest"),
    [("P01", " The nearest: P1."), ("P4", " The nearest: P1, P2, P3."), ("x", "")],
)
def test_an_id_that_is_not_there_is_answered_with_the_nearest(
    tmp_path: Path, id: str, nearest: str
) -> None:
    opened = another(tmp_path / "e", TWO_JANES)
    with pytest.raises(InputError) as caught:
        person_with_id(opened, id)
    assert str(caught.value) == (
        f"people.csv: nobody has the id {id}. Give the id of the person, as people.csv "
        f"has it.{nearest}"
    )


def test_copies_of_a_source_go_as_well(tmp_path: Path) -> None:
    own, shared = talk("Zoë Hill"), talk("Zoë Hill", "Ned Barrow")
    opened = another(tmp_path / "e", TWO_JANES, a=own, b=own, c=shared, d=shared, e=own)
    done = withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    assert (done.deleted, done.rewritten) == (
        ("a.txt", "b.txt", "e.txt"),
        ("c.txt", "d.txt"),
    )
    assert sorted(path.name for path in opened.sources.iterdir()) == ["c.txt", "d.txt"]
    assert [path for path in opened.sources.iterdir() if "Hill" in path.read_text()] == []


def test_what_was_answered_about_their_files_goes_too(tmp_path: Path) -> None:
    opened = another(tmp_path / "e", TWO_JANES, talk=talk("Zoë Hill", "Ned Barrow"))
    path = opened.folder / FILE
    theirs = SpeakersAnswer("talk.txt", ("Zoë Hill",))
    others = SpeakersAnswer("other.txt", ("Ned Barrow",))
    path.write_bytes(with_answer(with_answer(b"", theirs), others))
    withdraw(opened, person_with_id(opened, "P1"), lambda: cache(opened), date(2026, 6, 1))
    assert load_answers(path.read_bytes()) == (others,)
    assert "Hill" not in path.read_text()
