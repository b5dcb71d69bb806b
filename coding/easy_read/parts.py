"""The parts of an easy read paper: fixed sentences around what people wrote, said and decided."""

from collections.abc import Iterator, Sequence

from coding.document.blocks import Number, Quotation
from coding.document.plain import quote_text
from coding.easy_read.paper import EasyLine, EasyPassage, EasySection, WithoutEasyWords
from coding.easy_read.people import how_many, how_many_heard
from coding.easy_read.rules import keeps_the_rules, overlong, word_count
from coding.findings.counted import WAYS
from coding.findings.further import OPPOSITE, finding_key, of_its_groups
from coding.findings.material import CodedExcerpt
from coding.findings_report.parts.asked import silent_groups
from coding.findings_report.parts.follow_up import action_status
from coding.findings_report.shared.material import ReportMaterial, key_text
from coding.findings_report.shared.quotations import quotations
from coding.written.values import Answer, WrittenAction, WrittenFinding
from corpora.sentences import sentences

MOST_WORDS_OF_A_QUOTE = 40
SETTINGS = "evaluation.toml, groups"


def frame(*texts: str) -> tuple[EasyLine, ...]:
    """These sentences of the program's own."""
    return tuple(EasyLine((text,)) for text in texts)


def easy_lines(text: str, where: str) -> tuple[EasyLine, ...]:
    """A text that somebody wrote, a sentence a line."""
    return tuple(EasyLine((each,), where) for each in _sentences(text))


def _sentences(text: str) -> tuple[str, ...]:
    spans = next(iter(sentences([text])), [])
    return tuple(text[start:end] for start, end in spans)


# --- what this is, who was asked ------------------------------------------------------------------


def what_this_is(material: ReportMaterial, *, draft: bool) -> EasySection:
    """What kind of paper it is, and how to read it."""
    lines = frame(
        "This paper is in easy read.",
        "It is about co-production.",
        "It tells you what people said about it.",
        "People in the team wrote what we learned.",
        "You can ask someone to read it with you.",
        "Some words are in bold.",
        "The list at the end explains them.",
    )
    if draft:
        lines += frame("This is a draft.", "The team can still change it.")
    return EasySection("about", "What this is", (EasyPassage("people who read together", lines),))


def who_was_asked(material: ReportMaterial) -> EasySection:
    """How many people were heard, of which groups, how often."""
    lines = [EasyLine(("We listened to ", how_many_heard(material), "."))]
    if not material.small:
        lines += [line for group in material.shown.groups if (line := _of_group(material, group))]
    waves = [w for w in material.shown.waves if w and not material.silent(("wave", w))]
    if len(waves) > 1:
        lines.append(EasyLine((f"We did this {len(waves)} times.",)))
    if material.publication.findings.reading.second_hand:
        lines += frame("We also read notes of meetings or papers.", "We did not count those.")
    return EasySection(
        "asked", "Who we listened to", (EasyPassage("people who talk", tuple(lines)),)
    )


def _of_group(material: ReportMaterial, group: str) -> EasyLine | None:
    figure = material.figure(("group", group))
    if not group or figure.value == 0 or not figure.tells:
        return None
    number = "Some" if figure.value is None else f"{figure.value}"
    words = (Number(key_text(("group", group)), number), f" were {group}.")
    return EasyLine(words, SETTINGS)


# --- what people said -----------------------------------------------------------------------------


def what_people_said(material: ReportMaterial) -> tuple[EasySection, tuple[WithoutEasyWords, ...]]:
    """Each finding that has easy words; and those that have none."""
    written = material.written.findings
    told = [finding for finding in written if finding.easy]
    passages = [
        passage
        for at, finding in enumerate(told, start=1)
        for passage in _finding(material, finding, at)
    ]
    without = tuple(
        WithoutEasyWords(
            each.claim, _place("findings.yaml", each.line), "This finding", needed=True
        )
        for each in written
        if not each.easy
    )
    if not written:
        lines = frame("The team has not written yet what it learned.")
        passages.append(EasyPassage("people who think", lines))
    elif without:
        passages.append(EasyPassage("a long report", _in_the_long_report(len(without), "finding")))
    return EasySection("said", "What people said", tuple(passages)), without


def _finding(
    material: ReportMaterial, finding: WrittenFinding, number: int
) -> Iterator[EasyPassage]:
    """What the team learned, then who says otherwise: two passages, of which each fits on a page."""
    picture = {
        "process": "people who work together",
        "impact": "something that changed",
    }[finding.aspect]
    lines = [
        *easy_lines(finding.easy, _place("findings.yaml", finding.line)),
        *(_about_groups(finding) if finding.groups else ()),
        *_for(material, finding),
    ]
    yield EasyPassage(picture, tuple(lines), f"Finding {number}")
    otherwise = (
        *_against(material, finding),
        *(frame("Not everyone in the team agrees.") if finding.dissent else ()),
    )
    if otherwise:
        yield EasyPassage(
            "people who do not agree", otherwise, f"Finding {number}: what others said"
        )


def _about_groups(finding: WrittenFinding) -> Iterator[EasyLine]:
    yield EasyLine(("This is only about some of the people:",))
    yield from (EasyLine((f"{group.capitalize()}.",), SETTINGS) for group in finding.groups)


def _for(material: ReportMaterial, finding: WrittenFinding) -> Iterator[EasyLine]:
    if finding.codes and not material.small:
        of = ("finding of", finding.id)
        yield how_many(material, finding_key(finding, "for"), of, "said this")
    ways = WAYS if finding.direction is None else (finding.direction,)
    yield from _quoted(material, finding, ways, finding.quotes, "1 person said:")


def _against(material: ReportMaterial, finding: WrittenFinding) -> Iterator[EasyLine]:
    opposite = OPPOSITE.get(finding.direction, ())
    if not opposite or not finding.codes:
        return
    if not material.small:
        of = ("finding of", finding.id)
        key = finding_key(finding, "against")
        yield how_many(material, key, of, "said something different")
    yield from _quoted(
        material, finding, opposite, finding.counter, "1 person said something different:"
    )


def _quoted(
    material: ReportMaterial,
    finding: WrittenFinding,
    ways: Sequence[str],
    first: Sequence[str],
    introduction: str,
) -> Iterator[EasyLine]:
    """One quote that is short as it stands, with who says it before it; nothing where none is."""

    def fits(excerpt: CodedExcerpt) -> bool:
        # What notes say that somebody said is nobody's own words.
        own = excerpt.counts_a_person and of_its_groups(finding, excerpt.group)
        return own and is_short(excerpt.text)

    for quote in quotations(material, finding.codes, ways, 1, first=first, among=fits):
        yield EasyLine((introduction,))
        yield from _quote_lines(quote)


def is_short(text: str) -> bool:
    """Whether somebody's words can stand in easy read: few sentences, none too long."""
    return word_count(text) <= MOST_WORDS_OF_A_QUOTE and not any(map(overlong, _sentences(text)))


def _quote_lines(quote: Quotation) -> Iterator[EasyLine]:
    said = [" ".join(each.split()) for each in _sentences(quote_text(quote))]
    for at, sentence in enumerate(said):
        begin, end = "“" if at == 0 else "", "”" if at == len(said) - 1 else ""
        yield EasyLine((f"{begin}{sentence}{end}",), "a quote", quote)


# --- what happens next ----------------------------------------------------------------------------

_STANDS: dict[Answer, tuple[str, str]] = {
    "done": ("We have done this", "something that is ready"),
    "under way": ("We are doing this now", "people at work"),
    "planned": ("We plan to do this", "a calendar"),
    "not possible": ("We cannot do this", "a closed door"),
    "no answer": ("No one has answered this yet", "a person who waits"),
}


def what_happens_next(material: ReportMaterial) -> tuple[EasySection, tuple[WithoutEasyWords, ...]]:
    """The actions that can be told in easy words, by how they stand; and those that cannot."""
    actions = material.written.actions
    lines_of = {action.id: _action(action) for action in actions}
    without = [action for action in actions if not lines_of[action.id]]
    passages = [
        EasyPassage(picture, lines, heading)
        for status, (heading, picture) in _STANDS.items()
        if (lines := tuple(
            line for a in actions if action_status(a) == status for line in lines_of[a.id]
        ))
    ]  # fmt: skip
    if not actions:
        passages.append(
            EasyPassage("people who think", frame("No one has said yet what happens next."))
        )
    if without:
        passages.append(EasyPassage("a long report", _in_the_long_report(len(without), "action")))
    return EasySection("next", "What happens next", tuple(passages)), tuple(
        WithoutEasyWords(
            each.you_said, _place("actions.yaml", each.line), "This action", needed=False
        )
        for each in without
    )


def _action(action: WrittenAction) -> tuple[EasyLine, ...]:
    """The action in easy words, else in its own where they are easy; nothing where they are not."""
    where = _place("actions.yaml", action.line)
    if action.easy:
        return easy_lines(action.easy, where)
    why = action.why if action_status(action) == "not possible" else ""
    lines = (*easy_lines(action.you_said, where), *easy_lines(why, where))
    return lines if all(keeps_the_rules(line.text) for line in lines) else ()


def _in_the_long_report(count: int, what: str) -> tuple[EasyLine, ...]:
    things = f"There is 1 more {what}." if count == 1 else f"There are {count} more {what}s."
    return frame(things, "You can read more in the long report.")


# --- who was not heard, questions -----------------------------------------------------------------


def who_was_not_heard(material: ReportMaterial) -> EasySection:
    """Groups of which nobody was heard, people who did not want to, and what is not read yet."""
    lines = [
        EasyLine((f"We did not hear any {group}.",), SETTINGS) for group in silent_groups(material)
    ]
    if material.publication.findings.left_out_people.value != 0:
        lines += frame("Some people did not say yes to this.", "We did not use their words.")
    if material.publication.about.finished < material.publication.findings.reading.excerpts:
        lines += frame(
            "We have not finished reading.", "More people may have said the same things."
        )
    lines += frame("There may be other people we did not hear.")
    passage = EasyPassage("a person who is not in the room", tuple(lines))
    return EasySection("not-heard", "Who we did not hear", (passage,))


ROOM_FOR_AN_ANSWER = "Name, telephone and e-mail:"


def whom_to_ask(material: ReportMaterial) -> EasySection:
    """Whom to ask."""
    lines = frame("Do you have a question?", "Do you think something is wrong?", "You can ask us.")
    return EasySection("questions", "Questions", (EasyPassage("a person who answers", lines),))


def _place(file: str, line: int) -> str:
    return f"{file} line {line}"
