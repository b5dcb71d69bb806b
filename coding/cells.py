"""What fits into a cell of a spreadsheet: 32,767 UTF-16 units of characters that do not act (F16)."""

from coding.visible import visible

Cell = str | int | float | None

CELL_UNITS = 32_767
CUT = " … [cut here: the cell is full]"


def fitting(text: str) -> str:
    """`text` as it may stand in a cell: visible characters only, and no more than it holds."""
    shown = visible(text)
    if _units(shown) <= CELL_UNITS:
        return shown
    return pieces(shown, CELL_UNITS - len(CUT))[0] + CUT


def pieces(text: str, units: int = CELL_UNITS) -> list[str]:
    """`text` made visible and split so that each piece fits into a cell; one piece at least."""
    rest, found = visible(text), []
    while _units(rest) > units:
        end = units
        while _units(rest[:end]) > units:
            end -= max(1, (_units(rest[:end]) - units) // 2)
        found.append(rest[:end])
        rest = rest[end:]
    return [*found, rest]


def _units(text: str) -> int:
    """How much of a cell `text` takes: Excel counts UTF-16 units, two for an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
