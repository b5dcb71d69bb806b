"""Markdown transcripts and notes. Every text here is invented."""

import pytest
from reading import left_out, read, speakers, turns

NOTES = """# Notes of 3 May
-----

Ann Bell (AB), Bob Crow (BC), Cy Dee (CD)

-----

## Parking

AB: The ramp is steep.

BC: It is.
[they look at it]

```js
BC: not(speech)
```

AB: We could ask.

CD: Once.

#### Conclusion

- AB to ask

## Any other business

BC: None.
AB: Same.
"""


def test_notes_with_headings_code_and_decisions() -> None:
    assert turns(NOTES, ".md") == [
        ("AB", "The ramp is steep."), ("BC", "It is.\n[they look at it]"), ("AB", "We could ask."),
        ("CD", "Once."), ("BC", "None."), ("AB", "Same."),
    ]  # fmt: skip
    assert left_out(read(NOTES, ".md")) == {"blocks of code": 1}


def test_decisions_are_what_the_note_taker_reports_in_meeting_notes() -> None:
    found = turns(NOTES, ".md", "meeting notes")
    assert (None, "AB to ask") in found
    assert not any("Cy Dee" in said or "Parking" in said for _, said in found)


def test_headings_stay_in_the_text() -> None:
    assert read(NOTES, ".md").text.startswith("# Notes of 3 May\n-----\n")


@pytest.mark.parametrize(
    "label",
    ["**{}:** ", "**{}**: ", "__{}:__ ", "*{}*: ", "**{} (00:00):** ", "**{} (00:00):**\n",
     "**{}**\n", "### {}\n", "- **{}:** ", "> **{}:** ", "> {}: ", "**{}** "],
)  # fmt: skip
def test_names_set_off_in_markdown(label: str) -> None:
    lines = [("Speaker 1", "Who came?"), ("Speaker 2", "Nobody.")] * 3
    text = "\n\n".join(label.format(name) + said for name, said in lines)
    assert turns(text, ".md") == lines


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    text = "Ann: One.\n\n```\nBob: Two.\n\nAnn: Three.\n\nBob: Four.\n"
    assert speakers(read(text, ".md")) == {"Ann": 2, "Bob": 2}


def test_a_heading_ends_a_turn() -> None:
    text = "Ann: One.\n\n## Next\n\nA summary.\n\nBob: Two.\n\nAnn: Three.\n\nBob: Four.\n"
    assert turns(text, ".md")[0] == ("Ann", "One.")
    assert (None, "A summary.") in turns(text, ".md", "meeting notes")


def test_tags_of_a_web_page_are_no_part_of_names() -> None:
    text = "<b>Ann:</b> Who came?\n\n<b>Bob:</b> Nobody.\n\n<b>Ann:</b> Why?\n"
    assert turns(text, ".md") == [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?")]
