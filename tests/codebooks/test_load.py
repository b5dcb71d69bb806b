"""codebook.yaml is read strictly: what is refused says where, what is allowed and what to do."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runaway import no_runaway

from codebooks.codebook import Change, Code, Codebook, Contributor, Example, Theme
from codebooks.coding_hash import coding_hash
from codebooks.load import load, loads
from codebooks.yaml.nodes import MAX_BYTES
from corpora.errors import CodebookError, InputError

HEAD = "title: T\nversion: 1.10\nthemes:\n"
SMALL = HEAD + "- id: heard\n  name: Felt heard\n  codes:\n  - {id: voice, name: Voice}\n"
FULL = """\
# A comment.
title: Ours
version: 1.10
about: |
  Two lines
  of text.
sources:
  scie: SCIE 2022
themes:
- id: heard
  name: Felt heard
  about: What it takes.
  codes:
  - id: voice
    name: no
    definition: >
      Could say
      what they think.
    include: [012, 2024-01-01]
    exclude:
    - 'praise: of staff'
    examples:
      negative: [NO]
      positive: [I could
        speak, ~]
    counter_examples: {mixed: ["true"]}
    aspect: impact
    principle: equality
    status: agreed
    frameworks: {4pi: [process], scie: [equality]}
    cues: [speak up]
    notes: Ask the carers' group.
    colour: "#1a6e5b"
    guid: 0f3a1c52-7d11-4c5e-9f4e-2f1f4a1b9c0d
    sources: [scie]
    replaces: [old-voice]
  - id: old
    name: Old
    examples: [A phrase.]
    status: retired
contributors:
- {name: RW, role: unpaid carer}
history:
- {version: 1.10, at: 2026-03-02, by: RW, note: "wording: voice; typing
    errors"}
"""


def refusal(content: bytes | str) -> str:
    """What the error says."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(CodebookError) as caught:
        loads(raw, where="codebook.yaml")
    said = str(caught.value)
    assert said.startswith("codebook.yaml")
    assert ("\n" in said) == ("things are wrong" in said)
    return said.removeprefix("codebook.yaml ").removeprefix("codebook.yaml: ")


def book(*codes: str) -> str:
    """A codebook with these codes; the first stands in line 7."""
    lines = [line for code in codes for line in code.splitlines()]
    return HEAD + "\n".join(["- id: heard", "  name: H", "  codes:", *lines]) + "\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the codebook is empty"),
        (b"# only a comment\n", "the codebook is empty"),
        (b"\xef\xbb\xbf", "the codebook is empty"),
        (b"title: T\n\x00", "line 2, column 1: the file holds the control character U+0000"),
        (b"title: caf\xe9", "line 1, column 11: the file is not UTF-8 text"),
        ("title: T".encode("utf-16"), "line 1, column 1: the file is not UTF-8 text"),
        (b" " * (MAX_BYTES + 1), "the file has 1,000,001 bytes and the limit is 1,000,000"),
        (b"- a\n" * 60_000, "line 50000, column 3: the file holds more than 50,000 entries"),
        (b"[" * 1_000, "line 1, column 21: lists and fields stand more than 20 deep"),
        (b"- " * 1_000 + b"a", "line 1, column 41: lists and fields stand more than 20 deep"),
        (b"a: *b", "line 1, column 4: an alias (*) is not allowed"),
        (b"a: &b c", "line 1, column 4: an anchor (&) is not allowed"),
        (b"a: !!python/name:os.system x", "line 1, column 4: a tag (!) is not allowed"),
        (b"a: !!str no", "line 1, column 4: a tag (!) is not allowed"),
        (b"a: ! no", "line 1, column 4: a tag (!) is not allowed"),
        (b"%YAML 1.1\n---\na: b", "line 1, column 1: a line that begins with % is not"),
        (b"a: b\n---\nc: d", "line 2, column 1: a second document begins"),
        (b"a: b\nc: d\na: e", "line 3, column 1: the field 'a' stands twice; first in line 1"),
        (b"? [a, b]\n: c", "line 1, column 3: a list or mapping stands where the name"),
        (b'a: "\\x1b[2J"', "line 1, column 4: the text holds the control character U+001B"),
        (b'a: "\\ud800"', "line 1, column 4: the text holds the control character U+D800"),
        (b'a: "\\U00110000"', "this is not YAML. Use 'single' quotation marks"),
        (b'a: "\\q"', "line 1, column 6: this is not YAML. Use 'single' quotation marks"),
        (
            b"- I said: no: yes",
            "line 1, column 13: this is not YAML. Put a text that holds a colon",
        ),
        (b"a:\n\t- b", "line 2, column 1: this is not YAML. Indent with spaces, not with tabs"),
        (b'a: b\nc: "d\n', "line 2, column 4: this is not YAML. Close the quotation mark"),
        (b"a:\n  - b\n c: d", "line 3, column 2: this is not YAML. Begin lines that belong"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(content: bytes | str, said: str) -> None:
    assert refusal(content).startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a text", "line 1, column 1: the codebook must have fields (title, version, themes, "),
        ("[]", "line 1, column 1: the codebook must have fields"),
        ("{}", "line 1, column 1: the codebook has no title and no version and no themes"),
        (HEAD, "line 3, column 1: themes must be a list; here is nothing"),
        (HEAD + "  []", "line 4, column 3: no code is in use"),
        (book("  - {id: a, name: A, status: retired}"), "line 4, column 1: no code is in use"),
        (SMALL.replace("T", "''"), "line 1, column 1: title is empty"),
        (SMALL.replace("T", "[T]", 1), "line 1, column 8: title must be a text; here is a list"),
        (SMALL.replace("T", "t" * 201, 1), "line 1, column 8: title is longer than 200 characters"),
        (
            book("  - id: a", "    name: A", "    inclde: []"),
            "line 9, column 5 (a): 'inclde' is not a field of a code; allowed here: id, name, "
            "definition, says_positive, says_negative, include, exclude, examples, counter_examples, "
            "cues, notes, aspect, principle, frameworks, status, sources, replaces, colour, guid. "
            "Did you mean 'include'?",
        ),
        (book("  - {name: A}"), "line 7, column 5: a code has no id. Required here: id, name."),
        (book("  - a phrase"), "line 7, column 5: a code must have fields"),
        (
            book("  - {id: a, name: A, include: text}"),
            "line 7, column 31 (a): include must be a list",
        ),
        (
            book("  - id: a", "    name: A", "    exclude:", "    - I said: no"),
            "line 10, column 7 (a): a phrase of exclude must be a text; here is fields. Put a text in",
        ),
        (
            book("  - id: a", "    name: A", "    examples:", "    -"),
            "line 10, column 6 (a): a phrase of examples is empty",
        ),
        (
            book("  - {id: a, name: A, examples: {good: []}}"),
            "line 7, column 33 (a): 'good' is not a field of examples; allowed here: positive, neg",
        ),
        (
            book("  - {id: a, name: A, aspect: Impact}"),
            "line 7, column 30 (a): aspect must be one of: process, impact, context; here is "
            "'Impact'. Did you mean 'impact'?",
        ),
        (
            book("  - {id: a, name: A, sources: [scie]}"),
            "line 7, column 32 (a): the source 'scie' is not defined; defined: none. Add it under",
        ),
        (
            book("  - {id: a, name: A, colour: red}"),
            "line 7, column 30 (a): 'red' is not a colour. Write # and six digits of 0-9 and A-F",
        ),
        (
            book("  - {id: a, name: A, guid: 12}"),
            "line 7, column 28 (a): guid is not of the form 8-4-4-4-12 hexadecimal digits",
        ),
        (
            book("  - {id: a, name: A, frameworks: {sice: []}}"),
            "line 7, column 35 (a): 'sice' is not a field of frameworks; allowed here: scie, 4pi, uk-",
        ),
        (
            book("  - {id: a, name: A, frameworks: {scie: [equalty]}}"),
            "line 7, column 42 (a): 'equalty' is no item of scie; its items: equality, diversity, "
            "accessibility, reciprocity. Did you mean 'equality'?",
        ),
        (
            SMALL + "contributors: [{name: RW, role: Carer}]",
            "line 8, column 33: the role of a contributor must be one of: lived experience, unpaid",
        ),
        (
            SMALL + "contributors: [{name: RW, role: staff}, {name: rw, role: staff}]",
            "line 8, column 41: the contributor 'rw' stands twice. Keep one, or tell",
        ),
        (SMALL + "history: a", "line 8, column 10: history must be a list; here is a text"),
        (
            SMALL + "history: [{version: 1.1, by: RW, note: n}]",
            "line 8, column 11: a change has no at. Required here: version, at, by, note.",
        ),
        (
            SMALL + "history: [{version: 1.1, at: 2.3.2026, by: RW, note: n}]",
            "line 8, column 30: '2.3.2026' is not a date. Write year, month and day: 2026-03-02.",
        ),
        (SMALL + "sources: [a]", "line 8, column 10: sources must give each citation an id"),
        (SMALL + "sources: {a: }", "line 8, column 11: a citation is empty"),
        (
            book("  - {id: a, name: A}", "  - {id: A, name: B}"),
            "line 8, column 10 (A): the code id 'A' stands twice; first in line 7",
        ),
        (
            book("  - {id: a, name: Felt  heard}", "  - {id: b, name: felt heard}"),
            "line 8, column 19 (b): the code name 'felt heard' stands twice; first in line 7",
        ),
        (
            SMALL + "- {id: HEARD, name: H, codes: []}",
            "line 8, column 8: the theme id 'HEARD' stands twice; first in line 4",
        ),
    ],
)
def test_what_is_no_codebook_is_refused_at_its_place(content: bytes | str, said: str) -> None:
    assert refusal(content).startswith(said)


def test_an_error_never_repeats_a_phrase() -> None:
    assert "Carol" not in refusal(book("  - I told my sister Carol: she cried"))
    assert "Carol" not in refusal(book("  - {id: a, name: A, aspect: my sister Carol}"))
    assert "Carol" not in refusal('a: "my sister Carol')


def test_every_value_stays_text_and_keeps_its_order() -> None:
    assert loads(FULL.encode(), where="codebook.yaml") == Codebook(
        title="Ours",
        version="1.10",
        about="Two lines\nof text.",
        sources=(("scie", "SCIE 2022"),),
        contributors=(Contributor("RW", "unpaid carer"),),
        history=(Change("1.10", "2026-03-02", "RW", "wording: voice; typing errors"),),
        hash="7cfc8c05177eae571167dec90f51c2852b8460cfb0778bc94192690f1d592632",
        themes=(
            Theme(
                id="heard",
                name="Felt heard",
                about="What it takes.",
                codes=(
                    Code(
                        id="voice",
                        name="no",
                        definition="Could say what they think.",
                        include=("012", "2024-01-01"),
                        exclude=("praise: of staff",),
                        examples=(
                            Example("I could speak", "positive"),
                            Example("~", "positive"),
                            Example("NO", "negative"),
                        ),
                        counter_examples=(Example("true", "mixed"),),
                        aspect="impact",
                        principle="equality",
                        status="agreed",
                        sources=("scie",),
                        cues=("speak up",),
                        notes="Ask the carers' group.",
                        frameworks=(("4pi", "process"), ("scie", "equality")),
                        colour="#1A6E5B",
                        guid="0f3a1c52-7d11-4c5e-9f4e-2f1f4a1b9c0d",
                        replaces=("old-voice",),
                    ),
                    Code(id="old", name="Old", examples=(Example("A phrase."),), status="retired"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("encode", [str.encode, lambda s: b"\xef\xbb\xbf" + s.encode()])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_from_another_editor_reads_the_same(
    encode: Callable[[str], bytes], line_end: str
) -> None:
    assert loads(encode(FULL.replace("\n", line_end)), where="x") == loads(FULL.encode(), where="x")


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("# A comment.", "# Another.", True),
        ("title: Ours", "title: Yours", True),
        ("version: 1.10", "version: 2", True),
        ("scie: SCIE 2022", "scie: SCIE", True),
        ("about: What it takes.", "about: What it really takes.", True),
        ("aspect: impact", "aspect: process", True),
        ("    exclude:\n    - 'praise: of staff'", '    exclude: ["praise:  of staff"]', True),
        ("include: [012, 2024-01-01]", "include: [2024-01-01, 012]", True),
        ("name: no", "name: No", False),
        ("id: voice", "id: voices", False),
        ("what they think", "what they feel", False),
        ("012", "12", False),
        ("of staff", "of us", False),
        ("negative: [NO]", "mixed: [NO]", False),
        ('"true"', '"false"', False),
        ("mixed: [", "neutral: [", False),
        ("speak up", "speak out", False),
        ("the carers' group", "the team", True),
        ("scie: [equality]", "scie: [diversity]", True),
        ("role: unpaid carer", "role: staff", True),
        ("status: agreed", "status: draft", False),
    ],
)
def test_the_hash_is_of_what_coding_depends_on(before: str, after: str, same: bool) -> None:
    assert before in FULL
    old = loads(FULL.encode(), where="x").hash
    assert (loads(FULL.replace(before, after).encode(), where="x").hash == old) is same


def test_the_hash_does_not_depend_on_the_order_of_codes() -> None:
    codes = [Code("a", "A", include=("x", "y")), Code("b", "B", include=("x",))]
    assert coding_hash(codes) == coding_hash(reversed(codes))
    assert coding_hash([]) != coding_hash(codes)


def test_a_codebook_without_cues_keeps_the_hash_that_decisions_carry() -> None:
    codes = (Code("a", "A", "D.", ("x",), ("y",), (Example("e", "mixed"),), (Example("c"),)),)
    assert coding_hash(codes) == "eb0f04aff81cf30c44bee1a912096dff3234f2614ce3bfe2b151ac567f83fbd6"


def test_a_bomb_of_306_bytes_is_refused_before_it_grows() -> None:
    rows = [
        f"{chr(97 + i)}: &{chr(97 + i)} [{','.join([f'*{chr(96 + i)}'] * 9)}]" for i in range(9)
    ]
    bomb = "\n".join(rows).replace("*`", "x").encode()
    with no_runaway():
        assert "an anchor (&) is not allowed" in refusal(bomb)


@pytest.mark.parametrize(
    "part", ['"', "[", "a: ", "? ", "- ", "!", "&", "a ", "x\n", ":", "\t", "'"]
)
def test_long_lines_are_read_or_refused(part: str) -> None:
    with no_runaway():
        refusal("a: " + part * (100_000 // len(part)))


@given(
    st.binary(max_size=200)
    | st.text("ab:-?[]{}\"'\\&*!%@|>#, \n\tx01Uu~", max_size=60).map(str.encode)
)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_refused_by_name(content: bytes) -> None:
    refusal(content)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_codebook_loads_or_is_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FULL)))
    stray = data.draw(st.text("ab:-?[]{}\"'\\&*!%@|>#, \n\t\x00\x85\u2028é", max_size=4))
    content = (FULL[:at] + stray + FULL[at + data.draw(st.integers(0, 9)) :]).encode()
    with suppress(CodebookError):
        assert loads(content, where="x").codes


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "the file cannot be opened (No such file or directory)"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.mkdir(), "the file cannot be opened (Is a directory)"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_of_input(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    make(tmp_path / "codebook.yaml")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "codebook.yaml")
    assert caught.value.what == said and caught.value.where.endswith("codebook.yaml")


def test_a_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(FULL)
    assert load(path) == loads(FULL.encode(), where="codebook.yaml")
