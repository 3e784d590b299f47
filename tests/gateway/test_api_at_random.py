"""Whatever programs send, the answer is one that the description knows: no fault, nothing let through."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gateway.api.description import openapi_document
from tests.gateway.api_programs import Program, raising

EXAMPLES = 6
OPERATIONS = [
    (method, path)
    for path, offered in openapi_document()["paths"].items()
    for method in offered
    if method != "parameters"
]
# A well-formed command may still be refused with 400: a date that is no working day, words of spaces only.
LEFT_OUT = [positive_data_acceptance]
REFUSALS = ["400", "401", "403", "404", "409", "412", "413", "415"]
QUIETLY = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture(scope="module")
def described(app: Flask) -> BaseSchema:
    """What is served, as it describes itself."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.generation.update(with_security_parameters=False)  # each test says who sends
    schema.config.checks.negative_data_rejection.expected_statuses = REFUSALS
    return schema


@pytest.fixture(scope="module")
def request_id(programs: dict[str, Program]) -> str:
    """A request that the commands may do with what they like."""
    return str(programs["member"].done("/requests", raising())["request_id"])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nothing_that_is_sent_is_a_surprise(
    method: str, path: str, described: BaseSchema, programs: dict[str, Program], request_id: str
) -> None:
    operation = described[path][method]
    cases = st.one_of(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @given(case=cases, known=st.booleans())
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=QUIETLY)
    def send(case: Case, known: bool) -> None:
        if known:
            make_known(case, request_id)
        for who in ("member", "officer"):
            case.call_and_validate(headers=programs[who].headers, excluded_checks=LEFT_OUT)
        case.call_and_validate(headers={"Authorization": "Bearer nobody"}, excluded_checks=LEFT_OUT)

    send()


def make_known(case: Case, request_id: str) -> None:
    """Let what is in order get to a request that there is, past the first things that would stop it."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    for name in ("request_id", "request"):
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = request_id
    for name in ("If-Match", "On-Behalf-Of"):
        case.headers.pop(name, None)
