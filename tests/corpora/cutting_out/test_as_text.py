"""A PDF cannot be edited safely: a text takes its place, in which everybody else is as before."""

from leaving import without_her
from made_pdf import down, pages

from corpora.cutting_out.take_out import TakenOut

SAID = (
    "Facilitator: How was it for everybody?",
    "Ned Barrow: They heard me, and Zephyrine said so.",
    "Zephyrine Quillfeather: Gorse and thrift, and brackish.",
    "Ned Barrow: So it was on that day.",
    "Ida Moss: It was fair to me.",
    "Zephyrine Quillfeather: Never.",
    "Facilitator: Thank you.",
)


def test_a_pdf_becomes_a_text_without_her() -> None:
    made = without_her(pages(down(*SAID)), "hub-focus-group.pdf", "Zephyrine Quillfeather")
    assert isinstance(made, TakenOut)
    assert (made.suffix, made.content.decode()) == (
        ".txt",
        "Facilitator: How was it for everybody?\n\n"
        "Ned Barrow: They heard me, and [withdrawn] said so.\n\n"
        "[withdrawn]: [withdrawn]\n\n"
        "Ned Barrow: So it was on that day.\n\n"
        "Ida Moss: It was fair to me.\n\n"
        "[withdrawn]: [withdrawn]\n\n"
        "Facilitator: Thank you.\n",
    )
