"""Takes a PDF from standard input apart under limits and writes its pieces of text as JSON.

Run as a script by `corpora.formats.pdf.pdf`, never imported: it imports pdfminer only after the
kernel holds it to its time and memory. It opens no file and no socket.
"""

import json
import resource
import sys
from io import BytesIO
from typing import Any

MOST_CHARACTERS = 20_000_000
MOST_PAGES = 5_000
CELL_GAP = 6.0  # points of white that may part two cells of a table


def main() -> None:
    """Read, take apart, write one line of JSON."""
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = taken_apart(sys.stdin.buffer.read())
    except MemoryError:
        found = {"refused": "memory"}
    sys.stdout.write(json.dumps(found))


def taken_apart(content: bytes) -> dict[str, Any]:
    """The pages with their pieces of text, or why there are none."""
    import logging

    logging.disable(logging.CRITICAL)
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        return _pages(content)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"refused": "locked"}
    except MemoryError:
        raise
    except RecursionError:
        return {"refused": "memory"}
    except Exception:  # pdfminer raises whatever a damaged file provokes
        return {"refused": "broken"}


def _pages(content: bytes) -> dict[str, Any]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    if b"%PDF-" not in content[:2_000]:
        return {"refused": "broken"}
    pages: list[dict[str, Any]] = []
    pictures = characters = 0
    for page in extract_pages(BytesIO(content), laparams=LAParams(boxes_flow=None)):
        pieces: list[list[Any]] = []
        pictures += _collect(page, pieces)
        characters += sum(len(piece[4]) for piece in pieces)
        if characters > MOST_CHARACTERS or len(pages) >= MOST_PAGES:
            return {"refused": "memory"}
        pages.append({"box": list(page.bbox), "pieces": pieces})
    return {"pages": pages, "pictures": pictures} if pages else {"refused": "broken"}


def _collect(within: Any, pieces: list[list[Any]]) -> int:
    """Adds the lines of text within to `pieces` (box, text, how it begins); gives the pictures."""
    from pdfminer.layout import LTContainer, LTImage, LTTextLine

    pictures = 0
    waiting = [within]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextLine):
            pieces.append([*item.bbox, item.get_text(), _bold(item), _parts(item)])
        elif isinstance(item, LTImage):
            pictures += 1
        elif isinstance(item, LTContainer):
            waiting.extend(reversed(list(item)))
    return pictures


def _parts(line: Any) -> list[list[Any]]:
    """The parts of a line that wide gaps leave, which may be cells of a table: edges and text.

    Empty where there is only one: most lines need no second copy of their text.
    """
    from pdfminer.layout import LTChar

    parts: list[list[Any]] = []
    for char in line:
        if not isinstance(char, LTChar) or not char.get_text().strip():
            if parts:
                parts[-1][2] += char.get_text()
        elif parts and char.x0 - parts[-1][1] < CELL_GAP:
            parts[-1][1] = char.x1
            parts[-1][2] += char.get_text()
        else:
            parts.append([char.x0, char.x1, char.get_text()])
    return parts if len(parts) > 1 else []


def _bold(line: Any) -> int:
    """How many characters at the start of the line are bold."""
    from pdfminer.layout import LTChar

    count = 0
    for char in line:
        if isinstance(char, LTChar) and char.get_text().strip():
            font = char.fontname.casefold()
            if "bold" not in font and "black" not in font and "heavy" not in font:
                break
        count += len(char.get_text())
    return count


if __name__ == "__main__":
    main()
