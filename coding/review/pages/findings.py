"""The page Findings: what people claim, with what speaks for it and against it, and who agrees."""

from typing import Literal
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import DIRECTIONS, ROLES, Contributor, Role
from coding.evidence.near import NearInMeaning
from coding.findings.disclosure.last_reports import last_reports
from coding.review.access.bodies import form_of
from coding.review.access.rights import may
from coding.review.acts.forms import ListPage, go, known_of, part_of
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.page import Page
from coding.review.views.findings import EvidenceLine, FindingsReader, FindingView, finding_view
from coding.written.columns import FINDING
from coding.written.folder import written_in
from coding.written.sheet.one_by_one import (
    SIDES,
    ChangedMeanwhile,
    FieldsWrong,
    FindingText,
    Side,
    add_finding,
    agree_with,
    choose_quote,
    dissent_from,
    edit_finding,
    state_of,
    take_word_back,
    text_of_finding,
)
from coding.written.values import FINDING_ASPECTS, Written, WrittenFinding
from corpora.errors import HeardError, InputError, WrittenError

PATH, TEMPLATE = "/findings", "findings.html.j2"
ABOUT, ONE = f"{PATH}/about", "finding.html.j2"
WRITE, FORM = f"{PATH}/write", "finding_form.html.j2"
AT_ONCE = 5
COLUMNS = ("-against", "-gone")
"""What the place of an excerpt on the page ends with, beside the column of what speaks for it."""
MOST_IN_REPORT = 5
_DONE = {
    "saved": "Saved in findings/findings.yaml.",
    "chosen": "Saved: it is among the quotes.",
    "left-out": "Saved: it is no longer among the quotes.",
    "agreed": "Saved: you agree, with your name and role.",
    "dissents": "Saved: you see it otherwise, with your name and role.",
    "taken-back": "Saved: your word is taken back.",
}
_NO_SUCH = "There is no such finding."


def list_findings(request: Request) -> Response:
    """Every finding with its figures and who agrees."""
    return _list(request, "")


def show_finding(request: Request) -> Response:
    """One finding (`of`) with its evidence and its counter-evidence."""
    return _one(request, request.query_params.get("of", ""), "")


def write_finding(request: Request) -> Response:
    """The form for a finding: a new one, or one (`of`) as it stands."""
    written, of = written_in(desk_of(request).evaluation), request.query_params.get("of", "")
    if not of:
        return _form(request, written, FindingText(_next_id(written), ""), "")
    finding = _finding(written, of)
    if finding is None:
        return _list(request, _NO_SUCH, 404)
    return _form(request, written, text_of_finding(finding), state_of(finding))


def save_finding(request: Request) -> Response:
    """Keep a new finding, or what a finding says now."""
    evaluation, text = desk_of(request).evaluation, _text(request)
    made_from = form_of(request).get("made-from", "")
    try:
        if made_from:
            edit_finding(evaluation, text, _who(request), made_from)
        else:
            add_finding(evaluation, text, _who(request))
    except WrittenError:
        return _list(request, "Nothing was kept.")
    except HeardError as fault:
        return _form(request, written_in(evaluation), text, made_from, fault)
    return go(f"{ABOUT}?{urlencode({'of': text.id.strip(), 'done': 'saved'})}")


def choose_excerpt(request: Request) -> Response:
    """Put an excerpt among the quotes for or against a finding, or take it out."""
    evaluation, form = desk_of(request).evaluation, form_of(request)
    of, excerpt, wanted = (form.get(name, "") for name in ("of", "excerpt", "side"))
    side: Side | Literal[""] = next((each for each in SIDES if each == wanted), "")
    try:
        if side and not _may_quote(request, excerpt):
            raise InputError("these words may not be quoted", remedy="Nothing was kept.")
        choose_quote(evaluation, of, excerpt, side)
    except HeardError as fault:
        return _one(request, of, str(fault))
    fields = {"of": of, "done": "chosen" if side else "left-out", "page": form.get("page", "")}
    column = next((each for each in COLUMNS if each == form.get("column")), "")
    return go(f"{ABOUT}?{urlencode(fields)}#q-{excerpt}{column}")


def say(request: Request) -> Response:
    """Keep that somebody agrees or sees it otherwise, or take that back."""
    evaluation, form = desk_of(request).evaluation, form_of(request)
    of, word, made_from = (form.get(name, "") for name in ("of", "word", "made-from"))
    try:
        if word == "agree":
            agree_with(evaluation, of, _who(request), made_from)
        elif word == "dissent":
            dissent_from(evaluation, of, _who(request), form.get("text", ""), made_from)
        elif word == "take back":
            take_word_back(evaluation, of, _who(request))
        else:
            raise InputError("this is neither agreeing nor not", remedy="Nothing was kept.")
    except HeardError as fault:
        return _one(request, of, str(fault), fault)
    done = {"agree": "agreed", "dissent": "dissents"}.get(word, "taken-back")
    return go(f"{ABOUT}?{urlencode({'of': of, 'done': done})}#words")


def _who(request: Request) -> Contributor:
    """Who is asking, as findings name people."""
    reviewer = reviewer_of(request)
    role: Role = reviewer.role if reviewer.role in ROLES else "other"
    return Contributor(reviewer.name, role)


def _reader(request: Request) -> FindingsReader:
    desk = desk_of(request)
    return FindingsReader(
        who=_who(request),
        blind=desk.work.asked(reviewer_of(request).name).blind,
        told=None if may(request, "see small counts") else last_reports(desk.evaluation),
    )


def _view(
    request: Request,
    finding: WrittenFinding,
    reader: FindingsReader,
    near: NearInMeaning | None = None,
) -> FindingView:
    evaluation, shelf = known_of(request)
    found, codes = desk_of(request).evidence.now(evaluation), evaluation.codebook.codes
    return finding_view(finding, codes, found, shelf, reader, near or NearInMeaning())


def _may_quote(request: Request, excerpt_id: str) -> bool:
    found = desk_of(request).evidence.now(desk_of(request).evaluation)
    return any(each.excerpt_id == excerpt_id and each.may_quote for each in found.excerpts)


def _finding(written: Written, id: str) -> WrittenFinding | None:
    return next((finding for finding in written.findings if finding.id == id), None)


def _next_id(written: Written) -> str:
    taken = {finding.id.upper() for finding in written.findings}
    return next(f"F{n}" for n in range(1, len(taken) + 2) if f"F{n}" not in taken)


def _text(request: Request) -> FindingText:
    form = form_of(request)
    return FindingText(
        id=form.get("id", ""),
        claim=form.get("says", ""),
        easy=form.get("easy", ""),
        aspect=form.get("aspect", ""),
        direction=form.get("direction", ""),
        codes=tuple(form.getlist("codes")),
        groups=tuple(form.getlist("groups")),
    )


def _list(request: Request, fault: str, status: int = 409) -> Response:
    evaluation, broken, written = desk_of(request).evaluation, "", Written()
    try:
        written = written_in(evaluation)
    except WrittenError as wrong:
        broken = str(wrong)
    reader = _reader(request)
    return render(
        request,
        TEMPLATE,
        status if fault else 200,
        broken=broken,
        fault=fault,
        most=MOST_IN_REPORT,
        views=[_view(request, finding, reader) for finding in written.findings],
    )


def _one(request: Request, of: str, fault: str, wrong: HeardError | None = None) -> Response:
    try:
        written = written_in(desk_of(request).evaluation)
    except WrittenError:
        return _list(request, fault)
    finding = _finding(written, of)
    if finding is None:
        return _list(request, fault or _NO_SUCH, 409 if fault else 404)
    near = desk_of(request).evidence.near(desk_of(request).evaluation, finding)
    view = _view(request, finding, _reader(request), near)
    longer = max(view.supporting, view.otherwise, key=len)
    part: ListPage[EvidenceLine] = part_of(longer, request, AT_ONCE)
    here = slice((part.page - 1) * AT_ONCE, part.page * AT_ONCE)
    return render(
        request,
        ONE,
        409 if fault else 200,
        actions=written.actions_of(of),
        draft=form_of(request).get("text", "") if wrong else "",
        fault=fault,
        fields=wrong.by_field if isinstance(wrong, FieldsWrong) else {},
        here=here,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        part=part,
        view=view,
    )


def _form(
    request: Request,
    written: Written,
    text: FindingText,
    made_from: str,
    fault: HeardError | None = None,
) -> Response:
    evaluation = desk_of(request).evaluation
    now = _finding(written, text.id) if made_from else None
    changed = isinstance(fault, ChangedMeanwhile)
    return render(
        request,
        FORM,
        409 if fault else 200,
        aspects=FINDING_ASPECTS,
        changed=changed,
        directions=DIRECTIONS,
        fault=str(fault) if fault else "",
        fields=fault.by_field if isinstance(fault, FieldsWrong) else {},
        groups=tuple(evaluation.settings.groups),
        made_from=state_of(now) if changed and now else made_from,
        names=FINDING.names,
        now=now,
        text=text,
        themes=evaluation.codebook.themes,
    )


PAGE = Page(
    "Findings",
    PATH,
    (
        Route(PATH, list_findings),
        Route(ABOUT, show_finding),
        Route(WRITE, write_finding),
        Route(f"{PATH}/save", save_finding, methods=["POST"]),
        Route(f"{PATH}/choose", choose_excerpt, methods=["POST"]),
        Route(f"{PATH}/say", say, methods=["POST"]),
    ),
)
