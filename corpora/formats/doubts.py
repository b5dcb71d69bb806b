"""How surely a source was read: figures of the whole file, and a plain sentence for each odd one.

A sentence may name a label, which may be a person's name: it is for whoever reads the file on this
machine, and belongs in no log.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpora.files import shown
from corpora.formats.lines.draft import NO_ANSWERS, Draft, Guess, Speakers
from corpora.formats.lines.label_names import against, key
from corpora.formats.speech.present import keys_of
from corpora.names.dictionary import is_in_dictionary
from corpora.transcript import Doubts, Transcript

CONVERSATIONS = ("interview", "focus group")
MUCH_UNCLAIMED, MOST_IN_ONE_TURN = 0.4, 0.6
FEW_WORDS, FEW_TURNS = 300, 4
MANY_ONCE, MOSTLY_ONCE = 10, 0.9
FEWEST_QUESTIONS, ASKED = 4, 0.2


def doubts_of(
    transcript: Transcript, draft: Draft, answers: Speakers = NO_ANSWERS, *, is_table: bool = False
) -> Doubts:
    """The figures of a transcript and the sentences about what is out of the ordinary.

    What people have answered about its speakers is doubted no more. In a table of answers
    (`is_table`) who speaks is not read but set down, one answer each or one person only.
    """
    words: Counter[str | None] = Counter()
    for turn in transcript.turns:
        words[turn.speaker] += len(transcript.said(turn).split())
    labels = sum(len(turn.speaker.split()) for turn in transcript.turns if turn.speaker)
    turns = Counter(turn.speaker for turn in transcript.turns if turn.speaker is not None)
    weighing = draft.weighing
    figures = Doubts(
        overlooked=weighing.overlooked / max(weighing.paragraphs, 1),
        unclaimed=max(0.0, 1 - (words.total() + labels) / max(len(transcript.text.split()), 1)),
        busiest=max((words[who] for who in turns), default=0) / max(words.total(), 1),
        once=sum(count == 1 for count in turns.values()),
        longest=max((len(transcript.said(turn).split()) for turn in transcript.turns), default=0),
        silent=_silent(draft, turns),
    )
    guesses = _open(weighing.guesses, transcript, answers)
    sentences = [_guessed(guess) for guess in guesses]
    if transcript.kind in CONVERSATIONS and not is_table:
        sentences += _about_figures(figures, words, turns, answers)
        sentences += _unnamed(transcript, turns)
        sentences += _without_colon(transcript, turns)
    asked = tuple(dict.fromkeys(guess.label for guess in guesses))
    return replace(figures, sentences=tuple(sentences), asked=asked)


def _silent(draft: Draft, turns: Counter[str]) -> tuple[str, ...]:
    """Whom a list says to be present and no turn is of."""
    spoke = {part for who in turns for part in keys_of([who])}
    return tuple(name for name in draft.weighing.present if spoke.isdisjoint(keys_of([name])))


def _open(guesses: Iterable[Guess], transcript: Transcript, answers: Speakers) -> list[Guess]:
    """The guesses that nobody has answered and that this kind of source makes odd."""
    groups = [label for group in answers.one_person for label in group]
    answered = {key(label) for label in (*answers.labels, *answers.nobody, *groups)}
    is_talk = transcript.kind in CONVERSATIONS
    return [
        guess
        for guess in guesses
        if key(guess.label) not in answered and (is_talk or guess.taken or not against(guess.label))
    ]


def _guessed(guess: Guess) -> str:
    label = shown(guess.label)
    if guess.meant:
        return f"'{label}' was taken for a slip of '{shown(guess.meant)}'"
    opens = "1 paragraph" if guess.count == 1 else f"{guess.count} paragraphs"
    taken = "taken" if guess.taken else "not taken"
    return f"'{label}:' opens {opens} and was {taken} for a speaker"


def _about_figures(
    figures: Doubts, words: Counter[str | None], turns: Counter[str], answers: Speakers
) -> Iterator[str]:
    total = words.total()
    if len(turns) == 1 and None not in words and not _is_one_person(next(iter(turns)), answers):
        yield "all words are one person's"
    if turns and figures.unclaimed > MUCH_UNCLAIMED and total:
        yield f"{figures.unclaimed:.0%} of the text is in nobody's turn"
    if (
        total > FEW_WORDS
        and turns.total() >= FEW_TURNS
        and figures.longest > MOST_IN_ONE_TURN * total
    ):
        yield f"one turn holds {figures.longest / total:.0%} of the words"
    if figures.once >= MANY_ONCE and figures.once > MOSTLY_ONCE * len(turns):
        yield f"{figures.once} of {len(turns)} speakers are seen once"
    for name in figures.silent if turns else ():
        yield f"'{shown(name)}' is listed as present and never speaks"


def _is_one_person(label: str, answers: Speakers) -> bool:
    return any(key(label) in map(key, group) for group in answers.one_person)


def _unnamed(transcript: Transcript, turns: Counter[str]) -> Iterator[str]:
    """Where paragraphs ask and answer, and nothing says who does."""
    asked = sum(transcript.said(turn).rstrip().endswith("?") for turn in transcript.turns)
    if not turns and asked >= max(FEWEST_QUESTIONS, ASKED * len(transcript.turns)):
        yield f"{asked} paragraphs ask something, and no speaker was found"


def _without_colon(transcript: Transcript, turns: Counter[str]) -> Iterator[str]:
    """Where a paragraph within a turn opens with another speaker's label and lacks its colon."""
    place = {who: number for number, who in enumerate(turns)}
    lengths = sorted({len(who) for who in turns})
    for turn in transcript.turns:
        for paragraph in transcript.said(turn).split("\n")[1:]:
            # Looked up by its length, so that thousands of speakers take no longer than a few.
            openings = {paragraph[:length] for length in lengths} & place.keys()
            for who in sorted(openings, key=place.__getitem__):
                if who != turn.speaker and _opens_with(paragraph, who):
                    yield f"a paragraph opens with '{shown(who)}' without a colon, in another's turn"


def _opens_with(paragraph: str, who: str) -> bool:
    """Whether `who` and a mark or a capital open it: `Kay said` and `Kay Lowe` are ordinary words."""
    after = paragraph.removeprefix(who)
    if after == paragraph or not after[1:].strip():
        return False
    words = after[1:].split()
    is_word = words[0][:1].isupper() and is_in_dictionary(words[0].strip(".,;:?!"))
    return after[:2] == "; " or (after[:1] in " ." and after[1:2] != "." and is_word)
