"""*Simpler words* touches the pages' own words, and nothing that people said or wrote."""

import pytest

from coding.review.look.simple_words import TERMS, in_simple_words, simple_words


@pytest.mark.parametrize(
    ("usual", "simple"),
    [
        ("", ""),
        ("You can stop at any time.", "You can stop at any time."),
        ("An excerpt of ten excerpts", "A piece of ten pieces"),
        ("Codes and the codebook", "Topics and the list of topics"),
        ("De-identification", "Hiding names"),
        ("Code this, or code it", "Mark this, or mark it"),
        ("decoded, postcode, encoder", "decoded, postcode, encoder"),
        ("REJECT", "Say no"),
    ],
)
def test_each_term_is_put_simpler_as_a_whole_word(usual: str, simple: str) -> None:
    assert simple_words(usual) == simple


@pytest.mark.parametrize(
    "kept",
    [
        "<p>X <bdi>a code of conduct</bdi></p>",
        "<p dir=\"auto\">They wrote <b>the code</b> of conduct</p>",
        "<blockquote dir=\"auto\"><p>my code</p> another code</blockquote>",
        "<textarea>my codes</textarea>",
        "<pre>codes:</pre>",
        "<option value=\"code\">Code of conduct</option>",
        "<title>Code of conduct · Our evaluation</title>",
        "<input name=\"code\" value=\"accept\">",
        "<a href=\"/codes/list?code=voice\" class=\"codes\">x</a>",
        "<button aria-label=\"Could fit, 1 of 5: Code of conduct\">x</button>",
        "<bdi>&lt;bdi&gt; code</bdi>",
    ],
)  # fmt: skip
def test_what_people_said_and_what_machines_read_stays(kept: str) -> None:
    assert in_simple_words(kept) == kept


@pytest.mark.parametrize(
    ("usual", "simple"),
    [
        ("<p dir=\"auto\">code</p><p>code</p>", "<p dir=\"auto\">code</p><p>topic</p>"),
        ('<input name="code" dir="auto"> code', '<input name="code" dir="auto"> topic'),
        ("<bdi>code</bdi> code", "<bdi>code</bdi> topic"),
        ("<option>Accepted</option>", "<option>Said yes</option>"),
        ("<title>Codes · Codes</title>", "<title>Topics · Codes</title>"),
        ("<div aria-label=\"Codes of Felt code\">x</div>", "<div aria-label=\"Topics of Felt code\">x</div>"),
    ],
)  # fmt: skip
def test_our_own_words_beside_it_are_put_simpler(usual: str, simple: str) -> None:
    assert in_simple_words(usual) == simple


def test_no_simpler_word_is_itself_a_term() -> None:
    for usual, simple in TERMS.items():
        assert simple_words(simple) == simple, usual
