"""The command line, `heard`: one command a file, named as the command is."""

from flows.cli.main import main

__all__ = ["main"]
