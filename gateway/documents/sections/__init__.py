"""The sections of the update paper in their order."""

from gateway.documents.content import Section
from gateway.documents.paper import Paper
from gateway.documents.sections.answers import answers
from gateway.documents.sections.back_matter import about, checks
from gateway.documents.sections.breakdowns import months, on_time, services
from gateway.documents.sections.feedback import comments, feedback, improvements
from gateway.documents.sections.standing import in_action, requests
from gateway.documents.sections.usage import usage

MAKERS = (
    requests,
    in_action,
    months,
    answers,
    on_time,
    services,
    feedback,
    comments,
    improvements,
    usage,
    checks,
    about,
)


def sections(paper: Paper) -> tuple[Section, ...]:
    """What a paper consists of; a part that has nothing to tell keeps its place and says so."""
    return tuple(make(paper) for make in MAKERS)
