"""Words that show which way something went, listed for this project."""

POSITIVE_WORDS: frozenset[str] = frozenset(
    """
    able accessible accessed acted admire adored amazing appreciate appreciated appreciative
    approachable attentive awesome beautiful beneficial benefit benefited best better brilliant calm
    calming caring cared clear clearer comfortable comforting compassion compassionate competent
    confidence confident considerate contributed convenient courteous dedicated delighted dignity
    easier easily easy effective efficient empathetic empathy empowered empowering encouraged
    encouraging enjoy enjoyable enjoyed equal equals excellent exceptional exemplary fab fabulous
    fair fairly fantastic fast flexible freely friendly fun gained gave generous genuine genuinely
    glad good grateful great grew growing happy happier helped helpful helps honest hope hopeful
    ideal impressed improve improved improvement improvements included inclusive informative
    inspired inspiring interested joy kind kindness knowledgeable learned learnt liked listened
    listening love loved lovely lucky marvellous meaningful nice open outstanding patient peaceful
    perfect perfectly pleasant pleased pleasure polite positive praise privilege professional
    promptly prompt proud quick quickly reassured reassuring recommend relaxed relaxing relief
    relieved respect respected respectful responsive rewarding safe satisfied satisfying sensitive
    shared smooth smoothly solved spotless strong stronger super superb support supported supportive
    sympathetic terrific thank thankful thanks thorough thoughtful together transformed trust
    trusted understanding understood useful valuable valued warm warmly welcome welcomed welcoming
    well wonderful worked worthwhile
    """.split()
)
NEGATIVE_WORDS: frozenset[str] = frozenset(
    """
    abandoned abrupt abused afraid aggressive alone angry annoyed annoying anxious appalling argue
    arrogant ashamed awful awkward bad badly barrier barriers blame bored boring bother broke broken
    brushed burden cancelled chaos chaotic chasing closed cold complain complained complaint
    complaints concern concerned concerns condescending confused confusing cramped cried criticised
    crowded crying cut cuts damage dangerous delay delayed delays denied depressed depressing
    desperate despair difficult difficulties difficulty dirty disappointed disappointing
    disappointment disgraceful disgusting dismissed dismissive disorganised disrespectful distress
    distressed distressing disturbed doubt draining dreadful dropped embarrassed embarrassing
    excluded exhausted exhausting expensive fail failed failing failure fault fear fed fell fob
    fobbed forced forget forgot forgotten frightened frightening frustrated frustrating frustration
    harm hard harder hate hated hated hopeless horrible horrid hostile humiliated humiliating hurt
    hurtful ignorant ignored ignoring impatient impersonal impossible inaccessible inadequate
    incompetent inconsistent inconvenient ineffective inefficient insensitive insulted insulting
    interrupted intimidated intimidating isolated issue issues jargon judged judgemental lack
    lacked lacking late left lonely long lose losing lost mess misled misleading missed missing
    mistake mistakes mistrust misunderstood neglect neglected neglectful nervous nightmare noisy
    nobody nothing overlooked overwhelmed overwhelming pain painful painfully pathetic patronised
    patronising pointless poor poorly powerless pressure pretend pretended problem problems promised
    pushed queue refused regret rejected resentful retraumatised rubbish rude rudely rushed sad
    scared shame shocking short shortage shouted shut sick silenced slow slowly smelly stress
    stressed stressful stretched struggle struggled struggling stuck stupid suffer suffered
    suffering talked terrible terrified tick tired tiring token tokenistic traumatic trouble ugly
    unable unacceptable uncaring unclear uncomfortable understaffed uneasy unfair unfriendly
    unhappy unheard unhelpful unimportant uninterested unkind unnecessary unorganised unpaid
    unpleasant unprofessional unreliable unsafe unsupported unsure untrained unwelcome upset
    upsetting useless vague voiceless wait waited waiting waste wasted weak worn worried worry
    worrying worse worsened worst worthless wrong
    """.split()
)
NEGATIONS: frozenset[str] = frozenset(
    """
    no not never none nobody nothing neither nor without hardly barely rarely cannot cant wont dont
    didnt doesnt isnt wasnt arent werent hasnt havent hadnt couldnt wouldnt shouldnt aint lack
    lacked lacking
    """.split()
)
WISHES: frozenset[str] = frozenset("should could would need needs needed wish more".split())
COMPARATIVES: frozenset[str] = frozenset(
    """
    better bigger cheaper clearer earlier easier faster fewer improve improved improvement
    improvements larger less longer more nicer quicker quieter shorter sooner warmer
    """.split()
)
"""What is wished for where it follows a wish: "could be clearer"."""

REQUESTS: frozenset[str] = frozenset(
    "better bigger clearer earlier fewer improve improvement improvements less longer more quicker"
    " shorter sooner".split()
)
"""Those that ask for something at the start of a clause: "Better signs."."""
