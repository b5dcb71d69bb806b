"""Whether a figure as a report words it fits a count."""

import re


def fits(text: str, count: int) -> bool:
    """Whether a count may be worded so, with a threshold of 5."""
    words = text.casefold().removesuffix(" people")
    if words.startswith(("no one", "so far, no one")):
        return count == 0
    if words.startswith("fewer than 5"):
        return 1 <= count < 5
    if words.startswith(("most", "some", "not shown", "we do not show", "a number of people")):
        return count > 0
    if found := re.match(r"at least (\d+)(?:, at most (\d+))?", words):
        return int(found[1]) <= count <= int(found[2] or count)
    if found := re.fullmatch(r"(\d+) or more", words):
        return count >= int(found[1])
    found = re.match(r"[\d,]+", words)
    return found is not None and count == int(found.group().replace(",", ""))
