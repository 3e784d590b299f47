"""A paper put together: title, facts and sections."""

from gateway.documents.content import Document
from gateway.documents.paper import Paper
from gateway.documents.sections import sections
from gateway.documents.wording import day


def compose(paper: Paper) -> Document:
    """The whole document, ready for any format."""
    period = f"{day(paper.since)} to {day(paper.as_at)}"
    return Document(
        title=f"Members’ requests: update to {day(paper.as_at)}",
        council=paper.council,
        period=period,
        facts=_facts(paper, period),
        sections=sections(paper),
        issued_at=paper.issue.issued_at if paper.issue else None,
    )


def _facts(paper: Paper, period: str) -> tuple[tuple[str, str], ...]:
    version = ("Definitions", f"Version {paper.definitions}")
    if paper.issue is None:
        return ("Period", period), ("Standing", "Draft, not issued"), version
    issued = f"{day(paper.issue.issued_at)} by {paper.issue.issued_by}"
    return ("Period", period), ("Paper", f"Number {paper.issue.number}"), ("Issued", issued), version
