"""What a draft is compared with before anything is published: the codebook of the last run."""

from datetime import date
from pathlib import Path

from fake_words import Words
from hub import hub

from coding import Evaluation
from coding.embedding.vectors import VectorCache
from coding.published.last_run import FILE, codebook_of_last_run, keep_codebook
from coding.revisions.choice import chosen_codebook, newest
from coding.suggestions.suggest import embed, suggest
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id
from flows.cli.main import main

SMALL = """title: Small
version: 1.0
themes:
- id: heard
  name: Felt heard
  codes:
  - {id: voice, name: Voice, definition: They said what they think., examples: [They listened to me.]}
"""


def test_a_draft_is_compared_with_what_the_last_run_used(tmp_path: Path) -> None:
    path = tmp_path / "hub" / "codebook.yaml"
    hub(tmp_path / "hub").store.close()
    path.write_text(SMALL)
    evaluation = Evaluation.open(tmp_path / "hub")
    cache, excerpts = VectorCache(None, Words()), evaluation.excerpts()
    embed(evaluation, excerpts, cache)
    assert suggest(evaluation, excerpts, cache)
    path.write_text(SMALL.replace("name: Voice", "name: Quite another"))
    changed = Evaluation.open(tmp_path / "hub")
    what, before = newest(changed)
    assert (what, before.codes[0].name) == ("the codebook of the last run", "Voice")
    assert chosen_codebook("draft", changed)[1].codes[0].name == "Quite another"


def test_before_a_run_it_is_the_file_itself(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    assert codebook_of_last_run(evaluation) is None
    assert newest(evaluation)[0] == "codebook.yaml"


def test_what_is_kept_is_for_the_owner_alone_and_goes_with_whoever_leaves(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    keep_codebook(evaluation)
    path = evaluation.hidden / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    person = person_with_id(evaluation, "P1")
    withdraw(evaluation, person, lambda: VectorCache(None, Words()), date(2026, 6, 1))
    assert not path.exists()
    assert codebook_of_last_run(evaluation) is None


def test_a_codebook_kept_by_another_version_of_the_program_is_passed_over(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    keep_codebook(evaluation)
    (evaluation.hidden / FILE).write_text("strange: 1\n")
    assert codebook_of_last_run(evaluation) is None
    evaluation.store.close()
    assert main(["codebook", "versions", str(evaluation.folder)]) == 0
