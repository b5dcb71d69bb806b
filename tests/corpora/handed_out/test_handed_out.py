"""What every file made for people has in common: nothing in it acts, and its bytes stay the same."""

import zipfile
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import jinja2
import pytest
from docx import Document
from markupsafe import Markup

from corpora.handed_out.pages import css_string, escaping_templates, policy
from corpora.handed_out.word_files import set_letters, word_bytes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        ("a\u202eb\x0b\ud800", "a‹U+202E›b␋‹U+D800›"),
        (Markup("<b>ours</b>"), "<b>ours</b>"),
        (7, "7"),
    ],
)
def test_a_template_escapes_and_shows_what_it_is_given(
    value: object, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html.j2").write_text("{{ value }}")
    template = escaping_templates(tmp_path).get_template("page.html.j2")
    assert template.render(value=value) == expected


def test_a_template_is_not_silent_about_what_it_was_not_given(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ value }}")
    with pytest.raises(jinja2.UndefinedError):
        escaping_templates(tmp_path).get_template("page.html.j2").render()


def test_a_browser_may_use_this_style_sheet_and_nothing_else() -> None:
    digest = b64encode(sha256(b"p{}").digest()).decode()
    assert policy("p{}") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '""'),
        ("Draft", '"Draft"'),
        ("two\n lines. 3", '"two\\000020lines\\00002e\\0000203"'),
        ('"}</style>', '"\\000022\\00007d\\00003c\\00002fstyle\\00003e"'),
        ("a\\b", '"a\\00005cb"'),
        ("\u202e😀", '"\\002039U\\00002b202E\\00203a\\01f600"'),
    ],
)
def test_a_text_cannot_leave_its_string_in_a_style_sheet(text: str, expected: str) -> None:
    assert css_string(text) == expected


def test_a_word_file_has_no_author_no_date_and_one_face() -> None:
    document = Document()
    set_letters(document, {"Normal": 11, "Heading 1": 16}, after=4, spacing=1.2)
    document.add_heading("Said", 1)
    content = word_bytes(document, title="T" * 300 + "\x00")
    members = zipfile.ZipFile(BytesIO(content)).infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    read = Document(BytesIO(content))
    properties = read.core_properties
    assert (properties.author, properties.title, properties.language) == ("", "T" * 255, "en-GB")
    assert properties.created is not None and properties.created.year == 1980
    sizes = [read.styles[name].font for name in ("Normal", "Heading 1")]
    assert [(font.name, font.size.pt) for font in sizes] == [("Arial", 11), ("Arial", 16)]
