"""What a line of a printed codebook is, and the sentences of a text.

page             a page of the booklet in easy read begins: its number
title, about     the codebook
theme, about     a group of codes, or who shaped it; a heading of the second rank
code             a code; a heading of the third rank
text             a paragraph, or in easy read one sentence
label, item      what the items below are; one of them
"""

import re
from typing import Literal

Kind = Literal["page", "title", "about", "theme", "code", "text", "label", "item"]
Line = tuple[Kind, str]

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"'(])|\n+")


def sentences_of_text(text: str) -> list[str]:
    """The sentences and paragraphs of a text."""
    return [each.strip() for each in SENTENCE_END.split(text) if each.strip()]
