"""The page Read: a transcript with its codings, and coding by hand."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest
from reviewing import Client, client

from coding import Evaluation
from coding.evaluation import tables
from coding.review.known.excerpts import Shelved
from coding.review.views.reading import who_speaks


@pytest.fixture
def folder(told_story: Path, tmp_path: Path) -> Path:
    copytree(told_story, tmp_path / "e")
    return tmp_path / "e"


@pytest.fixture
def browser(folder: Path) -> Iterator[Client]:
    with client(folder, "RW") as found:
        yield found


def first_two(folder: Path) -> tuple[str, list[str]]:
    """A transcript, and its first two excerpts."""
    frame = Evaluation.open(folder).excerpts()
    transcript = str(frame["transcript_id"].iloc[0])
    return transcript, list(frame[frame["transcript_id"] == transcript]["excerpt_id"].iloc[:2])


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_every_transcript_is_listed_and_every_excerpt_stands_in_its_own(
    folder: Path, browser: Client
) -> None:
    frame = Evaluation.open(folder).excerpts()
    listed = browser.get("/read").text
    for transcript, own in frame.groupby("transcript_id"):
        assert f'href="/read/{transcript}"' in listed
        page = browser.get(f"/read/{transcript}").text
        assert re.findall(r'data-excerpt="([^"]+)"', page) == list(own["excerpt_id"])
        unmarked = re.sub("</?mark[^>]*>", "", page)
        shown = " ".join(unescape(re.sub("<[^>]+>", " ", unmarked)).split())
        for text in own["text"]:
            assert " ".join(text.split()) in shown


def test_a_transcript_is_headed_by_who_speaks_and_each_place_has_one_action(
    folder: Path, browser: Client
) -> None:
    frame = Evaluation.open(folder).excerpts()
    for transcript, own in frame.groupby("transcript_id"):
        page = browser.get(f"/read/{transcript}").text
        heading = re.search("<h1>(.*?)</h1>", page)
        assert heading
        names = [name for name in own["pseudonym"].unique() if name]
        assert all(name in heading[1] for name in names[:3])
        for place in page.split('data-excerpt="')[1:]:
            assert place.split('id="selected"')[0].count("<a ") == 1


def test_codes_stand_under_the_names_of_their_themes_and_evidence_is_marked(
    folder: Path, browser: Client
) -> None:
    evaluation = Evaluation.open(folder)
    likely = evaluation.suggestions().merge(evaluation.excerpts(), on="excerpt_id").iloc[0]
    place = passage(browser.get(f"/read/{likely['transcript_id']}").text, likely["excerpt_id"])
    theme = evaluation.codebook.theme_of(evaluation.codebook.code(likely["code_id"]).id)
    assert f"<bdi>{theme.name}</bdi>" in place
    phrase = likely["text"][likely["phrase_start"] : likely["phrase_end"]]
    marked = "".join(re.findall("<mark[^>]*>(.*?)</mark>", place, re.DOTALL))
    assert phrase
    assert phrase in unescape(marked)


def passage(page: str, excerpt: str) -> str:
    """What stands of one excerpt on the page."""
    return page.split(f'data-excerpt="{excerpt}"')[1].split('<div class="passage')[0]


@pytest.mark.parametrize(
    ("pseudonyms", "heading"),
    [
        ([], ""),
        ([""], ""),
        (["[carer 2]", "", "[carer 2]"], "[carer 2]"),
        (["[carer 2]", "[staff 1]"], "[carer 2] and [staff 1]"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 others"),
    ],
)
def test_who_speaks_is_said_once_each_and_few_by_name(pseudonyms: list[str], heading: str) -> None:
    spoken = [
        Shelved(n, f"e{n}", "t", "a.txt", "", "p", name, "", 0, 1, "x", "", False, False)
        for n, name in enumerate(pseudonyms)
    ]
    assert who_speaks(spoken) == heading


def test_no_real_name_is_on_any_page_of_it(folder: Path, browser: Client) -> None:
    evaluation = Evaluation.open(folder)
    names = {part for person in evaluation.people for part in person.name.split() if len(part) > 3}
    assert names
    for transcript in set(evaluation.excerpts()["transcript_id"]):
        page = browser.get(f"/read/{transcript}").text
        assert [name for name in names if re.search(rf"\b{name}\b", page)] == []


def test_a_code_chosen_by_hand_is_kept_for_each_excerpt_once(folder: Path, browser: Client) -> None:
    transcript, both = first_two(folder)
    query = "&".join(f"excerpt={id}" for id in both)
    page = browser.get(f"/read/{transcript}/code?{query}").text
    fields = {"key": key_of(page), "code": "travel", "say": "accept:negative", "memo": "The lift."}
    for _ in range(2):
        answer = browser.http.post(
            f"/read/{transcript}/code",
            data={**fields, "excerpt": both},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert "Saved." in answer.text
    evaluation = Evaluation.open(folder)
    kept = evaluation.decisions()
    columns = ["excerpt_id", "code_id", "verdict", "direction", "reviewer", "drawn", "source"]
    assert kept[columns].to_numpy().tolist() == [
        [id, "travel", "accept", "negative", "RW", "by hand", "page"] for id in both
    ]
    assert list(evaluation.remarks()["value"]) == ["The lift."] * 2
    assert "RW</bdi> accept negative" in browser.get(f"/read/{transcript}").text


@pytest.mark.parametrize(
    "change",
    [
        {"words": "3-2"},
        {"words": "0-99999"},
        {"excerpt": "unknown"},
        {"code": "unknown"},
        {"say": "accept:up"},
        {"key": "x"},
    ],
)
def test_what_is_no_form_of_ours_keeps_nothing(
    folder: Path, browser: Client, change: dict[str, str]
) -> None:
    transcript, both = first_two(folder)
    fields = {"key": "a" * 32, "code": "travel", "say": "accept:mixed", "excerpt": both[0]}
    assert browser.post(f"/read/{transcript}/code", {**fields, **change}).status_code == 409
    assert len(Evaluation.open(folder).decisions()) == 0


def keep(browser: Client, transcript: str, **fields: str) -> str:
    """Code by hand; gives the page that follows."""
    form = {"key": "a" * 32, "code": "travel", "say": "accept"}
    return browser.post(f"/read/{transcript}/code", {**form, **fields}).text


def selected_by(evaluation: Evaluation) -> list[str]:
    """The selected words of each decision in the transcript's own text, "" where there are none."""
    frame = evaluation.decisions().merge(evaluation.excerpts(), on="excerpt_id")
    texts = evaluation.transcripts().set_index("transcript_id")["text"]
    return [
        ""
        if pd.isna(row["words_start"])
        else texts[row["transcript_id"]][row["start"] :][
            int(row["words_start"]) : int(row["words_end"])
        ]
        for _, row in frame.iterrows()
    ]


def test_selected_words_are_kept_beside_the_decision_and_shown(
    folder: Path, browser: Client
) -> None:
    evaluation = Evaluation.open(folder)
    frame = evaluation.excerpts()
    id, transcript, text = next(
        told
        for told in zip(frame["excerpt_id"], frame["transcript_id"], frame["text"], strict=True)
        if "] " in told[2]
    )
    start = text.index("] ") + 2
    words = text[start:]
    page = keep(browser, transcript, excerpt=id, words=f"{start}-{len(text)}")
    assert words in unescape(re.findall('<q dir="auto">(.*?)</q>', passage(page, id))[0])
    kept = evaluation.decisions().iloc[0]
    assert (kept["verdict"], kept["direction"]) == ("accept", "")
    names = evaluation.names()
    assert [names.replace(own) for own in selected_by(evaluation)] == [words]


def test_saying_the_direction_later_keeps_the_words_and_rejecting_does_not(
    folder: Path, browser: Client
) -> None:
    transcript, both = first_two(folder)
    keep(browser, transcript, excerpt=both[0], words="0-4")
    for number, say in enumerate(("accept:mixed", "reject", "accept:mixed")):
        fields = {"key": f"{number}" * 32, "code": "travel", "say": say}
        browser.post(f"/review/{both[0]}/say", fields)
    first, *later = selected_by(Evaluation.open(folder))
    assert first
    assert later == [first, "", ""]


def test_one_undo_takes_back_all_that_one_selection_coded(folder: Path, browser: Client) -> None:
    transcript, both = first_two(folder)
    form = {"key": "a" * 32, "code": "travel", "say": "accept", "words": ["0-4", "0-3"]}
    page = browser.http.post(
        f"/read/{transcript}/code",
        data={**form, "excerpt": both},
        headers={"Sec-Fetch-Site": "same-origin"},
    ).text
    evaluation = Evaluation.open(folder)
    assert len(evaluation.standing()) == 2
    last = re.search(r'name="last" value="([^"]+)"', page)
    assert last
    for answer in ("Taken back.", "There is nothing of yours to take back."):
        assert answer in browser.post(f"/read/{transcript}/undo", {"last": last[1]}).text
    assert len(evaluation.standing()) == 0
    assert len(evaluation.decisions()) == 4


def test_the_form_chooses_all_of_an_excerpt_or_a_sentence_or_what_was_selected(
    folder: Path, browser: Client
) -> None:
    frame = Evaluation.open(folder).excerpts()
    row = next(row for _, row in frame.iterrows() if row["text"].count(". ") > 1)
    address = f"/read/{row['transcript_id']}/code?excerpt={row['excerpt_id']}"
    values = re.findall(r'name="words" value="([^"]*)"', browser.get(address).text)
    sentences = [row["text"][slice(*map(int, value.split("-")))] for value in values[1:]]
    assert values[0] == ""
    assert len(sentences) > 1
    assert " ".join(sentences).split() == row["text"].split()
    page = browser.get(f"{address}&words=1-4").text
    assert re.findall(r'name="words" value="([^"]*)"[^>]* checked', page) == ["1-4"]


def test_who_codes_blind_sees_neither_suggestions_nor_what_others_said(
    folder: Path, browser: Client
) -> None:
    transcript, both = first_two(folder)
    evaluation = Evaluation.open(folder)
    given = [
        {"excerpt_id": id, "reviewer": "RW", "blind": True, "reason": "share", "at": "2026-01-05"}
        for id in evaluation.excerpts()["excerpt_id"]
    ]
    with evaluation.store.writing() as connection:
        connection.execute(tables.assignments.insert(), given)
    page = browser.get(f"/read/{transcript}").text
    assert "likely, nobody has decided" not in page
    assert "You code this one without suggestions." in page
    assert "nothing is found" in browser.get("/codes/list?code=listened").text.lower()
    fields = {"key": "a" * 32, "code": "travel", "say": "accept:mixed", "excerpt": both[0]}
    browser.post(f"/read/{transcript}/code", fields)
    kept = evaluation.decisions().iloc[0]
    assert bool(kept["blind"])
    assert pd.isna(kept["suggested"])
    assert "RW</bdi> accept mixed" in browser.get(f"/read/{transcript}").text


@pytest.mark.parametrize("path", ["/read/unknown", "/read/unknown/code?excerpt=unknown"])
def test_what_is_not_there_leads_back_to_the_list(browser: Client, path: str) -> None:
    page = browser.get(path)
    assert page.status_code == 200
    assert "<h1>Transcripts</h1>" in page.text
