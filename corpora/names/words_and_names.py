"""Which names are ordinary words as well, and which labels are parts that people play, not names."""

import re

from corpora.names.gazetteer import given_names, is_common
from corpora.people.near_labels import PARTICLES
from corpora.spelling import TITLES, folded

# First names and surnames that are ordinary English words: replaced only where they are written
# with a capital and do not open a sentence as a verb would ("Will you", "May I", "Mark my words").
_ORDINARY = frozenset(
    (
        "abbey amber angel april art august autumn baker bell berry bill bishop blossom brook "
        "brown butler carter chance chase church clay cliff cook coral cross crystal dale dawn "
        "day dean don drew duke earl eve faith fern field fisher flora forest frank gene ginger "
        "glen grace grant gray green grey guy hall hazel heath heather hill holly hope hunter "
        "iris ivy jack jasmine jay jewel jo joy june king knight lane lance lily long love marina "
        "mark mason may max melody mercy miles miller moore olive page park pat patience paris "
        "pearl penny pepper peter pope porter potter price prince prudence queen rain ray read "
        "reed rich river rob robin rock rod rose rowan ruby rue rusty sage sandy sharp short sky "
        "skip small smart sonny star stew stone strong sue summer swift taylor teddy terry tilly "
        "turner victor violet wade walker ward west white will win winter wise wood woods wright "
        "young"
    ).split()
)
# More of them, surnames mostly, for which a list of people is the only evidence that is needed.
_SURNAMES_TOO = frozenset(
    (
        "archer ash austin ball banks barber barn barnes best bird blessing bliss bloom blunt "
        "bond booth bow bridge bridges bright brooks buck bull bush butcher candy cane car "
        "carpenter case cash castle charity cherry chip christian clark clever close cloud "
        "coast cooper cousins crisp daisy days dear destiny dot downs drake driver early east "
        "english farmer fields flint ford fox french friend frost gale gardener gay glass gold "
        "good hammer hand harmony harper hart head heart hills home honey honor honour hood "
        "hook hunt ireland jade just justice kent kit lake lamb law lord low lucky major marsh "
        "marshall meadows merry mill mills mist monk moody moon moss nick noble norm north "
        "nurse nutt opal pain parish parks parsons peace peacock peg piper plum pool poppy "
        "pound power powers pride quick rivers rosemary royal savage scott self shepherd "
        "shields shore silver singer skye smith snow song south spring steel still stock stones "
        "storm street style summers sun sunny sweet tailor tanner temple town treasure trinity "
        "trip tucker unity vale verity wall waller walls wander waters weaver webb week weeks "
        "welsh wild willow winters worth"
    ).split()
)
# Short names that are words where a sentence opens, and those that are words everywhere.
TINY_WORDS = frozenset("an as at be by do go in is ma me of on so to up pa".split())
NEVER_ALONE = frozenset("am he hi i if it my no oh ok or pm tv uk us we mr dr ms st".split())
MONTHS = frozenset("april may june august".split())
# Said of people and things: at the head of a sentence they are hardly ever a surname.
DESCRIBING = frozenset(
    "best blunt bright brown clever close crisp early english french good gray green grey just "
    "long low lucky merry moody noble quick rich royal savage short small smart still strong "
    "sunny sweet swift welsh white wild wise young".split()
)
_ROLES = frozenset(
    (
        "academic activity adviser advisor advocate all analyst another answer assistant associate "
        "audience automation board both boy brother bus caller care carer chair chairman chairperson "
        "chairwoman champion child children citizen cleaner clerk client clinical clinician coach "
        "commissioner community consultant coordinator councillor counsellor daughter deputy design "
        "designer developer director district doc doctor driver education engineer everybody "
        "everyone executive experience expert f facilitator family father female finance first "
        "former friend gentleman girl governor gp group guest head health helper her his home host "
        "housing hr human husband i industrial information inspector int interface interpreter "
        "interviewee interviewer inv it job junior key lady lay lead leader learning lecturer legal "
        "liaison librarian link lived local maker male man manager marketing matron medical member "
        "mental mentor midwife minister minute minutes moderator mother my narrator navigator note "
        "nurse occupational office officer operations owner p panel par parent part participant "
        "partner patient peer people person personal pharmacist physio planning policy practice "
        "practitioner primary project product programme psychiatrist psychologist public pupil q "
        "quality question receptionist representative research researcher resident resources "
        "resp respondent response school scribe second secretary senior service several shop sister "
        "site social son speaker specialist spokesperson spouse staff student supervisor support "
        "taker taxi teacher team technician the their therapist third trainee trainer translator "
        "treasurer tutor unidentified unit unknown user vice visitor voice volunteer ward warden "
        "wellbeing wife with woman worker young youth your co of and for a an to at in on or r m"
    ).split()
)
_GENERIC = re.compile(
    r"(?:interviewer|interviewee|researcher|moderator|facilitator|participant|respondent|unknown|"
    r"unknown speaker|speaker|chair|carer|staff|patient|doctor|male|female|man|woman|voice|"
    r"lecturer|automation|narrator|group|host|guest|int|resp|par|inv|doc)[\s_#.-]*(?:\d{1,3}|[a-z])?|"
    r"(?:[a-z]|id)[\s_#.-]*\d{0,3}|all|both|everyone",
    re.I,
)


def is_part_played(label: str) -> bool:
    """Whether a speaker's label names a part in the conversation ("Interviewer 1") and no person."""
    return bool(_GENERIC.fullmatch(label.strip()))


def is_ordinary(name: str) -> bool:
    """Whether a name is an ordinary word as well ("Will", "May", "Hope")."""
    return folded(name) in _ORDINARY


def is_word_too(name: str) -> bool:
    """The same for the name of somebody who is known: surnames ("Banks") and particles as well."""
    word = folded(name)
    return is_ordinary(name) or word in _SURNAMES_TOO or word in PARTICLES or is_common(word)


def names_a_role(label: str) -> bool:
    """Whether a label says what somebody does ("Link worker", "The Chair 2") and not who it is."""
    words = [word for word in folded(label).split() if not word.isdigit()]
    if not words or is_part_played(label):
        return True
    if all(word in _ROLES for word in words):
        return True
    # People's names have capitals; `Lollipop lady` is what somebody is.
    spelt = label.split()
    small = [word for word in spelt[1:] if word.islower() and folded(word) in _ROLES]
    known = any(word.strip("'’s").capitalize() in given_names() for word in spelt if word.istitle())
    return bool(small) and spelt[0][:1].isupper() and not known


def is_part(word: str) -> bool:
    """Whether a word of a name stands for no person: a title, or a part that somebody plays."""
    return word in TITLES or (word in _ROLES and word not in _ORDINARY | _SURNAMES_TOO)
