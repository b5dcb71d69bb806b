"""RTF files, made for tests."""

SAID = [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?"), ("Bob", "It was late.")]


def rtf(body: str, head: str = "\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}") -> bytes:
    return ("{\\rtf1" + head + "\n" + body + "}").encode("latin-1")


def dialogue(form: str) -> bytes:
    return rtf("\n".join(form.format(name, words) for name, words in SAID))
