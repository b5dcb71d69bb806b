"""Edits of a codebook's file: exactly what was asked, and every other byte as it was."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebooks.codebook import Code, Example
from codebooks.editing.edit import add_code, add_example, retire, reword, set_version
from codebooks.editing.yaml_text import one_line, single_spaced
from codebooks.load import loads, shipped
from codebooks.yaml.nodes import Fields, Items, Node, Scalar, read_nodes
from corpora.errors import CodebookError

BLOCK = """\
# Above.
title: T   # the title
version: '1.0'
themes:
  - id: heard
    name: Felt heard
    codes:
      # Before the first.
      - id: voice
        name: Voice   # a comment
        definition: >-
          Could
          speak.

        # About examples.
        examples:
          positive:
            - I spoke.   # a comment
            - |
              A block.
          # Between.
          negative: [Nobody let me.]
        status: draft   # for now

      - id: bare
        name: Bare
  - {id: done, name: Done, codes: [{id: tight, name: Tight, examples: [A, "B"]}]}
# Below.
"""
NEW = Code(
    "new",
    "New: one",
    "What it\nmeans, no?",
    ("a # b",),
    ("- c",),
    (Example("no", "mixed"), Example("'Well'", "neutral")),
    (Example("[x]"),),
    aspect="impact",
    principle="equality",
    cues=("ask* ... us",),
    notes="N " * 80 + "end.",
    frameworks=(("4pi", "process"), ("4pi", "impact"), ("scie", "diversity")),
    colour="#AABBCC",
    replaces=("bare",),
)
Edit = Callable[[bytes], bytes]
EDITS: list[tuple[Edit, str, str]] = [
    (lambda c: set_version(c, "1.1"), "'1.0'", "'1.1'"),
    (lambda c: retire(c, "voice"), "draft", "retired"),
    (lambda c: retire(c, "bare"), "name: Bare", "name: Bare\n        status: retired"),
    (lambda c: retire(c, "tight"), '"B"]', '"B"], status: retired'),
    (lambda c: reword(c, "voice", "Was: able."), ">-\n          Could\n          speak.", '"Was: able."'),
    (
        lambda c: reword(c, "bare", "One.\n\nTwo."),
        "name: Bare",
        "name: Bare\n        definition: >-\n          One.\n\n\n          Two.",
    ),
    (lambda c: reword(c, "tight", "So\nit"), "name: Tight", 'name: Tight, definition: "So\\nit"'),
    (
        lambda c: add_example(c, "voice", "No  more.", "positive"),
        "A block.",
        "A block.\n            - No more.",
    ),
    (lambda c: add_example(c, "voice", "#2", "negative"), "let me.", 'let me., "#2"'),
    (
        lambda c: add_example(c, "voice", "Both.", "mixed"),
        "[Nobody let me.]",
        "[Nobody let me.]\n          mixed:\n            - Both.",
    ),
    (
        lambda c: add_example(c, "bare", "See.", to="counter_examples"),
        "name: Bare",
        "name: Bare\n        counter_examples:\n          - See.",
    ),
    (lambda c: add_example(c, "tight", "C: d"), '"B"', '"B", "C: d"'),
    (
        lambda c: add_code(c, "heard", Code("short", "Short")),
        "name: Bare",
        "name: Bare\n\n      - id: short\n        name: Short\n        aspect: process\n"
        "        status: draft",
    ),
    (
        lambda c: add_code(c, "done", Code("short", "Short")),
        '"B"]}',
        '"B"]}, {"id": "short", "name": "Short", "aspect": "process", "status": "draft"}',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "before", "after"), EDITS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_edit_changes_what_it_is_to_change_and_no_other_byte(
    edit: Edit, before: str, after: str, end: str, mark: str
) -> None:
    assert BLOCK.count(before) == 1
    given_bytes = (mark + BLOCK.replace("\n", end)).encode()
    expected = (mark + BLOCK.replace(before, after).replace("\n", end)).encode()
    assert edit(given_bytes) == expected
    without_last = given_bytes.removesuffix(f"# Below.{end}".encode()).removesuffix(end.encode())
    assert edit(without_last) == expected.removesuffix(f"# Below.{end}".encode()).removesuffix(
        end.encode()
    )


@pytest.mark.parametrize("theme", ["heard", "done"])
def test_a_whole_code_is_added_as_it_is(theme: str) -> None:
    book = loads(add_code(BLOCK.encode(), theme, NEW), where="x")
    assert book.code("new") == NEW
    assert book.theme_of("new").codes[-1] == NEW


@pytest.mark.parametrize(
    "edit",
    [
        lambda c: set_version(c, "1.0"),
        lambda c: reword(c, "voice", " Could  speak. "),
        lambda c: add_example(c, "voice", "I  spoke.", "positive"),
        lambda c: retire(retire(c, "bare"), "bare").replace(b"\n        status: retired", b""),
    ],
)
def test_where_there_is_nothing_to_change_every_byte_stays(edit: Edit) -> None:
    assert edit(BLOCK.encode()) == BLOCK.encode()


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda c: retire(c, "voic"), "voic: there is no such code. Codes: voice, bare, tight"),
        (lambda c: reword(c, "voice", " "), "the definition is empty"),
        (lambda c: add_example(c, "voice", "x"), "its examples have a direction. Give one here"),
        (lambda c: add_example(c, "tight", "x", "mixed"), "its examples have no direction"),
        (lambda c: add_example(c, "bare", " "), "a phrase of examples is empty"),
        (lambda c: add_code(c, "none", NEW), "none: there is no such theme. Themes: heard, done"),
        (lambda c: add_code(c, "heard", Code("voice", "Other")), "code id 'voice' stands twice"),
        (
            lambda c: add_code(c, "heard", Code("x", "X", sources=("s",))),
            "source 's' is not defined",
        ),
        (
            lambda c: add_code(c, "heard", Code("x", "X", include=("a  b",))),
            "cannot be edited by the program",
        ),
        (
            lambda c: add_code(
                c, "heard", Code("x", "X", examples=(Example("a"), Example("b", "mixed")))
            ),
            "some examples have a direction and some have none",
        ),
        (lambda c: reword(c, "voice", "\x1b[2J"), "control character"),
        (lambda c: set_version(b"a: b", "2"), "'a' is not a field of the codebook"),
    ],
)
def test_what_cannot_be_done_is_refused(edit: Edit, said: str) -> None:
    with pytest.raises(CodebookError) as caught:
        edit(BLOCK.encode())
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["no", "Yes", "~", "1.1", "- a", "a: b", "a #b", "a, b", "[a]", "'", '"', "?", "a\\b", "é"],
)
def test_text_written_in_a_list_reads_as_it_was(text: str) -> None:
    content = BLOCK.replace("- I spoke.   # a comment", f"- {one_line(text)}").encode()
    assert loads(content, where="x").code("voice").examples[0] == Example(text, "positive")


def spread(node: Node, text: str) -> list[tuple[str, str]]:
    """What stands at each node's place, beside what it says."""
    if isinstance(node, Scalar):
        return [(text[node.place.start : node.place.end], node.text)]
    inside = node.items if isinstance(node, Items) else [n for pair in node.entries for n in pair]
    assert not inside or node.place.end >= inside[-1].place.end
    return [each for part in inside for each in spread(part, text)]


def test_a_place_is_where_the_text_stands() -> None:
    told = spread(read_nodes(BLOCK.encode(), where="x"), BLOCK)
    assert ("'1.0'", "1.0") in told and ("Nobody let me.", "Nobody let me.") in told
    assert ("|\n              A block.", "A block.\n") in told
    node = read_nodes(BLOCK.encode(), where="x")
    assert isinstance(node, Fields) and BLOCK[node.place.end :] == "\n# Below.\n"


SHIPPED = loads(shipped(), where="coproduction.yaml")
WORDS = st.text(st.sampled_from("aé B:#-'\"\\,[]{}&*!|>%@`?\n\t\u2028"), max_size=200)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([c.id for c in SHIPPED.codes]), WORDS, st.sampled_from(["positive", "mixed"])
)
def test_any_text_is_put_in_and_nothing_else_is_touched(id: str, words: str, way: str) -> None:
    """What stands before and after the piece that was put in is what stood there before."""
    said = " ".join(words.split()) or "x"
    content = BLOCK.replace("id: voice", f"id: {id}").encode()
    edits: list[Edit] = [
        lambda c: add_example(c, id, said, way),  # type: ignore[arg-type]
        lambda c: add_example(c, id, said, to="counter_examples"),
        lambda c: add_code(
            c, "heard", replace(NEW, notes=single_spaced(words), examples=(Example(said),))
        ),
    ]
    for edit in edits:
        after = edit(content)
        kept = len(after) - len(content)
        at = next((i for i, (a, b) in enumerate(zip(content, after, strict=False)) if a != b), 0)
        assert any(
            after[:i] + after[i + kept :] == content for i in range(max(0, at - 200), at + 1)
        )
    reworded = reword(content, id, words + "x")
    start, end = content.index(b">-\n"), content.index(b"speak.") + len(b"speak.")
    assert reworded.startswith(content[:start]) and reworded.endswith(content[end:])
    assert loads(reworded, where="x").code(id).definition == single_spaced(words + "x")


def test_the_shipped_codebook_takes_every_edit() -> None:
    content = shipped()
    after = add_code(set_version(content, "9.9"), "valued", NEW)
    after = add_example(
        reword(retire(after, "trust"), "voice", "Said it."), "voice", "Ay.", "mixed"
    )
    lines, kept = after.decode().splitlines(), content.decode().splitlines()
    gone = [line for line in kept if line not in lines]
    assert gone == [
        *[line for line in kept if line.startswith("version: ")],
        *kept[kept.index("        name: Able to speak freely") + 2 :][:2],
    ]
