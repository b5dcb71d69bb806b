"""PDF files, made for tests object by object."""

Text = tuple[float, float, str]


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, trailer, len(body))
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def pages(*found: list[Text], trailer: bytes = b"") -> bytes:
    """A PDF with a page for each list of texts at (x, y); `*` before a text sets it in bold."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(found)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(found)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for i, texts in enumerate(found):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (6 + 2 * i)
        )
        objects.append(stream(b"\n".join(_shown(*text) for text in texts)))
    return pdf(*objects, trailer=trailer)


def _shown(x: float, y: float, text: str) -> bytes:
    font, said = ("F2", text[1:]) if text.startswith("*") else ("F1", text)
    said = said.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} 10 Tf {x} {y} Td ({said}) Tj ET".encode("latin-1")


def down(*texts: str, x: float = 72, top: float = 760, step: float = 24) -> list[Text]:
    """Texts one below the other."""
    return [(x, top - step * i, text) for i, text in enumerate(texts)]


SAID = [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?"), ("Bob", "It was late.")]


LINES = [f"{name}: {words}" for name, words in SAID]
