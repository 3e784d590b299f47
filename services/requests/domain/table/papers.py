"""What is kept with a request: facts, files, notes, agreements, holds, and the end of its member's office.

All of it is housekeeping and leaves a question that is open to the member open.
"""

from services.requests.domain import commands as c
from services.requests.domain import events as e
from services.requests.domain import needs
from services.requests.domain.table.people import (
    ANYBODY,
    DESK,
    DIRECTORY,
    GOVERNANCE,
    OFFICER,
    OWNER,
    WHO_READ_IT,
)
from services.requests.domain.transitions import ANYWHERE, NOT_FINAL, OPEN, Landing, Row
from services.requests.domain.vocabulary import IN_ACTION

FACTS: tuple[Row, ...] = (
    Row(
        c.Amend,
        e.RequestAmended,
        "put right what it is about",
        by=OWNER | OFFICER | DESK,
        leaves=IN_ACTION,
        to=Landing.SAME,
    ),
    Row(
        c.Attach,
        e.AttachmentAdded,
        "add a file",
        by=WHO_READ_IT,
        leaves=OPEN,
        to=Landing.SAME,
    ),
    Row(
        c.Link,
        e.RequestsLinked,
        "link it to another request",
        by=OFFICER | DESK,
        leaves=OPEN,
        to=Landing.SAME,
    ),
    Row(
        c.SetJobNumber,
        e.JobNumberSet,
        "note your job number",
        by=OFFICER,
        leaves=OPEN,
        to=Landing.SAME,
    ),
    Row(
        c.Note,
        e.NoteAdded,
        "add a note for your own side",
        by=OFFICER,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
    ),
    Row(
        c.RetractMessage,
        e.MessageRetracted,
        "take a message back",
        by=ANYBODY,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
        offered=needs.something_to_retract,
    ),
)

PROTECTION: tuple[Row, ...] = (
    Row(
        c.AttachConstituent,
        e.ConstituentAttached,
        "say for which constituent it is",
        by=OWNER,
        leaves=NOT_FINAL,
        to=Landing.SAME,
    ),
    Row(
        c.WithdrawAgreement,
        e.AgreementWithdrawn,
        "take the constituent’s details away",
        by=OWNER | GOVERNANCE,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
        needs=(needs.A_CONSTITUENT,),
    ),
    Row(
        c.Hold,
        e.HoldPlaced,
        "place a legal hold",
        by=GOVERNANCE,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
        needs=(needs.NOT_HELD,),
    ),
    Row(
        c.ReleaseHold,
        e.HoldReleased,
        "release the legal hold",
        by=GOVERNANCE,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
        needs=(needs.HELD,),
    ),
    Row(
        c.Redact,
        e.DetailsRedacted,
        "redact it",
        by=GOVERNANCE,
        leaves=ANYWHERE,
        to=Landing.SAME,
        while_frozen=True,
        needs=(needs.NOT_HELD,),
    ),
)

END_OF_OFFICE: tuple[Row, ...] = (
    Row(
        c.HandOver,
        e.RequestHandedOver,
        "hand it over to a successor",
        by=DESK,
        leaves=OPEN,
        to=Landing.SAME,
        while_frozen=True,
        needs=(needs.FROZEN,),
    ),
    Row(
        c.Freeze,
        e.RequestFrozen,
        "freeze it",
        by=DIRECTORY,
        leaves=OPEN,
        to=Landing.SAME,
    ),
)
