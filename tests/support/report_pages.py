"""Pages as they are read, and publications that try to break out of them."""

import re
from html.parser import HTMLParser
from typing import Any

from invented import about, excerpt, file, frames, published, suggestion

from codebooks.codebook import Code, Codebook, Theme
from coding.findings.material import Frames
from coding.findings.publication import Publication, publish
from coding.report import report


class Text(HTMLParser):
    """The words of a page as they are read, the cells of its tables, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "dd":
            self.words.append(" ")
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag in ("td", "th") and self.tables:
            self.tables[-1][-1][-1] = self.tables[-1][-1][-1].strip()

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.words.append(data)
        if "td" in self._open or "th" in self._open:
            self.tables[-1][-1][-1] += data


def reviewed(material: Frames, **given: Any) -> Publication:
    """What is counted in these frames as codings by people."""
    return published(material, basis="codings", **given)


def page(made: Publication) -> Text:
    return Text(report.render_report(made))


HOSTILE = [
    "</script><script>window.pwned=1</script>",
    '" onmouseover="window.pwned=1',
    "' onfocus='window.pwned=1' autofocus='",
    "<img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1",
    "{{7*7}}",
    "{% raw %}",
    "</style><style>*{display:none}",
    "<!--",
    "&lt;b&gt;",
    "]]>",
]


def hostile(text: str, **more: Any) -> Publication:
    """A publication with `text` in every field that a person or a file can fill."""
    row = excerpt(text, source=text, kind=text, wave=text, participant=text, pseudonym=text,
                  group=text, context=text)  # fmt: skip
    many = [row] + [
        excerpt(
            text,
            source=text,
            kind=text,
            wave=text,
            participant=f"p{n}",
            group=text,
            start=n,
            context=text,
        )
        for n in range(1, 6)
    ]
    proposal = {
        "proposal_id": text, "name": text, "words": text, "participants": 1, "groups": text,
        "excerpts": [r["excerpt_id"] for r in many], "quotes": [row["excerpt_id"]], "waves": text,
        "nearest_code": text, "nearest_similarity": 0.5, "stability": 0.5,
    }  # fmt: skip
    bad = (Code(text, text, text), Code("quiet", text, text))
    codebook = Codebook(text, text, (Theme(text, text, text, bad),), hash=text)
    found = [suggestion(r, text, direction="negative", nearest=text) for r in many]
    files = [file(text, "refused", text), file("b", kind=text, wave=text, left_out=text)]
    given: dict[str, Any] = {"title": text, "note": text, "program": text, "model": text}
    given |= {"coder": text, "groups": (text,), "waves": (text,), "settings": ((text, text),)}
    given |= more
    return publish(frames(many, found, [proposal], files), codebook, about(**given))
