"""The paper as a tagged PDF (PDF/UA-1), printed from its HTML file. Nothing is fetched for it."""

from typing import Any

from gateway.documents.content import Document
from gateway.documents.web_page import web_page

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class CannotPrint(Exception):
    """This machine lacks what prints a PDF; the text says what to install."""


def pdf(document: Document) -> bytes:
    """The file. Raises CannotPrint."""
    try:
        html, fetcher = printer()
    except OSError as error:
        raise CannotPrint(
            "A PDF cannot be made on this machine until text layout is installed: as root, run  "
            f"apt-get install --no-install-recommends {' '.join(PACKAGES)}  "
            "(Word, spreadsheet, CSV, JSON and web page work without it.)"
        ) from error
    page = html(string=web_page(document), url_fetcher=fetcher(allowed_protocols=["data"]))
    printed: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return printed


def printer() -> tuple[Any, Any]:
    """What prints, and what fetches for it. Raises OSError without the distribution's libraries."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    return HTML, URLFetcher
