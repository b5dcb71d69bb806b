"""The words by which a label is told from a turn of phrase. Lists, so that one can be added to."""


def words(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(word for line in lines for word in line.split())


# Stand in names without a capital.
PARTICLES = words(
    "de da di do dos du del der den van von vom zu af av al el bin ibn bint ben la le les los",
    "of the and och und et y e ap ter ten abu",
)
TITLES = words(
    "dr mr mrs ms miss mx prof professor rev sir dame lord lady st sr jr hon",
)
# Roles and other labels that are nobody in particular.
GENERIC = words(
    "interviewer interviewee interviewer's int i q a b p r m f s moderator mod facilitator fac",
    "researcher res chair chairperson chairman chairwoman participant respondent resp speaker",
    "spk question answer host guest caller carer nurse doctor patient lecturer staff teacher",
    "student male female man woman client therapist coder observer translator interpreter",
    "unknown unidentified several all group everyone automation",
)
# What the last word of a role ends in, and words for people that end otherwise.
AGENTS = (
    "er",
    "or",
    "ist",
    "ian",
    "ant",
    "ary",
    "man",
    "men",
    "woman",
    "women",
    "mother",
    "father",
)
PEOPLE = words(
    "mum mam mom dad nan gran son daughter wife husband aunt auntie uncle cousin friend neighbour",
    "nurse nurses lead chair head clerk guide coach chief voice voices person people resident",
    "parent parents participant respondent student students boy girl guest host rep tutee mentee",
    "trustee councillor official advocate relative midwife gp gps staff youth child children kid",
    "expert executive warden delegate candidate deputy associate fellow intern scholar chef cook",
    "priest vicar imam rabbi nun guard constable sergeant surgeon judge juror witness mayor sibling",
    "lady ladies gentleman team crew staff help aide public reception desk office matron sister",
    "partner patient client pupil colleague manager volunteer carer assistant apprentice attendee",
)
# End like the name of a role and name none.
NO_ROLES = words(
    "answer number matter other another letter order paper offer water weather however whether",
    "reminder never ever over under after further rather together later earlier easier harder",
    "better bigger smaller worse factor error minor major favour colour honour summary diary",
    "summer winter dinner corner power cover driver's either neither disclaimer newsletter computer",
    "library necessary important relevant significant constant monetary voluntary primary for",
    "whisper whispers mutter mutters stutter stutters chapter header footer",
    "banner poster folder trigger barrier pointer starter helper's newspaper",
)
# After these words a colon opens what somebody says, not who says it.
VERBS = words("is was were are be says said say goes went asked ask replied thought means points")
QUALIFIERS = words(
    "unknown unidentified male female lead co second first new senior",
)
# Open a line with a colon and are no speaker: metadata, minutes, turns of phrase.
NOBODY = words(
    "note notes nb n.b ps p.s date time times day location venue place where when present",
    "attendees attendance attending apologies absent action actions agenda item items summary",
    "conclusion conclusions decision decisions resolution resolutions resolved agreed accepted",
    "url http https link links website web email e-mail tel telephone phone mobile fax address",
    "duration length transcript transcription transcribed transcriber recording recorded title",
    "subject re file filename version status page pages figure fig table step section chapter",
    "part theme topic topics example examples warning motion moved seconded vote votes against",
    "abstain abstentions minutes meeting minute discussion background purpose aim aims",
    "objective objectives outcome outcomes update updates next owner due deadline aob",
    "introduction introductions welcome close closing opening break lunch coffee tea overview",
    "context method methods methodology results findings recommendation recommendations risk",
    "risks issue issues pros cons positive positives negative negatives reference references",
    "source sources copyright licence license project study consent id code codes key keywords",
    "tags language gender age ethnicity role job occupation organisation organization",
    "department team wave round session week year month slides slide see also read yes yeah yep",
    "no nope okay ok right well so and but or because then now like just really the this that",
    "these those it there here what why how who which if for in on at to from with as by my",
    "your our their his her its one two three four five first second third firstly secondly",
    "thirdly finally lastly once sometimes maybe perhaps basically actually obviously anyway",
    "remember sorry thanks thank please hello hi hey oh um uh er erm mm hmm mhm mm-hmm true",
    "false exactly absolutely definitely sure great good fine lovely cool laughter laughs",
    "laughing pause silence inaudible unclear crosstalk music applause noise unintelligible",
    "indistinct sigh sighs cough coughs overlapping interruption foreign good-bye goodbye bye",
    "cheers correct indeed totally perfect brilliant nice wow point points number reason reasons",
    "i we you he she they me us him them i'm we're it's that's there's i've we've you're they're",
    "another other others before after during since until monday tuesday wednesday thursday friday",
    "saturday sunday today yesterday tomorrow option options step steps context setting",
    "problem problems result solution option options fact rule lesson answer message advice",
)
# Short capitals that are no initials.
ACRONYMS = words(
    "NB PS RE OK ID URL AOB TEL FAX DOB TBC TBA FAQ",
)
# Roles that stand before a colon for no other reason than that somebody speaks.
UNMISTAKABLE = words(
    "interviewer interviewee moderator facilitator researcher participant respondent speaker",
)
