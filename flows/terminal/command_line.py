"""A parser of command lines that says what is wrong with them as people would."""

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from corpora.files import shown
from corpora.spelling import nearest_word

MISTYPED = 2
"""The exit code for a command line that is wrong, as for anything else that people write."""
_REQUIRED = "the following arguments are required: "
_MISSING = " is missing."
_SENTENCES = (
    (r"argument (?P<of>\S+): invalid int value: '(?P<value>.*)'", "must be a whole number"),
    (r"argument (?P<of>\S+): invalid float value: '(?P<value>.*)'", "must be a number"),
    (r"argument (?P<of>\S+): expected one argument", "something must follow it"),
    (r"argument (?P<of>\S+): not allowed with argument (?P<value>\S+)", "cannot stand beside it"),
)


class CommandLine(argparse.ArgumentParser):
    """As argparse has it; a misspelt word is shown with the one that is nearest to it."""

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str], namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """What was given. Says what is not understood and exits with `MISTYPED`."""
        if args and all(word.startswith("-") for word in args):
            # Otherwise no more would be said than that the command is missing.
            known = tuple(self._option_string_actions)
            self._refuse_unknown([word for word in args if not any(map(word.startswith, known))])
        given, unknown = self.parse_known_args(args, namespace)
        self._under(args)._refuse_unknown(unknown)
        return given

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is, and exit with `MISTYPED`."""
        said = _in_words(message)
        commands = self._commands()
        if commands and said.endswith(_MISSING):
            said = f"{said[:-1]}: one of {', '.join(commands)}."
        self.exit(MISTYPED, f"heard: {said} Help: {self.prog} --help\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        allowed = [str(choice) for choice in action.choices]
        is_command = isinstance(action, argparse._SubParsersAction)
        name = "" if is_command else "/".join(action.option_strings) or str(action.metavar)
        what = f"'{shown(str(value))}' is no command" if is_command else f"{name} is '{value}'"
        self.error(f"{what}. {_meant(str(value), allowed)}")

    def _under(self, args: Iterable[str]) -> "CommandLine":
        """The parser of the command that `args` name, or of the command under it."""
        words = list(args)
        for at, word in enumerate(words):
            choices: dict[str, CommandLine] = self._commands()
            if word in choices:
                return choices[word]._under(words[at + 1 :])
        return self

    def _commands(self) -> dict[str, Any]:
        """The parsers of the commands under this one, by name."""
        groups = (a.choices for a in self._actions if isinstance(a, argparse._SubParsersAction))
        return dict(next(groups, {}))

    def _refuse_unknown(self, unknown: Sequence[str]) -> None:
        if not unknown:
            return
        options = [option for option in self._option_string_actions if option.startswith("--")]
        first = unknown[0]
        if first.startswith("-"):
            name = first.partition("=")[0]
            self.error(f"'{shown(name)}' is no option here. {_meant(name, options)}")
        self.error(f"'{shown(first)}' is one word too many.")


def _meant(word: str, allowed: Sequence[str]) -> str:
    """The word that is meant, if one is near, or else all that are allowed."""
    near = nearest_word(word, allowed)
    return f"Did you mean '{near}'?" if near else f"Allowed: {', '.join(allowed)}."


def _in_words(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if heard := re.fullmatch(pattern, message):
            value = heard.groupdict().get("value")
            return f"{heard['of']}: {sentence}{f', not {shown(value)!r}' if value else ''}."
    if message.startswith(_REQUIRED):
        return f"{message.removeprefix(_REQUIRED)}{_MISSING}"
    return message if message.endswith((".", "?")) else f"{message}."
