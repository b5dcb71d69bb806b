"""A full day on the review pages: four people, their forms and sheets, a codebook version at noon.

What they say is drawn from a fixed seed; which excerpts the queue puts before them depends on when
the program has learned, as on any other day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import httpx2
import openpyxl
import story
from openpyxl.workbook import Workbook
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding import Evaluation
from coding.evaluation import tables
from coding.intake.cutting import read_and_cut
from coding.outputs import write_outputs
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted
from coding.revisions.versions import Signatory, freeze_version, sign
from coding.sheets.review_sheet import SheetChoice
from coding.sheets.review_sheet_pages import PAGE
from coding.suggestions.suggest import suggest
from flows.cli.sheet import sheet_in, sheet_out

ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
PEOPLE = {
    "AB": "lived experience", "CD": "researcher", "EF": "unpaid carer", "GH": "staff",
    "IJ": "facilitator",
}  # fmt: skip
BLIND = ("AB", "CD", "EF")
NOON, EVENING = 1_000, 2_000
SAYS = (
    *["reject"] * 4, *["accept:positive"] * 4, *["accept:negative"] * 3, "accept:mixed",
    "accept:neutral", "not sure", "not sure",
)  # fmt: skip
EX, RW = Signatory("EX", "lived experience"), Signatory("RW", "researcher")
AT = {"1.0": "2026-03-02T08:00:00+00:00", "1.1": "2026-03-02T12:00:00+00:00"}


@dataclass
class Form:
    """A form of a page: where it goes, what stands in it, and by name what can be chosen."""

    act: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """Collects the forms of a page as a browser without scripts would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", self._select), told.get("value", "")
        if tag == "form":
            self.found.append(Form(told.get("action", ""), told.get("method", "get")))
        elif tag == "select":
            self._select = told.get("name", "")
        elif name and self.found and (tag in ("button", "option") or told.get("type") == "radio"):
            self.found[-1].choices.setdefault(name, []).append(value)
        elif name and self.found and tag in ("input", "textarea"):
            self.found[-1].fields[name] = value


class Colleague:
    """One of the four, at a browser without scripts."""

    def __init__(self, app: Starlette, evaluation: Evaluation, name: str) -> None:
        self.name = name
        # Entered and never left: without it, each request has an event loop of its own.
        self.http = TestClient(app, base_url=ORIGIN).__enter__()
        self.http.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        token = reviewers.renew(evaluation.store, name)
        entered = self.http.post(f"/enter/{token}", headers=form, follow_redirects=False)
        assert entered.status_code == 303

    def read(self, path: str) -> tuple[str, str]:
        """The text of a page, and the path that it was found at in the end."""
        answer = self.http.get(path)
        assert answer.status_code == 200, path
        return answer.text, answer.url.path

    def forms(self, path: str, act: str = "") -> list[Form]:
        """The forms of a page whose address ends with `act`."""
        return [form for form in Forms(self.read(path)[0]).found if form.act.endswith(act)]

    def send(self, form: Form, **said: str) -> httpx2.Response:
        """What comes of a form with these answers: a page, or where it leads."""
        assert form.method == "post"
        return self.http.post(form.act, data={**form.fields, **said}, follow_redirects=False)

    def kept(self, form: Form, **said: str) -> None:
        """Send a form that must be kept."""
        assert self.send(form, **said).status_code == 303


@dataclass
class Day:
    """An evaluation under review, and who reviews it."""

    evaluation: Evaluation
    app: Starlette
    people: dict[str, Colleague]
    draw: Random

    @property
    def now(self) -> Evaluation:
        """The evaluation as its folder stands now."""
        return Evaluation.open(self.evaluation.folder)

    def decided(self) -> int:
        """How many rows the record of decisions has."""
        with self.evaluation.store.reading() as connection:
            count = select(func.count()).select_from(tables.decisions)
            return int(connection.execute(count).scalar_one())

    def look(self, who: Colleague) -> None:
        """Read the next excerpt, decide about some codes, remark something, and go on."""
        path = who.http.get("/review", follow_redirects=False).headers["location"].partition("?")[0]
        if path == "/review/done":
            return
        if path == "/review/several":
            (form,) = who.forms(path, "/several")
            path = f"/review/{form.fields['excerpt']}"
        forms = who.forms(f"{path}?find=*")
        says = {f.fields["code"]: f for f in forms if f.act.endswith("/say")}
        for code in self.draw.sample(sorted(says), self.draw.choice((3, 4, 5))):
            self._say(who, says[code])
        for kind in ("strong quote", "not to be quoted", "memo"):
            if self.draw.random() < 0.1:
                form = next(f for f in forms if f.fields.get("kind") == kind)
                who.kept(form, **({"value": "A thought."} if kind == "memo" else {}))
        if self.draw.random() < 0.15:
            self.undo(who, path)
        on = next(f for f in forms if f.act.endswith("/next"))
        who.kept(on, say=self.draw.choice(["next"] * 9 + ["skip"]))

    def _say(self, who: Colleague, form: Form) -> None:
        told = self.draw.choice(SAYS)
        if told in form.choices["say"] or told in ("reject", "not sure"):
            who.kept(form, say=told)
            if self.draw.random() < 0.05:
                who.kept(form, say=told)

    def undo(self, who: Colleague, path: str) -> None:
        """Take the last thing back, whatever it was."""
        (form,) = who.forms(path, "/undo")
        who.kept(form)

    def until(self, count: int, who: Sequence[str] = tuple(PEOPLE)) -> None:
        """Look at one excerpt after the other in turn, until so many decisions are in the record."""
        while self.decided() < count:
            for name in who:
                self.look(self.people[name])

    def code_by_hand(self, who: Colleague) -> None:
        """Code two excerpts of a transcript on the page Read."""
        frame = self.evaluation.excerpts()
        own = frame[frame["transcript_id"] == frame["transcript_id"].iloc[-1]]["excerpt_id"][:2]
        where = f"/read/{frame['transcript_id'].iloc[-1]}/code"
        (form,) = who.forms(f"{where}?{'&'.join(f'excerpt={id}' for id in own)}", "/code")
        told = {**form.fields, "excerpt": list(own), "code": "travel", "say": "accept:mixed"}
        answer = who.http.post(form.act, data=told, follow_redirects=False)
        assert answer.status_code == 303 and "said=saved" in answer.headers["location"]

    def bulk(self, who: Colleague, query: str, act: str, *, back: bool = False) -> None:
        """Say the same of a whole filtered list; `back` takes all of it back again."""
        (ask,) = who.forms(f"/codes/list?{query}", "/codes/ask")
        page = who.send(ask, act=act)
        assert page.status_code == 200
        (sure,) = (f for f in Forms(page.text).found if f.act == "/codes/act")
        before = self.decided()
        who.kept(sure)
        who.kept(sure)
        assert self.decided() > before
        if back:
            self.undo(who, f"/review/{self.evaluation.excerpts()['excerpt_id'].iloc[0]}")

    def settle(self, who: Colleague, many: int) -> None:
        """Settle disagreements with a reason, take one of these back, and contradict another."""
        for ruling in ("positive", "not there", "mixed", "negative", "neutral")[:many]:
            who.kept(who.forms("/disagreements", "/settle")[0], ruling=ruling, reason="Read it.")
        who.kept(who.forms("/disagreements?show=settled", "/take-back")[0])
        settled = who.forms("/disagreements?show=settled", "/take-back")[0].fields
        forms = who.forms(f"/review/{settled['excerpt']}?find=*", "/say")
        who.kept(next(f for f in forms if f.fields["code"] == settled["code"]), say="not sure")

    def new_version(self, content: str, number: str) -> None:
        """The codebook's next version is written, signed and published."""
        (self.evaluation.folder / "codebook.yaml").write_text(content)
        for person in (EX, RW):
            sign(self.now, "draft", person, AT[number])
        freeze_version(self.now, number, RW, AT[number])

    def run(self) -> None:
        """What `heard run` does until it writes anything."""
        evaluation = self.now
        read_and_cut(evaluation)
        suggest(evaluation, evaluation.excerpts(), story.cache_of(evaluation))

    def write(self) -> None:
        """What `heard run` does then."""
        evaluation = self.now
        prepared = date(2026, 3, 2)
        write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=prepared)

    def sheet(self, name: str, choice: SheetChoice) -> Path:
        """A sheet handed out and filled in; the protection is no hindrance to a program."""
        path = self.evaluation.folder.parent / f"{name}-{self.decided()}.xlsx"
        sheet_out(self.evaluation.folder, name, choice, path)
        book = openpyxl.load_workbook(path)
        self._fill(book)
        book.save(path)
        return path

    def _fill(self, book: Workbook) -> None:
        page = book[PAGE]
        place = {str(cell.value): at for at, cell in enumerate(page[1], start=1)}
        names = [str(row[0].value) for row in book["Codebook"].iter_rows(min_row=2)]
        for row in range(2, page.max_row + 1):
            if page.cell(row, place["code_id"]).value:
                told = self.draw.choice(("accept", "accept", "reject", "not sure"))
                page.cell(row, place["decision"], told)
                if told == "accept":
                    page.cell(row, place["direction"], self.draw.choice(("positive", "mixed")))
            else:
                page.cell(row, place["missing code 1"], self.draw.choice(names))
                page.cell(row, place["direction 1"], self.draw.choice(("negative", "not sure")))
                page.cell(row, place["done"], "x")

    def hand_in(self, path: Path, name: str) -> int:
        """Read a sheet back; how many decisions that added."""
        before = self.decided()
        sheet_in(path, self.evaluation.folder, name)
        return self.decided() - before


def sorted_anew(path: Path) -> None:
    """Sort the rows of a sheet by what people said, as a spreadsheet does."""
    book = openpyxl.load_workbook(path)
    page = book[PAGE]
    place = [cell.value for cell in page[1]].index("excerpt")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for at, row in enumerate(sorted(rows, key=lambda row: str(row[place])), start=2):
        for column, value in enumerate(row, start=1):
            page.cell(at, column).value = value
    book.save(path)


def begun(evaluation: Evaluation) -> Day:
    """The morning: version 1.0 is published, and three of the five have a share to code blind."""
    for name, role in PEOPLE.items():
        reviewers.add(evaluation.store, name, role, AT["1.0"])
    assign(evaluation, Wanted(BLIND, share=0.05, blind=True), AT["1.0"])
    app = team_app(evaluation, ADDRESS)
    people = {name: Colleague(app, evaluation, name) for name in PEOPLE}
    day = Day(evaluation, app, people, Random(7))
    day.new_version(story.ONE, "1.0")
    return day


def whole(evaluation: Evaluation) -> Day:
    """The day to its end; a little over 2,000 decisions are in the record then."""
    day = begun(evaluation)
    ab, cd, ef, gh, ij = day.people.values()
    edited = day.sheet("GH", SheetChoice(number=120))
    for _ in range(20):
        for who in (ab, cd, ef):
            day.look(who)
    day.settle(ij, 5)
    assign(evaluation, Wanted(BLIND, share=0.6, seed=2), AT["1.0"])
    assert day.hand_in(edited, "GH") >= 30
    day.until(NOON - 250)
    day.code_by_hand(gh)
    day.bulk(gh, "code=listened&status=open", "accept:same")
    day.bulk(cd, "code=trust&status=reject", "not sure")
    day.bulk(ab, "code=information&direction=positive", "accept:negative", back=True)
    stale = day.sheet("EF", SheetChoice(number=100, codes=("travel", "information")))
    twice = day.sheet("CD", SheetChoice(assigned=True))
    assert day.hand_in(twice, "CD") >= 30
    assert day.hand_in(twice, "CD") == 0
    day.until(NOON)
    any_id = evaluation.excerpts()["excerpt_id"].iloc[0]
    old = gh.forms(f"/review/{any_id}?find=*", "/say")
    day.new_version(story.TWO, "1.1")
    before = day.decided()
    gone = next(form for form in old if form.fields["code"] == "confidence")
    assert gh.send(gone, say="accept:positive").status_code == 409
    assert day.decided() == before
    day.run()
    sorted_anew(stale)
    assert day.hand_in(stale, "EF") >= 30
    for _ in range(20):
        for who in (ab, cd, ef):
            day.look(who)
    day.settle(ij, 5)
    day.bulk(ef, "code=belief&status=accept", "accept:same")
    day.bulk(gh, "code=travel&status=disagreed", "reject")
    day.until(EVENING)
    day.run()
    day.write()
    return day
