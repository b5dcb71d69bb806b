"""OpenDocument files, made for tests."""

from reading import zipped

NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("manifest", "manifest"),
    ]
)  # fmt: skip


STYLES = (
    '<office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    "</office:automatic-styles>"
)


def odt(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content{NAMES}>{STYLES}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": "x", "content.xml": content} | {f"{k}.xml": v for k, v in parts.items()}
    )
