"""What a directory file may not do, each with the sentence that says so."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.directory.domain.entries import (
    Category,
    ColumnPeriod,
    HeldRole,
    OutsideBody,
    Person,
    Question,
    Term,
    Ward,
)
from tests.unit.directory_examples import (
    COWAL,
    ELECTION,
    MAIRI,
    OLA,
    POTHOLES,
    ROADS,
    TODAY,
    planned,
    somebody,
)

A_DAY = timedelta(days=1)
BODY = OutsideBody(id="scottish-water", name="Scottish Water", contact="0800 077 8778")


def column(name: str, starts: date | None = None) -> ColumnPeriod:
    return ColumnPeriod(column=name, starts=starts)


def officer(**facts: Any) -> Person:
    return somebody(roles=(HeldRole(**{"role": "officer", "service_id": "roads", **facts}),))


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([COWAL, COWAL], "The ward cowal is stated 2 times: state it once."),
        (
            [somebody(), somebody(email="LEV@council.example")],
            "The e-mail address lev@council.example is stated 2 times: state it once.",
        ),
        (
            [somebody(account="L"), somebody(email=None, account="L")],
            "The account L is stated 2 times: state it once.",
        ),
        (
            [somebody(email="ola@council.example"), somebody(email=None, account="OB")],
            "Ola Bain is stated 2 times: state each person once.",
        ),
        (
            [somebody(email="mairi@council.example", account="OB")],
            (
                "Lev Orr has the e-mail address of Mairi Rae and the account of Ola Bain: "
                "correct one of the two."
            ),
        ),
        (
            [somebody(email=None)],
            "Lev Orr has neither an e-mail address nor an account: state one of them.",
        ),
        (
            [Category(id="bins", name="Bins", service_id="refuse")],
            "Bins goes to the service refuse, which is not in the directory.",
        ),
        (
            [replace(ROADS, ends=TODAY)],
            "Potholes goes to Roads, which ends on 2023-09-22: send it to another service, or end it too.",
        ),
        (
            [Ward(id="bute", name="Isle of Bute", starts=TODAY, ends=TODAY - A_DAY)],
            "Isle of Bute ends before it starts: correct one of the two days.",
        ),
        ([officer(service_id=None)], "Lev Orr is officer of no service: state the service."),
        (
            [officer(role="member_services")],
            "Lev Orr: member services is not held in a service: leave the service out.",
        ),
        (
            [officer(service_id="refuse")],
            "Lev Orr works for the service refuse, which is not in the directory.",
        ),
        (
            [somebody(terms=(Term(ward_id="bute"),))],
            "Lev Orr serves the ward bute, which is not in the directory.",
        ),
        (
            [officer(starts=TODAY, ends=TODAY - A_DAY)],
            "Lev Orr: officer ends before it starts: correct one of the two days.",
        ),
        (
            [somebody(terms=(Term(ward_id="cowal", starts=ELECTION), Term(ward_id="cowal", starts=TODAY)))],
            "Lev Orr: the term for Cowal is held twice at once: correct the days.",
        ),
        (
            [
                Ward(id="bute", name="Isle of Bute"),
                somebody(
                    terms=(
                        Term(ward_id="cowal", starts=ELECTION, ends=TODAY),
                        Term(ward_id="bute", starts=TODAY),
                    )
                ),
            ],
            "Lev Orr would serve Cowal and Isle of Bute at once: let one term end before the other begins.",
        ),
        (
            [replace(COWAL, ends=TODAY)],
            "Mairi Rae serves Cowal, which ends on 2023-09-22: end the term by then, or leave the ward open.",
        ),
        (
            [somebody(id="p-nobody")],
            "Nobody in the directory has the id p-nobody: leave it out to add Lev Orr.",
        ),
        (
            [replace(MAIRI, email="ola@council.example")],
            "Mairi Rae would have the e-mail address or account of Ola Bain: correct it.",
        ),
        (
            [replace(MAIRI, taken_back=(Term(ward_id="cowal"),))],
            (
                "Mairi Rae: the term for Cowal from 2022-05-05 cannot be taken back: "
                "only what is still to come can. State its last day instead."
            ),
        ),
        (
            [replace(OLA, taken_back=(HeldRole(role="officer", service_id="lights"),))],
            (
                "Ola Bain: officer cannot be taken back: "
                "only what is still to come can. State its last day instead."
            ),
        ),
        (
            [BODY, BODY],
            "The outside body scottish-water is stated 2 times: state it once.",
        ),
        (
            [replace(BODY, starts=TODAY, ends=TODAY - A_DAY)],
            "Scottish Water ends before it starts: correct one of the two days.",
        ),
        (
            [
                replace(
                    POTHOLES, questions=(Question(id="q", label="How deep?"), Question(id="q", label="Wide?"))
                )
            ],
            "Potholes asks two questions with the id q: give one of them another.",
        ),
        (
            [replace(ROADS, columns=(column("ris"), column("other", TODAY), column("ris", TODAY)))],
            "Roads has two columns that begin on one day: state one of them.",
        ),
        (
            [replace(ROADS, columns=(column("ris", TODAY),))],
            (
                "The columns of Roads begin on 2023-09-22, and the service on 2022-05-05: "
                "let both begin on one day."
            ),
        ),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(entries: list[Any], sentence: str) -> None:
    plan = planned(*entries)
    assert plan.refusals == [sentence]
    assert not plan.is_conflict


def test_a_director_may_be_one_of_all_services_or_of_one() -> None:
    roles = (HeldRole(role="director"), HeldRole(role="director", service_id="roads"))
    assert planned(somebody(roles=roles)).refusals == []
