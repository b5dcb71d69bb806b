"""Where sentences end: what is said without asking spaCy is what spaCy would say."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpora.sentences import _splitter, _trimmed, sentences

WORDS = st.sampled_from(
    "So then. Okafor? ok. I a. Jan. etc. don't No. e.g. U.S. www.ab.org 3.5 Yahoo! ... . ? ! (x) -".split()
)
LINES = st.lists(WORDS, max_size=9).map(" ".join)
TEXTS = st.text(st.sampled_from(" \n\u00a0abDr0.!?…。,;:()“”'\"-"), max_size=24)


@settings(deadline=None)
@given(TEXTS | LINES)
@example("")
@example(" ")
@example("Dr. Okafor came. He sat down.")
@example("Yes. ")
@example("Well …")
@example("So it was. Then Okafor came? Yes ! He did.")
def test_a_line_without_an_end_inside_is_what_spacy_makes_of_it(line: str) -> None:
    spans = [_trimmed(line, each.start_char, each.end_char) for each in _splitter()(line).sents]
    assert list(sentences([line])) == [spans]
