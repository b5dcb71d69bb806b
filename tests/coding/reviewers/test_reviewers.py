"""Reviewers: who is let in, what is kept of how they log in, and what the commands say."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from coding import Evaluation
from coding.evaluation import tables
from coding.evaluation.database import Store, open_store
from coding.evaluation.new import new_evaluation
from coding.review.access.attempts import MOST_FAILURES, MOST_KEYS, WITHIN_SECONDS, Attempts
from coding.reviewers import reviewers as r
from corpora.errors import InputError
from flows.cli.main import main

AT = "2026-03-02T10:00:00+00:00"
PASSWORD = "three plain words"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


@pytest.mark.parametrize(
    ("name", "role", "what"),
    [
        ("", "staff", "a reviewer needs a name that can be shown"),
        (" \n ", "staff", "a reviewer needs a name that can be shown"),
        ("A" * 61, "staff", "a reviewer needs a name that can be shown"),
        ("A\x1b[2JB", "staff", "a reviewer needs a name that can be shown"),
        ("A\u202eB", "staff", "a reviewer needs a name that can be shown"),
        ("AB", "", "there is no such role"),
        ("AB", "boss", "there is no such role"),
    ],
)
def test_a_name_or_role_that_will_not_do(store: Store, name: str, role: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        r.add(store, name, role, AT)
    assert caught.value.what == what
    assert r.everybody(store) == []


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_a_password_that_will_not_do(store: Store, password: str) -> None:
    with pytest.raises(InputError, match="too short or too long"):
        r.add(store, "AB", "staff", AT, password=password)
    assert r.everybody(store) == []


def test_a_link_lets_its_reviewer_in_and_nobody_else(store: Store) -> None:
    token = r.add(store, "  A  B ", "Lived  Experience", AT)
    other = r.add(store, "CD", "researcher", AT)
    found = [r.by_link(store, given) for given in (token, other, token + "x", token[:-1], "")]
    assert [each and each.name for each in found] == ["A B", "CD", None, None, None]
    assert r.by_password(store, "A B", "") is None


def test_a_password_lets_its_reviewer_in_and_no_link_does(store: Store) -> None:
    assert r.add(store, "AB", "staff", AT, password=PASSWORD) == ""
    r.add(store, "CD", "staff", AT)
    tried = [
        ("AB", PASSWORD),
        ("AB", PASSWORD + "x"),
        ("AB", ""),
        ("CD", PASSWORD),
        ("X", PASSWORD),
    ]
    found = [r.by_password(store, *each) for each in tried]
    assert [each and each.name for each in found] == ["AB", None, None, None, None]
    assert r.by_link(store, "") is None


def test_of_a_link_and_a_password_only_hashes_are_kept(store: Store, tmp_path: Path) -> None:
    token = r.add(store, "AB", "staff", AT)
    r.add(store, "CD", "staff", AT, password=PASSWORD)
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"$argon2id$" in kept
    assert token.encode() not in kept
    assert PASSWORD.encode() not in kept


def test_who_is_removed_is_let_in_no_longer_and_stays_on_the_list(store: Store) -> None:
    token = r.add(store, "AB", "staff", AT)
    r.remove(store, "AB")
    assert r.by_link(store, token) is None
    assert r.active_reviewer(store, "AB") is None
    assert [(each.name, each.active) for each in r.everybody(store)] == [("AB", False)]
    with pytest.raises(InputError, match="there is no reviewer of this name"):
        r.remove(store, "AB")


def test_who_comes_back_gets_a_new_link(store: Store) -> None:
    old = r.add(store, "AB", "staff", AT)
    with pytest.raises(InputError, match="there is a reviewer of this name already"):
        r.add(store, "AB", "researcher", AT)
    r.remove(store, "AB")
    new = r.add(store, "AB", "researcher", AT)
    back = r.by_link(store, new)
    assert r.by_link(store, old) is None
    assert back and (back.role, back.added_at) == ("researcher", AT)


def test_a_new_link_ends_the_old_one_and_changes_the_proof(store: Store) -> None:
    old = r.add(store, "AB", "staff", AT)
    before = r.by_link(store, old)
    new = r.renew(store, "AB")
    after = r.by_link(store, new)
    assert r.by_link(store, old) is None
    assert before and after and before.proof != after.proof
    with pytest.raises(InputError, match="there is no reviewer of this name"):
        r.renew(store, "CD")


def test_five_failures_and_then_a_wait() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(MOST_FAILURES):
        assert attempts.wait("AB") == 0
        attempts.failed("AB")
        now[0] += 1
    assert attempts.wait("CD") == 0
    assert attempts.wait("AB") == WITHIN_SECONDS - MOST_FAILURES + 1
    now[0] = WITHIN_SECONDS - 0.5
    assert attempts.wait("AB") == 1
    now[0] = WITHIN_SECONDS
    assert attempts.wait("AB") == 0
    attempts.failed("AB")
    assert attempts.wait("AB") > 0
    attempts.worked("AB")
    assert attempts.wait("AB") == 0


def test_what_is_remembered_of_failures_has_an_end() -> None:
    attempts = Attempts(lambda: 0.0)
    for key in range(MOST_KEYS + 10):
        attempts.failed(str(key))
    assert len(attempts._failed) == MOST_KEYS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_evaluation(tmp_path / "hub")
    return tmp_path / "hub"


def test_a_link_without_an_address_holds_no_placeholder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reviewers", "add", str(folder), "AB", "--role", "staff"]) == 0
    printed = capsys.readouterr().out
    assert "  /enter/" in printed and "under [team]" in printed
    assert "ADDRESS" not in printed


def test_the_commands_add_renew_list_and_remove(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (folder / "evaluation.toml").read_text()
    given = settings.replace('address = ""', 'address = "https://heard.team.example:8443/"')
    (folder / "evaluation.toml").write_text(given)
    store = Evaluation.open(folder).store
    assert main(["reviewers", "list", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("There are no reviewers yet.")
    assert main(["reviewers", "add", str(folder), "AB", "--role", "unpaid carer"]) == 0
    first = capsys.readouterr().out
    address = "  https://heard.team.example:8443/enter/"
    token = next(line for line in first.splitlines() if line.startswith(address))
    found = r.by_link(store, token.removeprefix(address))
    assert found and found.name == "AB"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    command = ["reviewers", "add", str(folder), "CD", "--role", "staff", "--password"]
    assert main(command) == 0
    assert "enter/" not in capsys.readouterr().out
    assert r.by_password(store, "CD", PASSWORD)
    assert main(["reviewers", "renew", str(folder), "AB"]) == 0
    assert "/enter/" in capsys.readouterr().out
    assert main(["reviewers", "remove", str(folder), "CD"]) == 0
    capsys.readouterr()
    assert main(["reviewers", "list", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "AB  unpaid carer      link      nothing handed out",
        "CD  staff             removed   nothing handed out",
    ]
    assert main(["reviewers", "remove", str(folder), "CD"]) == 2
    assert "there is no reviewer of this name" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["heard.example", "http://heard.example", "https://a/b", "https://a b"]
)
def test_an_address_without_https_is_no_address(
    folder: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = (folder / "evaluation.toml").read_text()
    (folder / "evaluation.toml").write_text(
        settings.replace('address = ""', f'address = "{address}"')
    )
    assert main(["reviewers", "list", str(folder)]) == 2
    assert "must be like" in capsys.readouterr().err


def test_two_who_add_the_same_name_at_once_make_one_reviewer(store: Store) -> None:
    r.add(store, "AB", "staff", AT)
    with pytest.raises(InputError):
        r.add(store, "AB", "staff", AT)
    with store.reading() as connection:
        assert len(connection.execute(select(tables.reviewers)).all()) == 1
