"""Where administrators start: everything that is theirs to look after."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, url_for

from gateway.admin_pages.council import has_ended, read_council
from gateway.admin_pages.places import KINDS
from gateway.wording import counted

blueprint = Blueprint("administration", __name__, url_prefix="/administration")


@dataclass(frozen=True)
class Section:
    """One of the things to look after: its title, the endpoint and arguments of its page, what it is for."""

    title: str
    endpoint: str
    words: str
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def href(self) -> str:
        """The address of its page."""
        arguments: dict[str, Any] = dict(self.arguments)
        return url_for(self.endpoint, **arguments)


SECTIONS = (
    Section(
        "People", "directory_people.people", "Who may do what: roles, terms of office, joining and leaving."
    ),
    *(
        Section(kind.title, "directory_places.listed", kind.explained, (("slug", kind.slug),))
        for kind in KINDS.values()
    ),
    Section(
        "Elections and many changes at once",
        "directory_election.show",
        "An election, a by-election, or a directory file: looked at as a whole, then made in one go.",
    ),
    Section(
        "The council’s calendar",
        "council_calendar.show",
        "Closures and days worked after all, and which dates they would move.",
    ),
    Section("Service standards", "standards.show", "In how many working days something is due."),
)


@blueprint.get("/")
def show() -> str:
    """The sections, and how much of each there is today."""
    council = read_council()
    counts = {
        kind.title: counted(
            sum(not has_ended(one) for one in council.of_kind(kind.name)), kind.one, kind.title.lower()
        )
        for kind in KINDS.values()
    }
    counts["People"] = counted(len(council.people), "person", "people")
    return render_template("admin/start.html", sections=SECTIONS, counts=counts)
