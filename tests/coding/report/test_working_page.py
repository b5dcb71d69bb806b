"""The working page says what there is to do, and nothing that could be taken for a result."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from deid_evaluation import FIRST, NOW, PEOPLE, add, fake
from invented import about, code, evaluation, excerpt, file, frames, published, suggestion
from report_pages import HOSTILE, Text, hostile
from story import ONE

from codebooks.codebook import Codebook, Theme
from coding import Evaluation
from coding.coder.learning.readiness import Readiness, State
from coding.deidentification import search as searching
from coding.deidentification.candidates import candidates_of
from coding.deidentification.numbering import keep_decisions
from coding.deidentification.sign_off import sign_off
from coding.evaluation.output_files import REPORT
from coding.findings.publication import Publication, publications_of, publish
from coding.outputs import hash_of_inputs
from coding.report.working import WorkSoFar, render_working_page, work_so_far
from coding.reviewers.queue import Mix

DOUBT = "3 of 1,775 excerpts speak clearly of any code: is it the right codebook?"


def page(made: Publication, work: WorkSoFar | None = None) -> Text:
    return Text(render_working_page(made, work or WorkSoFar()))


@pytest.fixture(scope="module")
def made() -> Publication:
    return published(evaluation(), left_out_people=2, unlisted_speakers=7)


@pytest.fixture(scope="module")
def whole(made: Publication) -> Text:
    return page(made)


# --- what it says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Working page of the review team, for nobody else",
        "These are machine suggestions. No one has checked them yet. Nothing on this page is a finding.",
        "28 interviews, 5 sets of meeting notes. 189 excerpts were cut from them. 5 excerpts are second-hand,",
        "2 files could not be used",
        "autumn 2025/scan.docx: This is not really a Word file, or it is damaged. Open it in the program",
        "1 comment (in 5 files)",
        "Not coded, because they have not agreed to analysis: fewer than 5 people.",
        "Speakers who are not listed in people.csv: 7 people.",
        "About 50 of 100 excerpts that the queue brings are drawn by chance",
        "1 group of alike excerpts that the codebook does not cover: “parking, pounds”.",
        "161 suggestions in 161 of 189 excerpts: a probability of at least 0.50",
        "For 28 excerpts no code is likely, which does not mean that there is none.",
        "Likely nowhere (which does not mean that nobody spoke of it) Job satisfaction.",
        "None checked of 161",
        "Codebook Co-production, version 1.2",
    ],
)
def test_what_the_team_reads(whole: Text, said: str) -> None:
    assert said in whole.text


def test_a_codebook_that_does_not_seem_to_fit_is_asked_about_before_all_else(whole: Text) -> None:
    text = page(published(evaluation(), doubt=DOUBT)).text
    assert 0 < text.index(DOUBT) < text.index("These are machine suggestions.")
    assert "is it the right codebook" not in whole.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"decisions": 1},
            "People have made 1 decision so far, and that is not counted here but in",
        ),
        (
            {"decisions": 1_200},
            "People have made 1,200 decisions so far, and those are not counted",
        ),
        ({"checked": 3}, "People have looked at some of them and have accepted no code so far."),
        ({"checked": 3}, "Suggestions 3 of 161 checked"),
    ],
)
def test_decisions_are_not_mixed_with_suggestions(given: dict[str, int], said: str) -> None:
    text = page(published(evaluation(), **given)).text
    assert said in text
    assert "No one has checked" not in text


def test_codes_stand_under_how_far_the_program_can_be_trusted_with_them() -> None:
    states: dict[str, State] = {"tokenism": "ready", "voice": "people must code this",
                                "influence": "ready", "job-satisfaction": "ready"}  # fmt: skip
    known = {id: Readiness(id, state, 12, 15, 22, 0.2, 0.1, 0.4) for id, state in states.items()}
    html = render_working_page(published(evaluation(), readiness=known), WorkSoFar())
    part = html[html.index('id="likely"') : html.index("<footer>")]
    shown = [
        (Text(head).text, re.findall("<bdi>(.*?)</bdi>", names))
        for head, names in re.findall(r"<h3>(.*?)</h3>\s*<p>(.*?)</p>", part, re.DOTALL)
    ]
    assert shown == [
        ("Ready (what it suggested was mostly what people decided)", ["Influence", "Tokenism"]),
        ("People must code this (it was mostly wrong)", ["Voice"]),
        ("Not tried yet", ["Attention", "Worth of contribution", "Reciprocity", "Information",
                           "Place and travel", "Digital", "Reported change"]),
        ("Likely nowhere (which does not mean that nobody spoke of it)", ["Job satisfaction"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (WorkSoFar(), "None looked at"),
        (WorkSoFar(looked_at=3), "3 of 189 looked at, none of them to the end"),
        (WorkSoFar(looked_at=3, finished=2), "3 of 189 looked at, 2 of them to the end"),
        (WorkSoFar(), "Disputed None to settle"),
        (WorkSoFar(unsettled=2), "Disputed 2 to settle"),
        (WorkSoFar(undecided_names=1), "1 name to hide or not: heard deidentify"),
        (WorkSoFar(undecided_names=1_200), "1,200 names to hide or not"),
        (WorkSoFar(queue=Mix(0, 0, 0, 1, 0, 0)), "About 100 of 100 excerpts that the queue brings"),
        (WorkSoFar(queue=Mix(1, 0, 1, 2, 0, 0)),
         "The others are chosen: what is likely, what people disagree about."),
    ],
)  # fmt: skip
def test_how_far_people_have_come_and_what_waits(
    made: Publication, work: WorkSoFar, said: str
) -> None:
    assert said in page(made, work).text


def test_what_does_not_wait_is_not_asked_for() -> None:
    text = page(published(frames([excerpt("Yes.")], files=[file("a.txt")]))).text
    assert "Every file in the folder could be used." in text
    for absent in ("to hide or not", "not listed in", "of alike excerpts", "The files beside"):
        assert absent not in text
    only_chance = page(published(evaluation()), WorkSoFar(queue=Mix(0, 0, 0, 1, 0, 0))).text
    assert "The others are chosen" not in only_chance


def test_files_read_with_doubts_are_named_with_what_to_do() -> None:
    doubted = file("a.txt", doubts="Who is P1? 3 turns name nobody.")
    text = page(published(frames([excerpt("Yes.")], files=[doubted, file("b.txt")]))).text
    assert "In 1 file, not everything is sure a.txt: Who is P1? 3 turns name nobody." in text
    assert "Answer on the page Files of heard review, or in speakers.yaml." in text
    assert "b.txt" not in text


def test_of_many_files_a_few_are_named_and_it_is_said_where_the_others_stand() -> None:
    files = [file(f"{n:02}.txt", "refused", "It is empty.") for n in range(12)]
    text = page(published(frames(files=files))).text
    assert "12 files could not be used" in text
    assert re.findall(r"(\d\d)\.txt", text) == ["00", "01", "02", "03", "04"]
    assert "And 7 more: sheet Files of internal-coded-excerpts.xlsx." in text


# --- nothing there, nothing found -----------------------------------------------------------------


def test_nothing_at_all_still_makes_a_page() -> None:
    text = page(published(frames())).text
    assert "Nothing could be read. Put transcripts into the folder transcripts and run the" in text
    assert "Transcripts: there is nothing to look at yet." in text
    assert "Nothing, since nothing was read." in text
    assert "None to check" in text
    assert "could be used" not in text


def test_where_nothing_is_likely_the_page_does_not_say_that_nothing_is_there() -> None:
    text = page(published(frames([excerpt("They never wrote it down.")]))).text
    assert "No code is likely for any excerpt, which does not mean that there is none." in text


def test_a_codebook_without_codes_makes_a_page() -> None:
    bare = Codebook("Bare", "1", (Theme("t", "Empty theme", "", ()),))
    assert "no codes" in page(publish(evaluation(), bare, about())).text


# --- what it does not say -------------------------------------------------------------------------


def test_no_words_of_people_no_picture_no_table_and_no_count_by_code(
    made: Publication, whole: Text
) -> None:
    shown = {tag for tag, _ in whole.tags}
    assert shown.isdisjoint({"blockquote", "figure", "mark", "q", "svg", "img", "table"})
    for each in made.internal.excerpts:
        assert each.text not in whole.text
        assert not each.pseudonym or each.pseudonym not in whole.text
        assert each.source not in whole.text
    assert "%" not in whole.text and "!" not in whole.text
    likely = whole.text[whole.text.index("What the program calls likely") :]
    assert set(re.findall(r"[\d,.]*\d", likely[: likely.index("The codes stand")])) == {
        "161", "189", "0.50", "28",
    }  # fmt: skip


@pytest.mark.parametrize("times", [1, 2, 30])
def test_how_often_a_code_is_likely_changes_nothing_that_is_said_of_it(times: int) -> None:
    """One excerpt with a code tells of a person, whatever is said of people."""
    rows = [excerpt("We were heard.", start=20 * n, participant=f"p{n}") for n in range(30)]
    found = [suggestion(row, "voice") for row in rows[:times]]
    found += [suggestion(row, "attention") for row in rows]
    html = render_working_page(published(frames(rows, found)), WorkSoFar())
    assert "<bdi>Voice</bdi>; <bdi>Attention</bdi>." in html


def test_what_is_said_of_a_code_stands_as_long_as_the_number_of_people_does(
    made: Publication,
) -> None:
    """One person withdrew: whether a code is likely anywhere would tell that it was hers."""
    stands = replace(made, choice=replace(made.choice, stands_since="2025-11-03"))
    assert "each number of people, may be as of 3 November 2025" in page(stands).text
    assert "may be as of" not in page(made).text


# --- nothing in it acts ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_makes_no_tag(text: str) -> None:
    harmless, bad = page(hostile("plain")), page(hostile(text))
    assert [tag for tag, _ in bad.tags] == [tag for tag, _ in harmless.tags]
    assert [sorted(a) for _, a in bad.tags] == [sorted(a) for _, a in harmless.tags]
    assert bad.text.count(re.sub(r"\s+", " ", text)) >= 10


def test_no_script_and_nothing_from_elsewhere_and_the_policy_allows_this_style_sheet(
    made: Publication, whole: Text
) -> None:
    assert not any(tag in ("script", "link", "iframe", "object") for tag, _ in whole.tags)
    for _, attributes in whole.tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
    css = render_working_page(made, WorkSoFar()).split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = next(
        a["content"] for _, a in whole.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_it_can_be_written_whatever_files_are_called(tmp_path: Path) -> None:
    made = published(frames(files=[file("\udcff\u202e.docx", "empty", "It is \x00 empty.")]))
    REPORT.write(tmp_path, render_working_page(made, WorkSoFar()).encode())
    text = REPORT.path(tmp_path).read_text(encoding="utf-8")
    assert "‹U+DCFF›‹U+202E›.docx" in text and "It is ␀ empty." in text


def test_a_name_with_markup_is_no_markup() -> None:
    book = Codebook("B", "1", (Theme("t", "T", "", (code("a", "<b>Bold</b>", "d"),)),))
    assert "&lt;b&gt;Bold&lt;/b&gt;" in render_working_page(
        publish(frames(), book, about()), WorkSoFar()
    )


# --- of a whole evaluation ------------------------------------------------------------------------


def test_a_run_has_something_to_do_when_a_name_was_decided_about_that_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is hidden is the same as before; how many names wait is not."""
    monkeypatch.setattr(searching, "find", fake)
    (tmp_path / "evaluation.toml").write_text("title = 'Invented'")
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "codebook.yaml").write_text(ONE)
    (tmp_path / "transcripts").mkdir()
    evaluation = Evaluation.open(tmp_path)
    add(evaluation, "a.txt", FIRST)
    searching.search(evaluation)
    before, waiting = hash_of_inputs(evaluation, []), names_waiting(evaluation)
    number = candidates_of(evaluation)[0].replacement.number
    with evaluation.store.writing() as connection:
        keep_decisions(connection, [(number, "reject", "")], "RW", NOW)
    assert hash_of_inputs(evaluation, []) != before
    assert names_waiting(evaluation) == waiting - 1
    before = hash_of_inputs(evaluation, [])
    sign_off(evaluation, "RW", NOW, not_decided=waiting - 1)
    assert hash_of_inputs(evaluation, []) != before, "the reports say who signed off"


def names_waiting(evaluation: Evaluation) -> int:
    excerpts = evaluation.excerpts()
    made = publications_of(evaluation, excerpts, "words", date(2026, 3, 2))
    text = page(made[0], work_so_far(evaluation, made)).text
    return int(re.findall(r"(\d+) names? to hide or not", text)[0])
