"""The page Files with scripts off: doubts are shown, and what people answer is kept once."""

import html
import re
from pathlib import Path

import pytest
from doubted_story import doubted
from reviewing import Client, client
from starlette.testclient import TestClient

from coding import Evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.doubted import kept_answers
from coding.intake.speakers_file import FILE, SpeakersAnswer
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.reviewers import reviewers
from corpora.files import lock

ACT = "/files/answer?page=1"
KEPT = "Kept in speakers.yaml. It counts from the next run on: heard run FOLDER"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return doubted(tmp_path / "e")


def words(page: str) -> str:
    """What is read on a page, with single spaces."""
    inline = re.sub(r"</?(?:a|b|bdi|code|span|strong)\b[^>]*>", "", page)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", inline).split()))


def form(page: str, heading: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The form under a heading: its hidden fields, the labels' fields, the boxes' values."""
    card = next(c for c in re.findall(r"<article.*?</article>", page, re.S) if heading in c)
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', card))
    radios = re.findall(r"<legend><bdi>([^<]*)</bdi></legend>.*?name=\"(label-\w+)\"", card, re.S)
    boxes = re.findall(r'name="one" value="(\w+)"[^>]*>\s*(?:<bdi>)?([^<]*)', card)
    return hidden, dict(radios), {label: id for id, label in boxes}


def sent(browser: Client, *labels: tuple[str, str], one: tuple[str, ...] = ()) -> tuple[int, str]:
    """Answer about the file with labels; the status and what the page then says."""
    hidden, radios, boxes = form(browser.get("/files").text, "Link worker")
    fields = {radios[label]: word for label, word in labels}
    ticked = {"one": [boxes[label] for label in one]}
    answer = browser.post(ACT, {**hidden, **fields, **ticked})  # type: ignore[dict-item]
    return answer.status_code, words(answer.text)


def test_doubts_come_first_then_what_is_sure_then_what_was_refused(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        page = browser.get("/files").text
    headings = [words(h) for h in re.findall(r"<h[123].*?</h[123]>", page, re.S)]
    assert headings == [
        "Files", "Read with doubts: 2", "[speaker 1].txt", "alone.txt", "Read without doubts", "Refused: 1",
    ]  # fmt: skip
    text = words(page)
    assert "Read without doubts 1 file. Refused: 1 broken.docx " in text
    assert "damaged" in text.partition("broken.docx")[2]


def test_names_are_hidden_but_for_labels_that_somebody_has_to_judge(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        page = browser.get("/files").text
    lines = [words(line) for line in re.findall(r"<li>(.*?)</li>", page, re.S)][-5:]
    assert lines == [
        "'Link worker:' opens 3 paragraphs and was not taken for a speaker",
        "'Bo:' opens 6 paragraphs and was taken for a speaker",
        "'A. Bell' was taken for a slip of 'Ann Bell'",
        "'[speaker 1]' is listed as present and never speaks",
        "all words are one person's",
    ]
    assert list(form(page, "Link worker")[2]) == ["Ann Bell", "Bo", "A. Bell"]


def test_an_answer_is_kept_whole_with_who_and_when(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        status, text = sent(
            browser, ("Link worker", "speaker"), ("Bo", ""), one=("Ann Bell", "A. Bell")
        )
    (answer,) = kept_answers(evaluation)
    assert (status, KEPT in text) == (200, True)
    said = SpeakersAnswer(
        "Ann_Bell.txt", ("Link worker",), (), ("Ann Bell", "A. Bell"), "AB", answer.at, answer.key
    )
    assert answer == said
    assert (
        f"Answered so far Speakers: Link worker. One and the same person: Ann Bell, A. Bell. "
        f"AB, {answer.at[:10]}"
    ) in text


def test_all_words_of_one_person(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        hidden, radios, boxes = form(browser.get("/files").text, "alone.txt")
        assert (radios, list(boxes)) == ({}, ["All these words are rightly one person’s"])
        browser.post(ACT, {**hidden, "one": next(iter(boxes.values()))})
    assert [(a.file, a.one_person) for a in kept_answers(evaluation)] == [("alone.txt", ("Cy",))]


def test_the_same_form_sent_twice_and_in_a_run_keeps_one_answer(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser, lock(evaluation.hidden):
        hidden, radios, _ = form(browser.get("/files").text, "Link worker")
        fields = {**hidden, radios["Bo"]: "nobody"}
        assert [browser.post(ACT, fields).status_code for _ in "12"] == [200, 200]
    assert [answer.nobody for answer in kept_answers(evaluation)] == [("Bo",)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "there is no answer in it"),
        ({"label-Bo": "speaker", "key": ""}, "not one of the page's"),
        ({"label-Bo": "perhaps"}, "asks what the page does not"),
        ({"label-0123456789ab": "speaker"}, "asks what the page does not"),
        ({"one": "0123456789ab"}, "asks what the page does not"),
        ({"label-Bo": "speaker", "file": "0123456789ab"}, "asks what the page does not"),
        ({"label-Bo": "speaker", "file": "../people.csv"}, "asks what the page does not"),
        ({"one": "Bo"}, "one label alone is ticked"),
    ],
)
def test_wrong_input_keeps_nothing_and_says_so(
    evaluation: Evaluation, fields: dict[str, str], says: str
) -> None:
    with client(evaluation.folder) as browser:
        hidden, radios, boxes = form(browser.get("/files").text, "Link worker")
        real = {radios["Bo"] if name == "label-Bo" else name: v for name, v in fields.items()}
        real = {name: boxes.get(v, v) if name == "one" else v for name, v in real.items()}
        answer = browser.post(ACT, {**hidden, **real})
    assert (answer.status_code, says in words(answer.text)) == (409, True)
    assert 'role="alert">' in answer.text and "Nothing was kept" in answer.text
    assert not (evaluation.folder / FILE).exists()


def test_what_was_filled_in_stands_there_still_after_a_refusal(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        hidden, radios, boxes = form(browser.get("/files").text, "Link worker")
        fields = {**hidden, radios["Bo"]: "nobody", "one": boxes["Bo"]}
        page = browser.post(ACT, fields).text
    assert re.findall(r'name="(?:label-\w+|one)" value="(\w+)" checked', page) == ["nobody", boxes["Bo"]]  # fmt: skip


def test_a_file_broken_by_hand_is_named_with_its_line_and_left_alone(
    evaluation: Evaluation,
) -> None:
    broken = b"# ours\n- file: alone.txt\n  speaker: [Cy]\n"
    with client(evaluation.folder) as browser:
        hidden, radios, _ = form(browser.get("/files").text, "Link worker")
        (evaluation.folder / FILE).write_bytes(broken)
        shown, sent = browser.get("/files"), browser.post(ACT, {**hidden, radios["Bo"]: "nobody"})
    assert (shown.status_code, sent.status_code) == (200, 409)
    for page in (shown.text, sent.text):
        assert "speakers.yaml line 3" in page and "Did you mean 'speakers'?" in html.unescape(page)
        assert "<form" not in page.partition("<main")[2]
    assert (evaluation.folder / FILE).read_bytes() == broken


def test_each_reviewer_of_a_team_sees_what_others_answered(evaluation: Evaluation) -> None:
    origin = "https://heard.team.example"
    address = TeamAddress("127.0.0.1", 8443, origin, ("heard.team.example",), True)
    for name in ("EF", "GH"):
        reviewers.add(evaluation.store, name, "researcher", "2026-03-02T10:00:00+00:00")
    pages = []
    for name, word in (("EF", "speaker"), ("GH", "nobody")):
        browser = TestClient(team_app(evaluation, address), base_url=origin)
        browser.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null"})
        browser.post(f"/enter/{reviewers.renew(evaluation.store, name)}", data={"a": "b"})
        hidden, radios, _ = form(browser.get("/files").text, "Link worker")
        pages.append(words(browser.post(ACT, data={**hidden, radios["Bo"]: word}).text))
    assert [(a.by, a.speakers, a.nobody) for a in kept_answers(evaluation)] == [
        ("EF", ("Bo",), ()), ("GH", (), ("Bo",)),
    ]  # fmt: skip
    assert re.search(r"Speakers: Bo\. EF, [\d-]{10} Not speakers: Bo\. GH, ", pages[1])


def test_a_long_list_has_parts_and_an_answer_leads_back_to_its_own(evaluation: Evaluation) -> None:
    for n in range(10):
        name = f"z{n}.txt"
        (evaluation.sources / name).write_text(f"Dee: One {n}.\n\nDee: Two.\n\nDee: Three.")
    read_and_cut(evaluation)
    with client(evaluation.folder) as browser:
        assert "Part 1 of 2" in browser.get("/files").text
        page = browser.get("/files?page=2").text
        hidden, _, boxes = form(page, "z9.txt")
        answer = browser.post("/files/answer?page=2", {**hidden, "one": next(iter(boxes.values()))})
    assert str(answer.url).endswith(f"/files?kept={hidden['file']}&page=2#f-{hidden['file']}")
    assert KEPT in words(answer.text)
