"""Contributors, history, status, moving a code, and the file itself: every other byte as it was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebooks.codebook import ROLES, Change, Contributor, Role
from codebooks.editing.edit import edit_file, retire
from codebooks.editing.edit_credits import add_change, add_contributor
from codebooks.editing.edit_places import move, set_status
from codebooks.load import loads, shipped
from corpora.errors import CodebookError

ONE = """\
# Above.
title: T   # the title
version: "1.0"
themes:
  - id: heard
    name: Felt heard
    codes:
      # About voice.
      - id: voice
        name: Voice   # a comment
        status: draft   # for now

      - id: bare
        name: Bare
        examples:
          - I spoke.   # here

  - id: done
    name: Done
    codes:
      - id: change
        name: Change
# Below.
"""
JB = Contributor("JB", "unpaid carer")
STEP = Change("1.1", "2026-03-02", "RW", "wording: voice; it's clearer")
JB_LINE = '{name: "JB", role: unpaid carer}'
STEP_LINE = '{version: "1.1", at: 2026-03-02, by: "RW", note: "wording: voice; it\'s clearer"}'
Edit = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (lambda c: add_contributor(c, JB), ONE, f"{ONE}contributors:\n- {JB_LINE}\n"),
        (
            lambda c: add_contributor(c, JB),
            f"contributors: []   # nobody yet\n{ONE}",
            f"contributors: [{JB_LINE}]   # nobody yet\n{ONE}",
        ),
        (
            lambda c: add_contributor(c, JB),
            f"contributors:\n  - name: RW   # she\n    role: researcher   # too\n# end\n{ONE}",
            f"contributors:\n  - name: RW   # she\n    role: researcher   # too\n  - {JB_LINE}\n# end\n{ONE}",
        ),
        (lambda c: add_change(c, STEP), ONE, f"{ONE}history:\n- {STEP_LINE}\n"),
        (lambda c: add_change(c, STEP), ONE.rstrip(), f"{ONE}history:\n- {STEP_LINE}\n"),
        (
            lambda c: set_status(c, "voice", "agreed"),
            ONE,
            ONE.replace("status: draft   #", "status: agreed   #"),
        ),
        (
            lambda c: set_status(c, "change", "agreed"),
            ONE,
            ONE.replace("name: Change\n", "name: Change\n        status: agreed\n"),
        ),
    ],
)
def test_an_edit_changes_what_it_is_to_change_and_no_other_byte(
    edit: Edit, before: str, after: str
) -> None:
    assert edit(before.encode()).decode() == after
    windows = before.replace("\n", "\r\n")
    assert edit(windows.encode()).decode() == after.replace("\n", "\r\n")


BARE = """\
      - id: bare
        name: Bare
        examples:
          - I spoke.   # here
"""
CHANGE = "      - id: change\n        name: Change\n"


def test_a_code_moves_down_with_its_lines() -> None:
    expected = ONE.replace(BARE, "").replace(CHANGE, CHANGE + BARE)
    assert move(ONE.encode(), "bare", "done").decode() == expected


def test_a_code_moves_up_with_its_lines() -> None:
    two = ONE.replace(CHANGE, CHANGE + CHANGE.replace("hange", "hance"))
    third = CHANGE.replace("hange", "hance")
    expected = two.replace(third, "").replace(BARE, BARE + third)
    assert move(two.encode(), "chance", "heard").decode() == expected
    assert move(two.removesuffix("# Below.\n").rstrip().encode(), "chance", "heard").decode() == (
        expected.removesuffix("# Below.\n")
    )


@pytest.mark.parametrize(
    "edit",
    [
        lambda c: add_contributor(c, Contributor(" JB ", "unpaid carer")),
        lambda c: set_status(c, "voice", "draft"),
        lambda c: move(c, "voice", "heard"),
    ],
)
def test_where_there_is_nothing_to_change_every_byte_stays(edit: Edit) -> None:
    content = add_contributor(ONE.encode(), JB)
    assert edit(content) == content


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda c: add_contributor(c, Contributor("jb", "staff")), "the contributor 'jb' stands"),
        (lambda c: add_contributor(c, Contributor(" ", "staff")), "name of a contributor is empty"),
        (lambda c: add_change(c, replace(STEP, at="2.3.2026")), "'2.3.2026' is not a date"),
        (lambda c: move(c, "nobody", "done"), "there is no such code"),
        (lambda c: move(c, "bare", "nowhere"), "there is no such theme"),
        (lambda c: move(c, "change", "heard"), "cannot be moved by the program"),
        (lambda c: set_status(c, "nobody", "agreed"), "there is no such code"),
    ],
)
def test_what_cannot_be_done_is_refused(edit: Edit, said: str) -> None:
    with pytest.raises(CodebookError, match=said):
        edit(add_contributor(ONE.encode(), JB))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30
)


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS, st.sampled_from(ROLES))
def test_any_name_and_any_note_read_as_they_were(name: str, note: str, role: Role) -> None:
    content = add_contributor(ONE.encode(), Contributor(name, role))
    content = add_change(content, replace(STEP, by=name, note=note))
    book = loads(content, where="x")
    assert book.contributors == (Contributor(name, role),)
    assert book.history == (replace(STEP, by=name, note=note),)
    assert book.hash == loads(ONE.encode(), where="x").hash
    assert content.startswith(ONE.encode())


def test_codes_of_the_shipped_codebook_move_and_take_a_status() -> None:
    book = loads(shipped(), where="x")
    rows = sorted(shipped().splitlines())
    for code in book.codes[::34]:
        theme = next(t.id for t in book.themes if code not in t.codes)
        moved = move(shipped(), code.id, theme)
        assert loads(moved, where="x").theme_of(code.id).codes[-1] == code
        assert sorted(moved.splitlines()) == rows
        agreed = loads(set_status(shipped(), code.id, "agreed"), where="x")
        assert agreed.code(code.id) == replace(code, status="agreed")


def test_a_file_is_edited_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(ONE)
    assert edit_file(path, lambda content: retire(content, "voice")) is True
    edited = path.read_text()
    assert edited == ONE.replace("status: draft", "status: retired")
    assert edit_file(path, lambda content: retire(content, "voice")) is False
    with pytest.raises(CodebookError):
        edit_file(path, lambda content: retire(content, "nobody"))
    assert path.read_text() == edited and list(tmp_path.iterdir()) == [path]
