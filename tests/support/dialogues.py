"""Conversations typed out with invented labels."""

pass

ASKED = ("How was it?", "And then?", "What helped?", "Is there more?")


ANSWERED = (
    "It was warm, mostly.",
    "They moved the chairs.",
    "A lift from Kay.",
    "Only the stairs.",
)


def dialogue(one: str, other: str) -> list[tuple[str, str]]:
    return [
        pair
        for asked, answered in zip(ASKED, ANSWERED, strict=True)
        for pair in ((one, asked), (other, answered))
    ]


def typed(said: list[tuple[str, str]], layout: str = "{0}: {1}", between: str = "\n\n") -> str:
    return between.join(layout.format(*pair, n=i + 1) for i, pair in enumerate(said)) + "\n"
