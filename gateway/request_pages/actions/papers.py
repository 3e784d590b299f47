"""What is kept with a request: facts put right, notes, numbers, words taken back, legal holds."""

from gateway.request_pages import fitting
from gateway.request_pages.action import Action, Group
from gateway.request_pages.forms import papers as forms
from gateway.request_pages.forms import plain
from services.contracts import requests_calls as calls

PAPERS = (
    Action(
        "amend",
        calls.AMEND,
        forms.AmendForm,
        title="Put right what it is about",
        button="Save",
        done="What it is about is put right.",
        group=Group.MORE,
        explained="Everybody who reads it sees what was changed, and by whom.",
        choices=("services", "wards"),
        fit=fitting.amend,
    ),
    Action(
        "note",
        calls.NOTE,
        plain.NoteForm,
        title="Add a note for your own side",
        button="Save the note",
        done="Your note is kept.",
        group=Group.MORE,
        explained="No member ever sees a note. Do not write what you would not want disclosed.",
    ),
    Action(
        "job-number",
        calls.SET_JOB_NUMBER,
        forms.JobNumberForm,
        title="Note your job number",
        button="Save",
        done="The job number is noted.",
        group=Group.MORE,
        fit=fitting.job_number,
    ),
    Action(
        "retract",
        calls.RETRACT_MESSAGE,
        forms.RetractForm,
        title="Take a message back",
        button="Take it back",
        done="The message is taken back.",
        group=Group.UNLISTED,
        explained="Its words go. That there was a message stays, for those who could read it.",
        cancel="No, leave it",
        fit=fitting.retract,
        is_warning=True,
    ),
    Action(
        "hold",
        calls.HOLD,
        plain.HoldForm,
        title="Place a legal hold",
        button="Place the hold",
        done="The request is held as it is.",
        group=Group.MORE,
        explained="Nothing of it is redacted while it is held.",
    ),
    Action(
        "release-hold",
        calls.RELEASE_HOLD,
        plain.ConfirmForm,
        title="End the legal hold",
        button="End the hold",
        done="The legal hold has ended.",
        group=Group.MORE,
        explained="From then on its details go when their time is over.",
        cancel="No, keep the hold",
    ),
    Action(
        "redact",
        calls.REDACT,
        plain.RedactForm,
        title="Redact it",
        button="Remove its words",
        done="Its words and personal details are gone.",
        group=Group.MORE,
        explained="All its words and personal details go, for everybody and for good. Its figures stay.",
        is_warning=True,
    ),
)
