"""The page Review says of each code what its two directions mean."""

import re
from pathlib import Path

from hub import hub, suggest
from reviewing import client


def test_the_buttons_say_what_the_directions_of_a_code_mean(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    first = evaluation.excerpts()["excerpt_id"].iloc[0]
    suggest(evaluation, (first, "voice", "positive", 0.81))
    code = evaluation.codebook.code("voice")
    with client(evaluation.folder) as browser:
        page = browser.get(f"/review/{first}").text
    buttons = re.findall(r'<button name="say" value="accept:(\w+)"[^>]*>(.*?)</button>', page)
    words = {way: re.sub("<[^>]+>", "", said) for way, said in buttons}
    assert code.says_positive and f"positive – {code.says_positive}" in words["positive"]
    assert code.says_negative and f"negative – {code.says_negative}" in words["negative"]
    assert "–" not in words["mixed"] + words["neutral"]
