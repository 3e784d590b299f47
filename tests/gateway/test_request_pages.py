"""The page of one request and what may be done from it, before the real services."""

import pytest
from flask import Flask

from gateway.service_clients.clients import Ask, ServiceClients
from tests.gateway.casework import do, done, first_answer, links, raised
from tests.gateway.form_reading import form_to, options_of, seen, send
from tests.gateway.small_council import EILIDH, MORAG, RORY
from tests.gateway.visitors import Visitor


@pytest.fixture
def officer(app: Flask, clients: ServiceClients) -> Visitor:
    """A browser in which an officer of Roads is signed in."""
    return Visitor(app, clients, MORAG)


def test_the_page_says_who_has_it_what_next_and_the_ask(visitor: Visitor) -> None:
    page = seen(visitor.get(f"/requests/{raised(visitor)}"))
    assert "With Roads and Infrastructure since today" in page
    assert "You are owed a first answer." in page
    assert "Fill the hole before term starts." in page
    assert "You raised this" in page


def test_a_request_goes_from_raised_to_closed(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    page = f"/requests/{reference}"
    done(visitor, reference, "message", message="It has grown.")
    done(officer, reference, "question", message="Which gate?")
    assert "Waiting for you since today" in seen(visitor.get(page))
    assert "Waiting for Ailsa Munro since today" in seen(officer.get(page))
    done(visitor, reference, "message", message="The north gate.")
    assert "Ailsa Munro answered the question" in seen(officer.get(page))
    done(officer, reference, "first-answer", **first_answer(officer, reference))
    told = seen(visitor.get(page))
    assert "Morag MacLeod has it. You next hear by" in told
    assert "Next step An inspector measures it." in told
    done(officer, reference, "update", **first_answer(officer, reference, "update", message="Measured."))
    done(officer, reference, "full-answer", message="Filled.", outcome="partly", limitation="Half of it.")
    told = seen(visitor.get(page))
    assert "Answered in full today" in told
    assert "Done in part. Is it done? Only you can close it." in told
    assert "What limits it Half of it." in told
    closed = send(visitor, page, f"{page}/close")
    assert closed.status_code == 303
    assert "The request is closed." in seen(visitor.get(page))
    assert "It can be opened again until" in seen(visitor.get(page))
    assert links(visitor, reference) == {"reopen", "sharing", "constituent", "retract", "survey/8"}
    assert links(officer, reference) == {"note", "retract", "check/7"}


def test_what_is_not_done_is_asked_for_again_escalated_and_opened_again(
    visitor: Visitor, officer: Visitor
) -> None:
    reference = raised(visitor)
    page = f"/requests/{reference}"
    done(officer, reference, "full-answer", message="Filled.", outcome="fulfilled")
    done(visitor, reference, "ask-more", message="Only one of two.")
    assert "You asked for more" in seen(visitor.get(page))
    done(visitor, reference, "escalate", message="A week, and nothing.")
    assert "Ailsa Munro escalated it; it stands with" in seen(officer.get(page))
    done(officer, reference, "full-answer", message="Both now.", outcome="fulfilled")
    assert send(visitor, page, f"{page}/close").status_code == 303
    done(visitor, reference, "reopen", message="It has sunk again.")
    assert "Ailsa Munro opened it again" in seen(officer.get(page))


def test_each_reader_is_offered_what_they_may_do_and_nothing_else(
    visitor: Visitor, officer: Visitor, app: Flask, clients: ServiceClients
) -> None:
    reference = raised(visitor)
    owners = {
        "escalate",
        "withdraw",
        "propose-date",
        "ask-urgency",
        "sharing",
        "constituent",
        "amend",
        "files",
    }
    services = {"first-answer", "full-answer", "schedule-work", "propose-date", "note", "job-number"}
    either = {"assign", "transfer", "add-contributor", "merge", "link", "amend", "files"}
    assert links(visitor, reference) == owners
    assert links(officer, reference) == services | either | {"question"}
    assert links(Visitor(app, clients, EILIDH), reference) == owners | either
    done(officer, reference, "question", message="Which gate?")
    assert links(officer, reference) == services | either | {"take-question-back", "retract"}


def test_strangers_do_not_learn_that_a_request_exists(
    visitor: Visitor, app: Flask, clients: ServiceClients
) -> None:
    reference = raised(visitor)
    stranger = Visitor(app, clients, RORY)
    for path in (f"/requests/{reference}", f"/requests/{reference}/withdraw", f"/requests/{'x' * 100}"):
        stranger.get(path, status=404)
    other_service = raised(visitor, category_id="school-places")
    Visitor(app, clients, MORAG).get(f"/requests/{other_service}", status=404)


def test_a_reference_may_be_written_as_it_was_read_out(visitor: Visitor) -> None:
    reference = raised(visitor)
    sloppy = reference.lower().replace("-", "")
    assert visitor.get(f"/requests/{sloppy}", status=303).headers["Location"] == f"/requests/{reference}"
    moved = visitor.get(f"/requests/{sloppy}/withdraw", status=303).headers["Location"]
    assert moved == f"/requests/{reference}/withdraw"


def test_a_stale_tab_shows_both_texts_and_keeps_what_was_typed(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    old_tab = officer.get(f"/requests/{reference}/question")
    done(visitor, reference, "message", message="It has grown.")
    answer = send(officer, old_tab, f"/requests/{reference}/question", message="Is it deep?")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "It has grown." in page
    assert "Is it deep?" in page
    again = officer.get(f"/requests/{reference}/question")
    assert "You have a draft from today" in seen(again)
    assert form_to(again, f"/requests/{reference}/question")["message"] == "Is it deep?"


def test_who_has_it_does_not_make_a_message_stale(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    old_tab = visitor.get(f"/requests/{reference}")
    page = officer.get(f"/requests/{reference}")
    assert send(officer, page, f"/requests/{reference}/assign").status_code == 303
    assert send(visitor, old_tab, f"/requests/{reference}/message", message="Still there.").status_code == 303


def test_a_double_click_says_it_once(visitor: Visitor) -> None:
    reference = raised(visitor)
    path = f"/requests/{reference}/message"
    form = form_to(visitor.get(f"/requests/{reference}"), path) | {"message": "Said once"}
    assert [visitor.client.post(path, data=form).status_code for _ in range(2)] == [303, 303]
    assert seen(visitor.get(f"/requests/{reference}")).count("Said once") == 1


def test_a_double_click_after_somebody_was_assigned_says_it_once(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    page, path = f"/requests/{reference}", f"/requests/{reference}/message"
    form = form_to(visitor.get(page), path) | {"message": "Said once"}
    send(officer, page, f"{page}/assign")
    assert [visitor.client.post(path, data=form).status_code for _ in range(2)] == [303, 303]
    assert seen(visitor.get(page)).count("Said once") == 1


def test_what_is_no_longer_possible_says_so(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    old_tab = visitor.get(f"/requests/{reference}/withdraw")
    done(officer, reference, "full-answer", message="Done.", outcome="fulfilled")
    assert "The service has answered in full" in seen(
        visitor.get(f"/requests/{reference}/withdraw", status=409)
    )
    form = form_to(old_tab, f"/requests/{reference}/withdraw") | {"version": ""}
    answer = visitor.client.post(f"/requests/{reference}/withdraw", data=form)
    assert answer.status_code == 409
    assert "You cannot withdraw it: it has been answered in full already. You can close" in seen(answer)


def test_an_action_that_is_not_ones_own_is_refused(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    visitor.get(f"/requests/{reference}/full-answer", status=409)
    officer.get(f"/requests/{reference}/close", status=409)
    visitor.get(f"/requests/{reference}/nonsense", status=404)
    form = form_to(visitor.get(f"/requests/{reference}/withdraw"), f"/requests/{reference}/withdraw")
    answer = visitor.client.post(f"/requests/{reference}/question", data=form | {"message": "May I?"})
    assert answer.status_code == 403


def test_forms_say_what_is_missing(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    first = do(officer, reference, "first-answer", holder_id="")
    assert first.status_code == 400
    for sentence in ("Write your message", "Choose who has it", "Say what happens next", "Enter the date"):
        assert sentence in seen(first), sentence
    full = do(officer, reference, "full-answer", outcome="referred", message="Sorry")
    assert "Name the outside body" in seen(full)
    assert "Say what limits it" not in seen(full)
    assert "Write your question" in seen(do(officer, reference, "question"))
    assert "Choose an officer" in seen(do(officer, reference, "assign"))


def test_what_the_service_refuses_of_a_date_is_said_beside_it(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    sunday = {"next_update_on-day": "6", "next_update_on-month": "6", "next_update_on-year": "2021"}
    answer = do(officer, reference, "first-answer", **(first_answer(officer, reference) | sunday))
    assert answer.status_code == 400
    assert seen(answer).count("The date of the next update cannot be in the past.") == 2


def test_an_answer_to_an_unanswered_question_says_that_it_takes_it_back(
    visitor: Visitor, officer: Visitor
) -> None:
    reference = raised(visitor)
    done(officer, reference, "question", message="Which gate?")
    assert "takes the question back" in seen(officer.get(f"/requests/{reference}/full-answer"))
    done(officer, reference, "take-question-back")
    assert "The question was taken back" in seen(visitor.get(f"/requests/{reference}"))


def test_an_officer_takes_it_and_gives_it_away(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    page = f"/requests/{reference}"
    assert send(officer, page, f"{page}/assign").status_code == 303
    assert "Morag MacLeod has it." in seen(officer.get(page))
    assert "Assign to me" not in seen(officer.get(page))
    shown = officer.get(f"{page}/assign")
    offered = options_of(shown, "officer_id")
    assert "Choose an officer" in offered
    assert "Morag MacLeod" not in offered
    assert send(officer, shown, f"{page}/unassign").status_code == 303
    assert "Nobody has it by name yet." in seen(officer.get(page))


def test_where_nobody_writes_no_draft_is_asked_for_or_discarded(
    officer: Visitor, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = raised(visitor)
    asked: list[str] = []
    plain = ServiceClients.ask_together

    def noting(self: ServiceClients, asks: list[Ask], *more: float) -> object:
        asked.extend(ask.call.name for ask in asks)
        return plain(self, asks, *more)

    monkeypatch.setattr(ServiceClients, "ask_together", noting)
    officer_id = options_of(officer.get(f"/requests/{reference}/assign"), "officer_id")["Morag MacLeod"]
    done(officer, reference, "assign", officer_id=officer_id)
    done(visitor, reference, "withdraw")
    assert {"assign", "withdraw"} <= set(asked)
    assert not {"draft", "discard_draft"} & set(asked)


def test_a_draft_of_a_message_waits_on_the_page(visitor: Visitor) -> None:
    reference = raised(visitor)
    page, path = f"/requests/{reference}", f"/requests/{reference}/message"
    assert send(visitor, page, path, message="Half a", save_draft="yes").status_code == 303
    shown = visitor.get(page)
    assert "You have a draft from today" in seen(shown)
    assert form_to(shown, path)["message"] == "Half a"
    saved = visitor.client.post(f"{path}/draft", data=form_to(shown, path) | {"message": "Half a word"})
    assert "Draft saved at" in saved.get_data(as_text=True)
    send(visitor, page, f"{path}/discard")
    assert form_to(visitor.get(page), path)["message"] == ""


def test_words_stay_as_they_were_typed_and_cannot_become_markup(visitor: Visitor) -> None:
    reference = raised(
        visitor, subject="<b>Taigh a’ Mhàil</b>", ask="First\n  second <script>alert(1)</script>"
    )
    page = visitor.get(f"/requests/{reference}").get_data(as_text=True)
    assert "First\n  second &lt;script&gt;" in page
    assert "&lt;b&gt;Taigh a’ Mhàil&lt;/b&gt;" in page


def test_what_was_seen_is_no_longer_new(visitor: Visitor, officer: Visitor) -> None:
    reference = raised(visitor)
    page, path = f"/requests/{reference}", f"/requests/{reference}/seen"
    done(officer, reference, "question", message="Which gate?")
    form = form_to(visitor.get(page), path)
    part = visitor.client.post(path, data=form, headers={"HX-Request": "true"})
    assert part.status_code == 204
    assert path not in visitor.get(page).get_data(as_text=True)
    assert visitor.client.post(path, data=form).status_code == 303


def test_the_desk_closes_for_a_member_and_is_named(
    visitor: Visitor, officer: Visitor, app: Flask, clients: ServiceClients
) -> None:
    reference = raised(visitor)
    desk = Visitor(app, clients, EILIDH)
    done(desk, reference, "message", message="She rang: it is worse.")
    done(officer, reference, "full-answer", message="Filled.", outcome="fulfilled")
    assert send(desk, f"/requests/{reference}", f"/requests/{reference}/close").status_code == 303
    page = seen(visitor.get(f"/requests/{reference}"))
    assert "Message from Member Services for you" in page
    assert "Member Services closed it for you" in page
