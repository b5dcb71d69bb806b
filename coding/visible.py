"""Characters that act instead of being read, as `corpora.visible` makes them visible."""

from corpora.visible import visible as visible
