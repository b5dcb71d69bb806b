"""A codebook that tries to break out of the page that it is printed on."""

from codebooks.codebook import Code, Codebook, Contributor, Example, Theme

HOSTILE = "<script>alert(1)</script> &amp; \"'><img src=x onerror=alert(1)> {{7*7}} =1+1"


NASTY = Codebook(
    HOSTILE, HOSTILE,
    (Theme(HOSTILE, HOSTILE, HOSTILE, (Code(
        HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), (Example(HOSTILE),), (Example(HOSTILE),),
        cues=(HOSTILE,), notes=HOSTILE,
    ),)),),
    about=HOSTILE, contributors=(Contributor(HOSTILE, "staff"),),
)  # fmt: skip
