"""What becomes of each source when somebody withdraws, and of what belongs to others. All invented."""

from datetime import date
from pathlib import Path

import pytest
from letters import Letters
from sqlalchemy import select

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.new import new_evaluation
from coding.evaluation.published_counts import PublishedCount, keep_published, published_counts
from coding.findings.publication import taking_part
from coding.intake.cutting import read_and_cut
from coding.intake.speakers_file import FILE, SpeakersAnswer, load_answers, with_answer
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.plan import Withdrawal, plan_withdrawal
from coding.withdrawal.sureness import person_with_id
from corpora.cutting_out.take_out import taken_out
from corpora.errors import InputError

PEOPLE = (
    "id,name,aliases,group,role\nP1,Zephyrine Quillfeather,ZQ,,\nP2,Ned Barrow,NB,,\n"
    "P3,Ida Moss,,,interviewer\nP4,Tomas Reed,,facilitators,\n"
)
HER = "Zephyrine Quillfeather"


def talk(*labels: str) -> str:
    said = [
        f"{label}: They asked {n} of us about the letters, and then wrote it all down for once."
        for n in ("one", "two", "three")
        for label in labels
    ]
    return "\n\n".join(said) + "\n"


def another(folder: Path, **transcripts: str) -> Evaluation:
    """A small evaluation, read and cut; a name's `__` is a hyphen."""
    new_evaluation(folder)
    (folder / "people.csv").write_text(PEOPLE)
    for name, text in transcripts.items():
        (folder / "transcripts" / f"{name.replace('__', '-')}.txt").write_text(text)
    opened = Evaluation.open(folder)
    read_and_cut(opened)
    return opened


def without_her(evaluation: Evaluation) -> Withdrawal:
    cache = VectorCache(evaluation.hidden / "vectors", Letters())
    person = person_with_id(evaluation, "P1")
    return withdraw(evaluation, person, lambda: cache, date(2026, 6, 1))


def decide(evaluation: Evaluation) -> None:
    """A decision about every excerpt."""
    ids = evaluation.excerpts()["excerpt_id"]
    made = [Decision(id, id, "voice", "accept", "positive", "R1", "2026", "1.0") for id in ids]
    append_all(evaluation.store, made)


@pytest.mark.parametrize(
    ("name", "labels", "how"),
    [
        ("interview", (HER, "Ida Moss"), "deleted"),
        ("interview", (HER, "Interviewer"), "deleted"),
        ("interview", (HER, "Ned Barrow"), "in place"),
        ("interview", (HER, "Interviewer", "Ned Barrow"), "in place"),
        ("focus__group", (HER, "Tomas Reed"), "in place"),
        ("focus__group", (HER, "Facilitator"), "in place"),
        ("focus__group", (HER, "Somebody Else", "Facilitator"), "in place"),
    ],
)
def test_a_source_is_deleted_only_where_nobody_else_is_heard(
    tmp_path: Path, name: str, labels: tuple[str, ...], how: str
) -> None:
    opened = another(tmp_path / "e", **{name: talk(*labels)})
    planned = plan_withdrawal(opened, person_with_id(opened, "P1"))
    assert [cut.how for cut in planned.cuts] == [how]


def test_where_one_source_cannot_be_cut_no_file_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "a": talk(HER, "Ned Barrow"),
        "b": talk("Ned Barrow", HER),
        "own": talk(HER, "Ida Moss"),
    }
    opened = another(tmp_path / "e", **texts)
    decide(opened)
    before = {p: p.read_bytes() for p in opened.folder.glob("*/*.txt")}

    def but_not_b(content: bytes, *rest: object) -> object:
        return "turns" if content == texts["b"].encode() else taken_out(content, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("coding.withdrawal.cuts.taken_out", but_not_b)
    with pytest.raises(InputError) as caught:
        without_her(opened)
    assert str(caught.value) == (
        "b.txt: nothing was taken out, here or in any other file: without the person's words it would "
        "be read otherwise: somebody else's turns, times or names of speakers would change. Take what "
        "P1 said, and their name, out of the file by hand, save it, and withdraw again."
    )
    assert {p: p.read_bytes() for p in opened.folder.glob("*/*.txt")} == before
    assert len(opened.decisions()) == len(opened.excerpts())


def test_who_is_not_in_people_csv_keeps_words_decisions_and_pseudonym(tmp_path: Path) -> None:
    opened = another(tmp_path / "e", hub=talk("Ann Stranger", HER, "Ned Barrow", "Bo Stranger"))
    decide(opened)
    columns = ["pseudonym", "text"]
    frame = opened.excerpts()
    before = frame.loc[frame["participant"] != "P1", columns].to_numpy().tolist()
    without_her(opened)
    after = Evaluation.open(opened.folder)
    assert after.excerpts()[columns].to_numpy().tolist() == before
    assert set(after.decisions()["excerpt_id"]) == set(after.excerpts()["excerpt_id"])


def test_who_was_counted_and_is_not_in_people_csv_is_no_other_person_afterwards(
    tmp_path: Path,
) -> None:
    """What is counted of the notes would be printed anew if all of them had changed."""
    notes = f"Present: Ann Bell (AB), {HER} (ZQ), Cy Dunn (CD), Eve Frost (EF)\n\n" + talk(
        "AB", "ZQ"
    )
    opened = another(tmp_path / "e", meeting__notes=notes, hub=talk("Bo Stranger", HER))
    with opened.store.writing() as connection:
        keep_published(connection, {("all",): counted(opened)}, ["report.html"], "2026-03-02")
    without_her(opened)
    after = Evaluation.open(opened.folder)
    with after.store.reading() as connection:
        kept = published_counts(connection)["all",]
    now = counted(after)
    assert len(now.people) == 5
    assert (kept.people, kept.unnamed) == (now.people, 1)


def counted(evaluation: Evaluation) -> PublishedCount:
    """Everybody who is there, as a count that was handed out."""
    heard = taking_part(evaluation)["participant"]
    people = frozenset({*evaluation.attendance()["participant"], *heard})
    return PublishedCount(None, "fewer than 5", people)


def test_nothing_of_hers_stays_in_the_database_under_a_mark(tmp_path: Path) -> None:
    opened = another(tmp_path / "e", hub=talk(HER, "Ned Barrow", "Somebody Else"))
    without_her(opened)
    t, u = tables.transcripts, tables.turns
    with opened.store.reading() as connection:
        text = connection.execute(select(t.c.text)).scalar_one()
        marked = connection.execute(select(u).where(u.c.speaker == "[withdrawn]")).all()
    assert {text[turn.start : turn.end] for turn in marked} <= {"", "[withdrawn]"}


def test_a_file_that_is_called_after_her_has_another_name_afterwards(tmp_path: Path) -> None:
    opened = another(tmp_path / "e", zephyrine_quillfeather_and_ned=talk("Ned Barrow", "NB2", HER))
    answer = SpeakersAnswer("zephyrine_quillfeather_and_ned.txt", (HER, "NB2"))
    (opened.folder / FILE).write_bytes(with_answer(b"", answer))
    without_her(opened)
    assert [path.name for path in opened.sources.iterdir()] == ["[withdrawn]_and_ned.txt"]
    left = load_answers((opened.folder / FILE).read_bytes())
    assert left == (SpeakersAnswer("[withdrawn]_and_ned.txt", ("NB2",)),)
