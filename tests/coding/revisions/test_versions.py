"""Versions of the codebook: signed by a mix of roles, published once, never altered."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import story

from codebooks.change.versions import SignOff, file_hash, file_name, missing, sign_offs_of
from codebooks.codebook import Role
from coding import Evaluation
from coding.evaluation import tables
from coding.evaluation.new import new_evaluation
from coding.revisions import versions as codebook_versions
from coding.revisions.another_look import needs_another_look
from coding.revisions.versions import (
    Signatory,
    freeze_version,
    overview,
    person,
    sign,
    sign_offs,
    verify,
    versions,
)
from corpora.errors import CodebookError, InputError
from corpora.files import lock
from flows.cli.main import main

AT, LATER = "2026-03-01T10:00:00+00:00", "2026-03-02T10:00:00+00:00"
EX, RW = Signatory("EX", "lived experience"), Signatory("RW", "researcher")
NEEDED: tuple[tuple[Role, ...], ...] = (("lived experience", "unpaid carer"), ("researcher",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_evaluation(tmp_path / "ours")
    write(tmp_path / "ours", story.ONE)
    return tmp_path / "ours"


def write(folder: Path, content: str) -> None:
    (folder / "codebook.yaml").write_text(content)


def signed(folder: Path) -> Evaluation:
    evaluation = Evaluation.open(folder)
    sign(evaluation, "draft", EX, AT)
    sign(evaluation, "draft", RW, AT)
    return evaluation


def said(name: str, role: Role, verdict: str = "agree", hash: str = "h") -> SignOff:
    return SignOff("1", hash, name, role, verdict, "", AT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], NEEDED),
        ([said("A", "staff")], NEEDED),
        ([said("A", "researcher")], NEEDED[:1]),
        ([said("A", "unpaid carer")], NEEDED[1:]),
        ([said("A", "unpaid carer"), said("B", "researcher", "dissent")], NEEDED[1:]),
        ([said("A", "unpaid carer"), said("B", "researcher")], ()),
        ([said("A", "researcher"), said("A", "unpaid carer")], NEEDED[1:]),
        ([said("A", "unpaid carer"), said("a", "unpaid carer", "dissent")], NEEDED),
        ([said("A", "unpaid carer", hash="x"), said("B", "researcher")], NEEDED[:1]),
    ],
)
def test_who_is_missing(words: list[SignOff], expected: object) -> None:
    assert missing(sign_offs_of(words, "h"), NEEDED) == expected


def test_one_person_stands_for_one_group_and_the_best_way_is_found() -> None:
    both: tuple[tuple[Role, ...], ...] = (("staff", "researcher"), ("staff",))
    assert missing([said("A", "staff")], both) == (("staff", "researcher"),)
    assert missing([said("A", "staff"), said("B", "researcher")], both) == ()
    assert missing([said("A", "staff")], ()) == ()


@pytest.mark.parametrize(
    "version", ["", ".", "../1", "a/b", "1 1", "draft", "Draft", "1.", "x" * 41]
)
def test_a_version_is_named_so_that_it_can_be_a_file(version: str) -> None:
    with pytest.raises(CodebookError, match="cannot be the number of a version"):
        file_name(version)
    assert file_name("2026-03.b") == "codebook-2026-03.b.yaml"


@pytest.mark.parametrize(
    ("name", "role"), [("", "staff"), (" ", "staff"), ("A", "Doctor"), ("A\x1b", "staff")]
)
def test_nobody_signs_without_a_name_and_a_role(name: str, role: str) -> None:
    with pytest.raises(InputError):
        person(name, role)
    assert person(" R  W", "Unpaid  Carer") == Signatory("R W", "unpaid carer")


def test_it_is_not_published_before_those_have_signed_who_must(folder: Path) -> None:
    evaluation = Evaluation.open(folder)
    with pytest.raises(CodebookError, match="lived experience or unpaid carer, and researcher"):
        freeze_version(evaluation, "1.0", RW, AT)
    sign(evaluation, "1.0", RW, AT)
    with pytest.raises(CodebookError) as caught:
        freeze_version(evaluation, "1.0", RW, AT)
    assert "as lived experience or unpaid carer. Signed so far: RW (researcher)." in str(
        caught.value
    )
    assert versions(evaluation) == [] and not (folder / "codebooks").exists()


def test_a_changed_draft_has_to_be_signed_again(folder: Path) -> None:
    signed(folder)
    write(folder, story.ONE + "# One comment more.\n")
    with pytest.raises(CodebookError, match="Words on an earlier state do not count"):
        freeze_version(Evaluation.open(folder), "1.0", RW, AT)


def test_what_is_published_is_kept_whole(folder: Path) -> None:
    made = freeze_version(signed(folder), "1.0", RW, AT)
    path = folder / "codebooks" / "codebook-1.0.yaml"
    assert path.read_text() == made.content == story.ONE
    assert path.stat().st_mode & 0o777 == 0o444
    evaluation = Evaluation.open(folder)
    assert versions(evaluation) == [made]
    assert made.codebook == evaluation.codebook and made.hash == evaluation.codebook.hash
    assert made.file_hash == file_hash(story.ONE.encode())
    assert (made.published_by, made.role, made.at, made.changes) == ("RW", "researcher", AT, "[]")


def test_the_next_version_says_what_changed_and_carries_decisions_over(tmp_path: Path) -> None:
    evaluation = story.told(tmp_path / "demo")
    story.decide(evaluation)
    before = evaluation.decisions()
    freeze_version(signed(tmp_path / "demo"), "1.0", RW, AT)
    write(tmp_path / "demo", story.TWO)
    made = freeze_version(signed(tmp_path / "demo"), "1.1", RW, LATER)
    kinds = [change["kind"] for change in json.loads(made.changes)]
    assert kinds == ["split", "merge", "meaning", "wording"]
    after = evaluation.decisions()
    assert after.iloc[: len(before)].equals(before)
    added = after.iloc[len(before) :]
    assert len(added) > 0 and set(added["codebook_version"]) == {"1.1"}
    assert set(added["source"]) == {"carried"} and set(added["code_id"]) >= {"belief"}


@pytest.mark.parametrize(
    ("step", "expected"), [("add_all", ["1.0"]), ("write_atomic", ["1.0", "1.1"])]
)
def test_a_version_is_kept_together_with_what_is_carried_over_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, expected: list[str]
) -> None:
    def stop(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    evaluation = story.told(tmp_path)
    story.decide(evaluation)
    freeze_version(signed(tmp_path), "1.0", RW, AT)
    write(tmp_path, story.TWO)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        again = signed(tmp_path)
        patched.setattr(codebook_versions, step, stop)
        freeze_version(again, "1.1", RW, LATER)
    carried = "carried" in set(evaluation.decisions()["source"])
    assert ([each.version for each in versions(evaluation)], carried) == (
        expected,
        "1.1" in expected,
    )
    if not carried:
        freeze_version(Evaluation.open(tmp_path), "1.1", RW, LATER)
    verify(Evaluation.open(tmp_path))
    assert "carried" in set(evaluation.decisions()["source"])
    assert (tmp_path / "codebooks" / "codebook-1.1.yaml").read_text() == story.TWO


def test_dissent_is_kept_with_its_reason_and_the_last_word_counts(folder: Path) -> None:
    evaluation = signed(folder)
    sign(evaluation, "draft", Signatory("JB", "unpaid carer"), AT, dissent=" Too  many words. ")
    sign(evaluation, "draft", Signatory("JB", "unpaid carer"), LATER, dissent="Too many words.")
    freeze_version(evaluation, "1.0", RW, AT)
    words = overview(evaluation)[0].said
    assert [(w.name, w.verdict, w.reason) for w in words] == [
        ("EX", "agree", ""),
        ("RW", "agree", ""),
        ("JB", "dissent", "Too many words."),
    ]
    assert len(sign_offs(evaluation)) == 3
    sign(evaluation, "1.0", Signatory("jb", "unpaid carer"), LATER)
    assert [w.verdict for w in overview(evaluation)[0].said] == ["agree"] * 3
    assert len(sign_offs(evaluation)) == 4


def test_a_version_is_published_once(folder: Path) -> None:
    evaluation = signed(folder)
    freeze_version(evaluation, "1.0", RW, AT)
    with pytest.raises(CodebookError, match=r"version 1\.0 was published by RW on 2026-03-01"):
        freeze_version(evaluation, "1.0", EX, LATER)
    with pytest.raises(CodebookError, match=r"it is version 1\.0, not 1\.1"):
        freeze_version(evaluation, "1.1", EX, LATER)
    with pytest.raises(CodebookError, match=r"Published: 1\.0"):
        sign(evaluation, "2", EX, LATER)


def test_changing_the_codebook_under_a_published_number_is_refused(folder: Path) -> None:
    freeze_version(signed(folder), "1.0", RW, AT)
    verify(Evaluation.open(folder))
    write(folder, "# Only a comment.\n" + story.ONE)
    verify(Evaluation.open(folder))
    write(folder, story.ONE.replace("in plain English", "in good English"))
    with pytest.raises(CodebookError) as caught:
        verify(Evaluation.open(folder))
    assert str(caught.value) == (
        "codebook.yaml: the codebook was changed but still says version 1.0, which was published on "
        "2026-03-01. Give it a new version at its top, such as '1.1', or put "
        "codebooks/codebook-1.0.yaml back."
    )
    assert main(["run", str(folder)]) == 2


def test_altering_a_published_file_is_refused_and_one_taken_away_comes_back(folder: Path) -> None:
    freeze_version(signed(folder), "1.0", RW, AT)
    path = folder / "codebooks" / "codebook-1.0.yaml"
    path.chmod(0o644)
    path.write_bytes(story.ONE.replace("\n", "\r\n").encode())
    verify(Evaluation.open(folder))
    path.write_text(story.ONE + "# more\n")
    with pytest.raises(CodebookError, match=r"is not version 1\.0 as it was published"):
        verify(Evaluation.open(folder))
    assert main(["run", str(folder)]) == 2
    path.unlink()
    verify(Evaluation.open(folder))
    assert path.read_text() == story.ONE


def test_altering_the_record_is_refused(folder: Path) -> None:
    evaluation = signed(folder)
    freeze_version(evaluation, "1.0", RW, AT)
    with evaluation.store.writing() as connection:
        connection.execute(tables.codebook_versions.update().values(content=story.TWO))
    with pytest.raises(CodebookError, match="in the evaluation's record is not what was published"):
        verify(evaluation)


def test_a_file_of_the_same_number_from_elsewhere_is_not_written_over(folder: Path) -> None:
    evaluation = signed(folder)
    (folder / "codebooks").mkdir()
    (folder / "codebooks" / "codebook-1.0.yaml").write_text("theirs")
    with pytest.raises(CodebookError, match="there already, with another content"):
        freeze_version(evaluation, "1.0", RW, AT)
    assert (folder / "codebooks" / "codebook-1.0.yaml").read_text() == "theirs"
    assert versions(Evaluation.open(folder)) == []


PUBLISHING = """
import sys
from pathlib import Path
from coding.revisions.versions import Signatory, freeze_version
from coding import Evaluation
from corpora.errors import CodebookError
evaluation = Evaluation.open(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    freeze_version(evaluation, "1.0", Signatory(sys.argv[2], "researcher"), "2026-03-01T10:00:00+00:00")
    print("published")
except CodebookError as fault:
    print(fault.what)
"""


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(folder: Path) -> None:
    signed(folder)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", PUBLISHING, str(folder), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("RW", "AB")
    ]  # fmt: skip
    for each in both:
        assert each.stdout and each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    told = sorted(each.communicate()[0].strip() for each in both)
    (kept,) = versions(Evaluation.open(folder))
    assert told == ["published", f"version 1.0 was published by {kept.published_by} on 2026-03-01"]
    assert (folder / "codebooks" / "codebook-1.0.yaml").read_text() == story.ONE


def test_who_publishes_while_another_is_at_work_is_told_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed(folder)
    publishing = ["codebook", "publish", "1.0", str(folder), "--by", "AB", "--role", "researcher"]
    with lock(folder / ".heard"):
        assert main(publishing) == 3
    said = capsys.readouterr().err
    assert "is at work here (process " in said
    assert "Nothing was published by you." in said and "heard codebook versions" in said
    assert versions(Evaluation.open(folder)) == []
    assert main(publishing) == 0


def test_the_commands_refuse_publish_and_list(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["--by", "EX", "--role", "lived experience"]
    assert main(["codebook", "publish", "1.0", str(folder), *who]) == 2
    assert "nobody has signed this codebook as" in capsys.readouterr().err
    assert main(["codebook", "sign", "draft", str(folder), *who, "--dissent"]) == 2
    assert "no reason is given" in capsys.readouterr().err
    assert main(["codebook", "sign", "draft", str(folder), *who]) == 0
    assert "somebody has to agree as researcher" in capsys.readouterr().out
    researcher = ["--by", "RW", "--role", "researcher"]
    assert main(["codebook", "sign", "draft", str(folder), *researcher]) == 0
    no = ["--by", "JB", "--role", "staff", "--dissent", "--reason", "Too long."]
    assert main(["codebook", "sign", "1.0", str(folder), *no]) == 0
    capsys.readouterr()
    assert main(["codebook", "publish", "1.0", str(folder), *researcher]) == 0
    assert "Published: version 1.0" in capsys.readouterr().out
    assert main(["codebook", "versions", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1.0: published on ") and "by RW (researcher)" in lines[0]
    assert "JB (staff) does not agree to 1.0" in lines[3] and lines[3].endswith(": Too long.")


def test_a_page_on_the_old_version_keeps_its_version(tmp_path: Path) -> None:
    """F18: version 1.1 is published while somebody decides on a page that shows 1.0."""
    evaluation = story.told(tmp_path / "demo")
    freeze_version(signed(tmp_path / "demo"), "1.0", RW, AT)
    write(tmp_path / "demo", story.TWO)
    freeze_version(signed(tmp_path / "demo"), "1.1", RW, LATER)
    late = story.decide(evaluation)  # opened before: its codebook is 1.0
    assert set(evaluation.decisions()["codebook_version"]) == {"1.0"}
    looks = needs_another_look(Evaluation.open(tmp_path / "demo"))
    assert set(looks["change"]) == {"split", "merge", "meaning"}
    assert set(looks["decision"]) <= {each.key for each in late}
