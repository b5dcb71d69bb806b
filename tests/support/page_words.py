"""The words of a review page that are its own, apart from what people said or wrote."""

from html.parser import HTMLParser

# A page's own words are read in these, each by itself.
BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "td", "th", "label", "button", "legend", "summary",
    "caption", "a", "div", "section", "article", "form", "span", "strong",
}  # fmt: skip
PARAGRAPHS = {"p", "li", "dd", "summary"}
PEOPLES = {"bdi", "q", "blockquote", "textarea", "pre", "script", "style", "option", "code", "kbd"}
VOID = {"input", "meta", "link", "br", "img", "rect", "progress"}


class _Own(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool, bool]] = []
        self.texts: list[str] = []
        self.paragraphs: list[str] = []
        self.labels: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if label := told.get("aria-label"):
            self.labels.append(label)
        if tag in VOID:
            return
        kept = tag in PEOPLES or told.get("dir") == "auto"
        apart = "for-researchers" in (told.get("class") or "")
        self.open.append((tag, kept, apart))
        if tag in PARAGRAPHS and not self._is(2):
            self.paragraphs.append("")
        if kept and self.paragraphs:
            self.paragraphs[-1] += "Ann"

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is(1) or not any(tag == "body" for tag, *_ in self.open):
            return
        self.texts.append(data)
        if any(tag in PARAGRAPHS for tag, *_ in self.open) and not self._is(2):
            self.paragraphs[-1] += data

    def _is(self, place: int) -> bool:
        return any(each[place] for each in self.open)


def own_words(page: str) -> tuple[str, list[str], list[str]]:
    """All own words of a page, its labels for screen readers, and its paragraphs outside what is
    for researchers; a name stands there for what people wrote.
    """
    parser = _Own()
    parser.feed(page)
    paragraphs = [" ".join(text.split()) for text in parser.paragraphs]
    return " ".join(parser.texts), parser.labels, [text for text in paragraphs if text]
