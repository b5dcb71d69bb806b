"""A guess at the language, and none where there is nothing to go by."""

import pytest

from corpora.excerpts.language import guess_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("Yes.", None),
        ("xqz vbn plk wrt mnb jkl", None),
        ("I was in the room and they did not ask me what I thought of it.", "en"),
        ("Ich war in dem Raum und sie haben mich nicht gefragt, was ich davon halte.", "de"),
        ("J'étais dans la salle et on ne m'a pas demandé ce que je pensais de tout cela.", "fr"),
        ("Ik was in de kamer en ze hebben mij niet gevraagd wat ik ervan vond.", "nl"),
    ],
)
def test_the_language_is_guessed(text: str, expected: str | None) -> None:
    assert guess_language(text) == expected
