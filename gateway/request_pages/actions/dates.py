"""By when, and how pressing: dates that two sides agree, and urgency that the head of service grants."""

from gateway.request_pages import fitting
from gateway.request_pages.action import Action, Group
from gateway.request_pages.forms import dates, plain
from services.contracts import requests_calls as calls

DATES = (
    Action(
        "propose-date",
        calls.PROPOSE_DEADLINE,
        dates.ProposalForm,
        title="Propose another date for the answer",
        button="Propose the date",
        done="{other} is asked to agree to the date.",
        group=Group.DATES,
        explained="The date counts once {other} agrees. Until then everything stays as it is.",
        page="propose_date",
        takes_back=True,
    ),
    Action(
        "agree-date",
        calls.AGREE_DEADLINE,
        dates.ProposedDateForm,
        title="Agree to {day}",
        button="Agree to {day}",
        done="{day} is agreed.",
        group=Group.UNLISTED,
        explained="The answer is then due by {day}. {other} is told.",
        fit=fitting.proposed_date,
        takes_back=True,
    ),
    Action(
        "decline-date",
        calls.DECLINE_DEADLINE,
        dates.ProposedDateForm,
        title="Do not agree to {day}",
        button="Do not agree",
        done="{day} is not agreed. Everything stays as it was.",
        group=Group.UNLISTED,
        explained="Everything stays as it was, and {other} is told. You can propose another date instead.",
        fit=fitting.proposed_date,
        takes_back=True,
    ),
    Action(
        "ask-urgency",
        calls.ASK_URGENCY,
        plain.UrgencyForm,
        title="Ask for it to be urgent",
        button="Ask for it to be urgent",
        done="The head of the service is asked to make it urgent.",
        group=Group.DATES,
        explained="The head of the service decides. Until then it goes on as it is.",
    ),
    Action(
        "accept-urgency",
        calls.ACCEPT_URGENCY,
        plain.ConfirmForm,
        title="Make it urgent",
        button="Make it urgent",
        done="It is urgent from now on, and {member} is told.",
        group=Group.UNLISTED,
        explained="A first answer is then due by the next working day.",
    ),
    Action(
        "refuse-urgency",
        calls.REFUSE_URGENCY,
        plain.NotUrgentForm,
        title="Do not make it urgent",
        button="Do not make it urgent",
        done="It stays as it was, and {member} is told why.",
        group=Group.UNLISTED,
    ),
)
