"""The report says what is so, and no more than it may."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from invented import (
    CODEBOOK,
    about,
    evaluation,
    excerpt,
    file,
    frames,
    published,
    suggestion,
)
from report_pages import HOSTILE, Text, hostile, page, reviewed

from codebooks.codebook import Codebook, Theme
from coding.evaluation.output_files import REPORT
from coding.findings.disclosure.small_numbers import Figure
from coding.findings.publication import Publication, publish
from coding.report import report, words
from corpora.dates import written_date


@pytest.fixture(scope="module")
def made() -> Publication:
    return reviewed(evaluation(), left_out_people=2, unlisted_speakers=7)


@pytest.fixture(scope="module")
def whole(made: Publication) -> Text:
    return page(made)


# --- what it says -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Themes that people found",
        "These are codings by people. They have looked at no excerpt yet.",
        "28 interviews, 5 sets of meeting notes.",
        "8 people who use services, 7 unpaid carers, 5 staff. No one from: facilitators.",
        "0 of 189 excerpts looked at by people",
        "10 of 11 codes coded for something",
        "Left out, because they have not agreed to analysis: fewer than 5 people.",
        "their group is not known and they are never quoted: 7 people.",
        "Second-hand: 5 excerpts",
        "This is not really a Word file, or it is damaged. Open it in the program that made it",
        "Nothing was coded for: Job satisfaction.",
        "No positive excerpt was coded.",
        "What is counted was decided with version 1.2 of the codebook.",
        "What the numbers cannot say",
    ],
)
def test_what_a_reader_finds(whole: Text, said: str) -> None:
    assert said in whole.text


def test_every_section_says_whose_codings_are_counted(whole: Text) -> None:
    headings = [tag for tag, _ in whole.tags].count("h2")
    themes = len(CODEBOOK.themes)
    assert whole.text.count("Coded by people") == headings + themes
    assert (
        '@top-center { content: "Codings by people. What they have not looked at is not counted."'
        in report.render_report(reviewed(frames()))
    )


@pytest.mark.parametrize(
    ("looked_at", "finished", "said"),
    [
        (0, 0, "They have looked at no excerpt yet."),
        (1, 0, "They have looked at 1 excerpt, none of them to the end."),
        (1, 1, "They have looked at 1 excerpt, and to the end."),
        (2, 1, "They have looked at 2 excerpts, 1 of them to the end."),
        (2, 2, "They have looked at 2 excerpts, and to the end."),
    ],
)
def test_how_far_people_have_come(looked_at: int, finished: int, said: str) -> None:
    text = page(reviewed(evaluation(), looked_at=looked_at, finished=finished))
    assert said in text.text


@pytest.mark.parametrize(
    ("unread", "said"),
    [
        (0, "Not yet checked Nothing: people have looked at every excerpt."),
        (1, "Not yet checked 1 excerpt: nobody has looked at it."),
        (2, "Not yet checked 2 excerpts: nobody has looked at them."),
    ],
)
def test_how_many_excerpts_nobody_has_looked_at(unread: int, said: str) -> None:
    material = evaluation()
    looked_at = len(material.excerpts) - unread
    assert said in page(reviewed(material, looked_at=looked_at)).text


def test_the_themes_with_the_most_people_come_first_and_most_is_more_than_any_number() -> None:
    """The one of which "most" is printed had been left out of "Most people are counted under"."""
    people = [excerpt("words", participant=f"p{n}", start=30 * n) for n in range(12)]
    most = [suggestion(row, "contribution") for row in people]
    some = [suggestion(row, "voice") for row in people[:6]]
    text = page(reviewed(frames(people, [*some, *most]))).text
    assert "Most people are counted under Valued (most of 12), Felt heard (6 of 12)." in text


@pytest.mark.parametrize(
    ("may_quote", "said"),
    [(True, "They never wrote it down."), (False, "There are such excerpts, but none of them may")],
)
def test_a_direction_that_is_not_sure_is_shown_as_that(may_quote: bool, said: str) -> None:
    row = excerpt("They never wrote it down.", may_quote=may_quote)
    text = page(reviewed(frames([row], [suggestion(row, "voice", direction="")]))).text
    after = text.partition("Direction not sure")[2]
    assert said in after
    assert "1 of 11 codes coded for something" in text
    assert "Nothing negative or mixed was coded." in text


def test_nothing_at_all_still_makes_a_page() -> None:
    text = page(reviewed(frames())).text
    assert "Nothing could be read." in text


def test_a_codebook_without_codes_makes_a_page() -> None:
    bare = Codebook("Bare", "1", (Theme("t", "Empty theme", "", ()),))
    assert "Nothing was coded." in page(publish(evaluation(), bare, about(basis="codings"))).text


def test_suggestions_are_no_report() -> None:
    with pytest.raises(ValueError, match="no findings"):
        report.render_report(published(evaluation()))


def test_where_nobody_may_be_quoted_the_page_says_what_to_do() -> None:
    row = excerpt("They never wrote it down.", may_quote=False)
    text = page(reviewed(frames([row], [suggestion(row, "voice")]))).text
    assert "No quote may be shown." in text
    assert "Ask the participants, fill in the column and run the program again." in text
    assert "There are positive excerpts, but none of them may be quoted." in text
    assert "never wrote" not in text


def test_a_short_answer_stands_with_its_question() -> None:
    row = excerpt("Yes, definitely.", context="Did you feel listened to?")
    text = page(reviewed(frames([row], [suggestion(row, "attention")]))).text
    assert "Asked: Did you feel listened to? Yes, definitely." in text


# --- what it does not say ---------------------------------------------------------------------------


def test_the_tables_hold_the_protected_figures_and_nothing_else(
    made: Publication, whole: Text
) -> None:
    found = made.findings
    heard, themes = whole.tables[2], whole.tables[3]
    assert [row[1:] for row in heard[1:-1]] == [
        [column.people.text, *(cell.text for cell in cells)]
        for column, cells in zip(found.groups, found.groups_by_wave, strict=True)
    ]
    groups = [column for column in found.groups if column.people.value != 0]
    assert [row[1:] for row in themes[1:]] == [
        [
            theme.people.of(found.people),
            *(cell.of(group.people) for group, cell in zip(groups, theme.by_group, strict=False)),
            str(theme.others),
        ]
        for theme in found.themes
    ]


def test_a_bar_is_drawn_for_printed_numbers_only(whole: Text) -> None:
    widths = {a["width"] for tag, a in whole.tags if tag == "rect" and a["class"] != "track"}
    printed = {f"{n}" for n in re.findall(r"(\d+) of 20 people", whole.text)} | {"20", "6"}
    assert widths <= {str(words.bar(Figure(int(n), n), Figure(20, "20"))) for n in printed}


def test_no_percentage_is_given(whole: Text) -> None:
    assert "%" not in whole.text


def test_no_pseudonym_and_no_file_that_was_read_stands_in_the_report(
    made: Publication, whole: Text
) -> None:
    for each in made.internal.excerpts:
        assert not each.pseudonym or each.pseudonym not in whole.text
        assert each.source not in whole.text


def test_every_quote_leads_to_a_row_of_the_spreadsheet(made: Publication, whole: Text) -> None:
    ids = set(re.findall(r"Excerpt ([0-9a-f]{16})", whole.text))
    assert len(ids) > 20
    assert ids <= {each.excerpt_id for each in made.internal.excerpts if each.may_quote}


def test_the_text_is_written_in_plain_english(whole: Text) -> None:
    assert "!" not in whole.text
    assert not re.search(r"\b(embedding|cosine|cluster|None of none|nan)\b", whole.text)


# --- nothing in it acts (T2, F13) -------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_makes_no_tag(text: str) -> None:
    harmless, bad = (page(hostile(each, basis="codings")) for each in ("plain", text))
    assert [tag for tag, _ in bad.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(a) for _, a in bad.tags] == [sorted(a) for _, a in harmless.tags]
    assert bad.text.count(re.sub(r"\s+", " ", text)) >= 20


def test_no_script_no_style_attribute_and_nothing_from_elsewhere(whole: Text) -> None:
    assert not any(tag in ("script", "link", "iframe", "img", "object") for tag, _ in whole.tags)
    for _, attributes in whole.tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_allows_this_style_sheet_and_nothing_else(made: Publication) -> None:
    html = report.render_report(made)
    css = html.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = next(
        a["content"]
        for tag, a in Text(html).tags
        if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_direction_controls_are_shown_and_not_obeyed() -> None:
    row = excerpt("They said \u202eyes\u202c to us\x0b.")
    html = report.render_report(reviewed(frames([row], [suggestion(row, "voice")])))
    assert "\u202e" not in html
    assert "‹U+202E›" in html
    assert "␋" in html


def test_it_is_one_file_that_can_be_written_whatever_people_say(tmp_path: Path) -> None:
    row = excerpt("half \ud83d and \x00", source="\udcff.docx")
    made = reviewed(frames([row], [suggestion(row, "voice")], [], [file("\udcff", "empty")]))
    REPORT.write(tmp_path, report.render_report(made).encode())
    page = REPORT.path(tmp_path).read_text(encoding="utf-8")
    assert "half ‹U+D83D› and ␀" in page.replace("<mark>", "").replace("</mark>", "")


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made_of", "expected"),
    [
        (words.count_of(0, "file"), "no files"),
        (words.count_of(1, "file"), "1 file"),
        (words.count_of(1_200, "file"), "1,200 files"),
        (words.kind_count("meeting notes", 1), "1 set of meeting notes"),
        (words.kind_count("focus group", 2), "2 focus groups"),
        (words.kind_count("", 2), "2 other files"),
        (words.series([]), ""),
        (words.series(["a"]), "a"),
        (words.series(["a", "b", "c"]), "a, b and c"),
        (words.label([]), words.UNDESCRIBED),
        (words.label(["unpaid carers", "interview"]), "Unpaid carers, interview"),
        (words.people(Figure(0, "0")), "no one"),
        (words.people(Figure(7, "7")), "7 people"),
        (words.people(Figure(None, "fewer than 5")), "fewer than 5 people"),
        (words.people(Figure(None, "not shown")), "a number of people that is not shown"),
        (words.people_of(Figure(7, "7"), Figure(9, "9")), "7 of 9 people"),
        (words.people_of(Figure(None, "not shown"), Figure(9, "9")), "number of people not shown"),
        (words.members(Figure(None, "not shown"), "staff"), "staff (number not shown)"),
        (words.members(Figure(None, "fewer than 5"), "staff"), "fewer than 5 staff"),
        (words.bar(Figure(7, "7"), Figure(20, "20")), 35.0),
        (words.bar(Figure(0, "0"), Figure(0, "0")), None),
        (words.bar(Figure(None, "not shown"), Figure(20, "20")), None),
        (written_date(about().prepared), "12 January 2026"),
    ],
)
def test_numbers_and_lists_in_words(made_of: object, expected: object) -> None:
    assert made_of == expected
