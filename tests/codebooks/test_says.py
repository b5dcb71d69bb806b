"""What a code says of its two directions, in its own words."""

from dataclasses import replace

import pytest

from codebooks.change.diff import changes
from codebooks.check import problems
from codebooks.codebook import Code, Codebook, Theme
from codebooks.coding_hash import coding_hash
from codebooks.editing.write import codebook_yaml
from codebooks.exchange.files import WRITERS, read_codebook
from codebooks.load import loads, shipped
from codebooks.printing.blocks import printed_blocks

SHIPPED = loads(shipped(), where="coproduction.yaml")
HEARD = Code(
    "a",
    "Attention",
    "Others paid attention.",
    says_positive="People were listened to",
    says_negative="People were not listened to",
)


def book(*codes: Code) -> Codebook:
    return Codebook("T", "1", (Theme("t", "T", "", codes),), hash=coding_hash(codes))


@pytest.mark.parametrize("code", SHIPPED.codes, ids=lambda code: code.id)
def test_every_shipped_code_says_both_in_at_most_ten_words(code: Code) -> None:
    for says in (code.says_positive, code.says_negative):
        assert 1 <= len(says.split()) <= 10
        assert not says.endswith(".")
    assert code.says_positive != code.says_negative


def test_no_two_shipped_codes_say_the_same() -> None:
    says = [says for code in SHIPPED.codes for says in (code.says_positive, code.says_negative)]
    assert len(set(says)) == len(says)


def test_what_coding_depends_on_is_as_if_nothing_were_said() -> None:
    bare = [replace(code, says_positive="", says_negative="") for code in SHIPPED.codes]
    assert [coding_hash([code]) for code in SHIPPED.codes] == [coding_hash([code]) for code in bare]
    assert SHIPPED.hash == coding_hash(bare)


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".txt"])
def test_it_goes_out_to_other_files_and_comes_back(suffix: str) -> None:
    back, _ = read_codebook(WRITERS[suffix](book(HEARD)), f"b{suffix}")
    (code,) = back.codes
    assert (code.says_positive, code.says_negative) == (HEARD.says_positive, HEARD.says_negative)


def test_it_is_written_into_yaml_and_read_from_it() -> None:
    assert loads(codebook_yaml(book(HEARD)), where="b").codes == (HEARD,)


def test_the_printed_codebook_shows_it() -> None:
    texts = [block.text for block in printed_blocks(book(HEARD), easy_read=True)]
    assert texts[-2:] == [
        "It went well: People were listened to",
        "It did not go well: People were not listened to",
    ]


def test_another_wording_changes_no_meaning() -> None:
    after = book(replace(HEARD, says_positive="People listened"))
    assert [change.kind for change in changes(book(HEARD), after)] == ["filed"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((HEARD,), []),
        (
            (replace(HEARD, says_positive="", says_negative=""),),
            [("", "", "no code says what its two directions mean")],
        ),
        ((replace(HEARD, says_negative=""),), [("a", "says_negative", "says_negative is missing")]),
        (
            (HEARD, Code("b", "B")),
            [
                ("b", "says_positive", "says_positive is missing"),
                ("b", "says_negative", "says_negative is missing"),
            ],
        ),
        (
            (
                replace(
                    HEARD, says_positive="One two three four five six seven eight nine ten more"
                ),
            ),
            [("a", "says_positive", "says_positive has 11 words; at most 10 fit")],
        ),
    ],
)
def test_the_check_hints_at_what_is_missing_or_long(
    codes: tuple[Code, ...], expected: list[tuple[str, str, str]]
) -> None:
    hints = [
        each for each in problems(book(*codes)) if "direction" in each.what or "says_" in each.what
    ]
    assert [(each.code_id, each.field, each.what) for each in hints] == expected
    assert {each.severity for each in hints} <= {"hint"}
