"""All that is wrong in a codebook is said at once, each with its line and the code it is in."""

import pytest

from codebooks.load import loads
from corpora.errors import CodebookError

HEAD = "titel: T\nversion: 1.10\nthemes:\n- id: heard\n  name: H\n  codes:\n"


def test_everything_that_is_wrong_is_told_at_once_with_its_code() -> None:
    content = (
        f"{HEAD}  - id: voice\n    name: Voice\n    inclde: []\n    aspect: proces\n"
        "    cues: [a, '', b, '']\n"
        "  - {name: Two, status: agred, colour: red}\n"
        "  - {id: voice, name: Three, frameworks: {scie: [equalty, equality]}}\n"
        "history: [{version: 1}]\n"
    )
    with pytest.raises(CodebookError) as caught:
        loads(content.encode(), where="codebook.yaml")
    first, *mistakes, last = str(caught.value).splitlines()
    assert first == "codebook.yaml: 11 things are wrong, so nothing of it is used:"
    assert [mistake.partition(";")[0].partition(". ")[0].strip() for mistake in mistakes] == [
        "line 1, column 1: 'titel' is not a field of the codebook",
        "line 9, column 5 (voice): 'inclde' is not a field of a code",
        "line 10, column 13 (voice): aspect must be one of: process, impact, context",
        "line 11, column 15 (voice): a phrase of cues is empty",
        "line 11, column 22 (voice): a phrase of cues is empty",
        "line 12, column 5: a code has no id",
        "line 12, column 25: status must be one of: draft, agreed, retired",
        "line 12, column 40: 'red' is not a colour",
        "line 13, column 10 (voice): the code id 'voice' stands twice",
        "line 13, column 50 (voice): 'equalty' is no item of scie",
        "line 14, column 11: a change has no at and no by and no note",
    ]
    assert last == "Put them right and run again."
