"""Which guides there are, for whom, and which section of them helps with which page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import url_for

from gateway.people import Person
from services.contracts.requests_calls import ANSWERING
from services.contracts.vocabulary import ADMINISTRATOR, INFORMATION_GOVERNANCE, MEMBER, MEMBER_SERVICES


@dataclass(frozen=True)
class Guide:
    """A guide, who reads it, and the section that helps with a page, by the page's endpoint."""

    slug: str
    title: str
    words: str
    roles: tuple[str, ...]
    sections: Mapping[str, str] = field(default_factory=dict)


_ACCOUNT = {"account.show": "account", "calendar_feed.create": "account"}
_DATES = {"dates.why": "dates", "working_days.show": "dates"}
_REQUEST = {"request_page.show": "request", "request_action.show": "actions", "request_action.act": "actions"}
_FIGURES = dict.fromkeys(
    ("figures.show", "figures.behind", "issued_papers.index", "issued_papers.show", "board.show"), "figures"
)
_FILES = {"request_files.show": "files", "request_files.add": "files"}

GUIDES = {
    guide.slug: guide
    for guide in (
        Guide(
            "member",
            "Guide for members",
            "Raising a request, following it, and saying when it is done.",
            (MEMBER,),
            {
                "member.home": "home",
                "member.portfolio": "requests",
                "raising.show": "raise",
                "raising.send": "raise",
                "raising.sent": "raise",
                **dict.fromkeys(("survey.show", "survey.send"), "actions"),
                "exporting.to_print": "requests",
                "letters.show": "letter",
                "letters.template": "letter",
                "letters.write": "letter",
                "ward.show": "sharing",
                "constituents.show": "diary",
                "drafts.show": "diary",
                "searching.show": "search",
                **dict.fromkeys(("diary.show", "diary.show_of_request", "diary.entry"), "diary"),
                **_REQUEST,
                **_FILES,
                **_FIGURES,
                **_DATES,
                **_ACCOUNT,
            },
        ),
        Guide(
            "officer",
            "Guide for officers and heads of service",
            "The worklist, answering, planning work, and working with other services.",
            ANSWERING,
            {
                "officer.worklist": "worklist",
                "searching.show": "worklist",
                **dict.fromkeys(("together.show", "together.act"), "several"),
                **dict.fromkeys(("survey.said", "survey.reply", "survey.check"), "said"),
                **dict.fromkeys(("templates.show", "templates.new", "templates.one"), "templates"),
                **_REQUEST,
                **_FILES,
                **_FIGURES,
                **_DATES,
                **_ACCOUNT,
            },
        ),
        Guide(
            "desk",
            "Guide for Member Services",
            "Acting for members, and putting things in the right hands; also for Information Governance.",
            (MEMBER_SERVICES, INFORMATION_GOVERNANCE),
            {
                "desk.show": "desk",
                "desk.answered": "desk",
                "searching.show": "desk",
                "finding.show": "find",
                **dict.fromkeys(("audit_trail.show", "word_list.show", "word_list.write"), "find"),
                "raising.show": "log",
                "raising.send": "log",
                "raising.sent": "log",
                **_REQUEST,
                **_FILES,
                **_FIGURES,
                **_DATES,
                **_ACCOUNT,
            },
        ),
        Guide(
            "administrator",
            "Guide for administrators",
            "The council’s directory, elections, the calendar, and how long things may take.",
            (ADMINISTRATOR,),
            {
                "administration.show": "directory",
                "directory_people.people": "people",
                "directory_people.person": "people",
                "directory_person_changes.add": "joining",
                "directory_person_changes.details": "people",
                "directory_person_changes.give": "roles",
                "directory_person_changes.end": "roles",
                "directory_person_changes.leave": "leaving",
                "directory_places.listed": "places",
                "directory_places.add": "places",
                "directory_places.entry": "places",
                "directory_election.show": "elections",
                **dict.fromkeys(("council_calendar.show", "council_calendar.change"), "calendar"),
                **dict.fromkeys(("standards.show", "standards.record"), "standards"),
                **_ACCOUNT,
            },
        ),
    )
}
SLUGS = ", ".join(f"'{slug}'" for slug in GUIDES)


def help_address(endpoint: str | None, person: Person) -> str:
    """Where the page of `endpoint` is explained: the first of the person's guides that knows it.

    A page that no guide names leads to the list of guides.
    """
    for guide in GUIDES.values():
        if endpoint is not None and person.holds(*guide.roles) and endpoint in guide.sections:
            return url_for("guide.read", slug=guide.slug, _anchor=guide.sections[endpoint])
    return url_for("guide.show")
