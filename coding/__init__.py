"""Excerpts meet codes. For notebooks: `from coding import Evaluation, Coder`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coding.coder.coder import Coder
    from coding.notebook import Notebook as Evaluation

__all__ = ["Coder", "Evaluation"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: pandas, SQLAlchemy and scikit-learn take seconds to import.
    if name == "Evaluation":
        from coding.notebook import Notebook

        return Notebook
    if name == "Coder":
        from coding.coder.coder import Coder

        return Coder
    raise AttributeError(f"module 'coding' has no attribute {name!r}")
