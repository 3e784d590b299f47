"""One's own requests to take along: to print, for a spreadsheet, and whole with everything said."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, stream_with_context

from gateway.asking import ask
from gateway.csv_cells import BYTE_ORDER_MARK, csv_rows
from gateway.downloads import as_attachment
from gateway.member_pages.pages import FIELDS, STATES
from gateway.parts import parts
from gateway.request_pages.lists import asked_body
from gateway.request_pages.request_view import viewed_answer
from gateway.request_pages.timeline_words import told
from gateway.state_words import state_name
from gateway.wording import day_of, kind_name, priority_name
from services.chassis.clock import council_date
from services.contracts import requests_calls
from services.contracts.calls import Call

blueprint = Blueprint("exporting", __name__)

# A member's whole time in office is a tenth of it; more would be somebody's mistake.
MOST_EXPORTED = 5_000
MOST_PRINTED = 500
_A_PAGE = 100
_HEADINGS = (
    *("Reference", "Earlier casebook", "Subject", "State", "Kind", "Priority", "Service", "Category", "Ward"),
    *("Who has it", "Raised", "Last activity", "Next update promised"),
)

Row = dict[str, Any]


@blueprint.get("/requests/print")
def to_print() -> str:
    """A table for paper, narrowed as the address says."""
    rows: list[Row] = []
    for page in _pages(requests_calls.PORTFOLIO, _narrowed(), MOST_PRINTED):
        rows += page
    return render_template("member/print.html", rows=rows, is_cut=len(rows) >= MOST_PRINTED)


@blueprint.get("/requests/export.csv")
def spreadsheet() -> Response:
    """The same for a spreadsheet, page by page as it is read."""
    pages = _pages(requests_calls.PORTFOLIO, _narrowed(), MOST_EXPORTED)
    first = next(pages, [])  # what is refused is refused with a page, before anything is sent

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK + csv_rows([_HEADINGS, *map(_cells, first)])
        for page in pages:
            yield csv_rows(map(_cells, page))

    return _download(lines(), "text/csv; charset=utf-8", "csv")


@blueprint.get("/requests/casework-file")
def casework_file() -> Response:
    """Every request with its words and its story, as a page that any browser opens without us."""
    pages = _pages(requests_calls.CASEWORK_FILE, {}, MOST_EXPORTED)
    first = next(pages, [])

    def parts_of_it() -> Iterator[str]:
        yield render_template("member/casework_begin.html")
        for page in (first, *pages):
            for one in page:
                view = viewed_answer(one)
                given = {"view": view, "facts": view.facts, "entries": told(view)}
                yield render_template("member/casework_one.html", **given)
        yield render_template("member/casework_end.html", is_empty=not first)

    return _download(parts_of_it(), "text/html; charset=utf-8", "html")


def _narrowed() -> dict[str, Any]:
    return asked_body(STATES, FIELDS) | {"limit": _A_PAGE}


def _pages(call: Call, body: dict[str, Any], at_most: int) -> Iterator[list[Row]]:
    """The pages of a list, one asked after the other, `at_most` rows in all."""
    cursor, left = None, at_most
    while left > 0:
        answer = ask(call, body | {"cursor": cursor}).result
        page: list[Row] = answer["requests"][:left]
        if page:
            yield page
        cursor, left = answer["next"], left - len(page)
        if cursor is None:
            return


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row["reference"],
        row["external_reference"] or "",
        row["subject"],
        state_name(row["state"]),
        kind_name(row["kind"]),
        priority_name(row["priority"]),
        row["service"] or "",
        row["category"] or "",
        row["ward"] or "",
        ", ".join(row["officers"]),
        _day(row["raised_at"]),
        _day(row["last_activity_at"]),
        _day(row["next_update_on"]),
    )


def _day(value: str | None) -> str:
    """As spreadsheets in Britain read it."""
    return f"{day_of(value):%d/%m/%Y}" if value else ""


def _download(content: Iterator[str], content_type: str, extension: str) -> Response:
    response = Response(stream_with_context(content), content_type=content_type)
    day = council_date(parts().clock.now())
    return as_attachment(response, f"requests-{day:%Y-%m-%d}.{extension}")
