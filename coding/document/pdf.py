"""A document as a tagged PDF, for who has installed the extra `pdf`."""

from typing import Any, NoReturn

from coding.document.blocks import WholeDocument
from coding.document.page import document_page
from corpora.errors import EnvironmentFault

_VARIANT = "pdf/ua-1"


def document_pdf(document: WholeDocument, *, details: bool = False, picture_css: str = "") -> bytes:
    """The printed page as PDF/UA: headings, tables and alt text as a screen reader needs them.

    `details` and `picture_css` as in `document_page`. Raises EnvironmentFault where what draws it
    is not installed.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as fault:
        # OSError: the Python package is there, the libraries of the system that it needs are not.
        raise EnvironmentFault(
            "no PDF can be made here, since WeasyPrint or the library Pango is missing",
            remedy="Install them with pip install 'felt-heard[pdf]' and, for Pango, your system's own "
            "installer; or open the page in a browser and print it to a PDF.",
        ) from fault
    page = document_page(document, details=details, picture_css=picture_css, apart=True)
    return bytes(HTML(string=page, url_fetcher=_refused).write_pdf(pdf_variant=_VARIANT))


def _refused(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError("a page that stands alone fetches nothing")
