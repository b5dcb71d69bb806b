"""A document gives back every figure and every quote, however deep they stand."""

from coding.document.blocks import (
    DataTable,
    Fold,
    ListBlock,
    Number,
    Part,
    Picture,
    Quotation,
    Section,
    Strong,
    TextBlock,
    WholeDocument,
)


def number(key: str) -> Number:
    return Number(key, key.upper())


QUOTE = Quotation("e1", "We ", "were asked", " twice.", ("staff",))


def test_figures_and_quotes_come_in_the_order_of_reading() -> None:
    table = DataTable("t", "A table", ("Code", "People"), (((Strong("Voice"),), (number("c"),)),))
    picture = Picture("p", "Seen", "People", "<svg/>", "Seen", table)
    inner = Section("s", "Inside", (ListBlock((("one ", number("b")),)), picture, QUOTE))
    part = Part("one", 1, "One", (TextBlock((number("a"), " of all.")), Fold("More", (inner,))))
    document = WholeDocument(
        "A", (), "", (part, Part("two", 2, "Two", (TextBlock((number("d"),)),)))
    )
    assert [each.key for each in document.numbers()] == ["a", "b", "c", "d"]
    assert list(document.quotations()) == [QUOTE]
