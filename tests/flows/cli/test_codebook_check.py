"""What `heard codebook check` prints: counts in words, and what holds of several codes once."""

from codebooks.check import Problem
from codebooks.codebook import Code, Codebook, Theme
from flows.cli.codebook.check import problem_lines

CODES = tuple(Code(id, id.title()) for id in ("voice", "trust", "money"))
BOOK = Codebook("T", "1", (Theme("t", "T", "", CODES),), "", (), "")
NO_EXAMPLES = "no examples", "Write what people might say."
PLACES = {("voice", "", ""): 4, ("trust", "", ""): 9, ("money", "", ""): 14, ("", "", ""): 1}


def test_what_holds_of_several_codes_is_said_once_with_all_of_them() -> None:
    said = [
        Problem("look", "money", *NO_EXAMPLES, "examples"),
        Problem("look", "voice", *NO_EXAMPLES, "examples"),
        Problem("hint", "", "nothing covers power"),
        Problem("wrong", "trust", "no definition", "Say what it means.", "definition"),
        Problem("look", "trust", *NO_EXAMPLES, "examples"),
    ]
    assert problem_lines(BOOK, said, PLACES, "codebook.yaml") == [
        "codebook.yaml: 3 codes; 1 thing wrong, 3 to look at, 1 hint.",
        "wrong  line    9  Trust: no definition. Say what it means.",
        "look   lines 4, 9, 14  Voice, Trust, Money: no examples. Write what people might say.",
        "hint   line    1  nothing covers power.",
    ]


def test_a_codebook_with_which_all_is_well_says_so_in_words() -> None:
    assert problem_lines(BOOK, [], PLACES, "codebook.yaml") == [
        "codebook.yaml: 3 codes; nothing wrong, nothing to look at, no hints."
    ]
