"""The second version of the invented evaluation's codebook: one code means another thing, one is new.

Its team found that managers who stay away were coded under two codes, and took them out of one. It
added a code for faith and culture, which had been asked about, and about which nobody spoke.
"""

from codebooks.load import loads, shipped

CODE = "who-is-in-the-room"
TAKEN_OUT = "          - Decision makers or officials who did not come\n"
BEFORE = "          - Only a number of people, or who uses the service; no code\n"
PUT_IN = (
    "          - Managers or officials who stay away or leave early; use Rank gets in the way "
    "(hierarchy) instead\n"
)
NEXT_THEME = "  - id: outcomes-for-people\n"
NEW_CODE = """\
      - id: faith-and-culture
        name: Faith and culture
        definition: >-
          Whether people's faith, festivals, food and customs had their place in the group. Code it
          as negative when they were forgotten or laughed at.
        says_positive: Faith and culture had their place
        says_negative: Faith and culture were forgotten
        include:
          - Dates, food, prayer and dress that were thought of, or not
        exclude:
          - Who came and who did not; use Who is in the room instead
        examples:
          positive:
            - They moved the meeting because it was Eid, and nobody had to ask.
            - There was always something I could eat, and a quiet room to pray in.
          negative:
            - Every meeting in Ramadan had a lunch, and I sat there.
            - They put the big day on Diwali two years running.
        counter_examples:
          - My neighbour goes to the mosque on Fridays.
        aspect: process
        principle: diversity
        status: draft
        sources: [this-project]

"""
CREDITS = "contributors: []\n"
NEW_CREDITS = """\
contributors:
  - {{name: NB, role: lived experience}}
  - {{name: KT, role: unpaid carer}}
  - {{name: OV, role: researcher}}
  - {{name: FE, role: staff}}

history:
  - version: "{version}"
    at: {at}
    by: OV
    note: Managers who stay away were in two codes and are in one now. Faith and culture is new.
"""


def second_codebook(at: str) -> bytes:
    """The shipped codebook with the next version and one code changed; `at` is a day.

    Raises LookupError where the shipped codebook does not read as this change expects.
    """
    text, version = shipped().decode(), loads(shipped(), where="codebook").version
    number = next_version(version)
    for old, new in (
        (f'version: "{version}"\n', f'version: "{number}"\n'),
        (TAKEN_OUT, ""),
        (BEFORE, BEFORE + PUT_IN),
        (NEXT_THEME, NEW_CODE + NEXT_THEME),
        (CREDITS, NEW_CREDITS.format(version=number, at=at)),
    ):
        if text.count(old) != 1:
            raise LookupError(f"the shipped codebook has {text.count(old)} lines {old!r}, not one")
        text = text.replace(old, new)
    return text.encode()


def next_version(version: str) -> str:
    """The version after this one: its last number and one."""
    head, _, last = version.rpartition(".")
    return f"{head}.{int(last) + 1}"
