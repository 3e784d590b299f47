"""Whom and what an action's words name."""

from gateway.request_pages.request_view import OWNERS_SIDES, RequestView
from gateway.wording import date_in_full, sentence_case


def named(text: str, view: RequestView) -> str:
    """`text` with {service}, {member}, {other} (the other side) and {day} (the one proposed) filled in."""
    proposal = view.facts.get("proposal")
    service, member = view.facts["service"], view.facts["member"]
    return sentence_case(
        text.format(
            service=service,
            member=member,
            other=service if view.side in OWNERS_SIDES else member,
            day=date_in_full(proposal["due_on"]) if proposal else "the date",
        )
    )
