"""Refusals as the problems that travel in an answer."""

from collections.abc import Mapping

from services.chassis.incoming import Refused
from services.contracts import problems
from services.contracts.problems import Problem
from services.requests.domain.refusals import Refusal
from services.requests.domain.sentences import no_such_request


def refused(refusal: Refusal) -> Refused:
    """The domain's refusal as a problem; its codes are the wire's."""
    return Refused(Problem(refusal.code.value, refusal.sentence, refusal.fields, refusal.details))


def not_found() -> Refused:
    """For what does not exist and for what the actor may not know to exist: nobody can tell which."""
    return refused(no_such_request())


def invalid(flaws: Mapping[str, str]) -> Refused:
    """What is wrong with the body, by field, a sentence each."""
    fields = {field: [sentence] for field, sentence in flaws.items()}
    return Refused(Problem(problems.INVALID, " ".join(flaws.values()), fields))
