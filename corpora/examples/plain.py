"""Text files: a typed transcript with `Name: text`, and meeting notes as they stand."""

from corpora.examples.script import Script


def plain_text(script: Script) -> str:
    """The text of a txt file, which opens by saying that it is invented."""
    if script.is_notes:
        return "\n".join([script.note, "", *script.lines, ""])
    day = f"{script.when.day} {script.when:%B %Y}"
    return "\n\n".join([script.note, f"{script.title}\n{day}", *script.lines]) + "\n"
