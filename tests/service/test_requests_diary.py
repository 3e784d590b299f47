"""Diaries and drafts: kept for one person, seen by nobody else, and gone when they are meant to go."""

from datetime import timedelta

from services.requests.use_cases.drafts import forget_expired
from tests.service.requests_casework import MEMBER, OFFICER, OTHER_MEMBER, Casework
from tests.service.requests_council import COLLEAGUE, whole
from tests.service.stored_words import where_stored


def test_a_diary_is_read_with_what_reminds_first(casework: Casework) -> None:
    request_id = casework.raised()
    reference = casework.done("portfolio", MEMBER)["requests"][0]["reference"]
    for words, remind_on in (("First", None), ("Late", "2023-12-01"), ("Soon", "2023-10-01")):
        casework.done("write_diary", MEMBER, words=words, remind_on=remind_on)
        casework.clock.advance(timedelta(minutes=1))
    casework.done("write_diary", MEMBER, words="Of this one", request_id=request_id)
    entries = casework.done("diary", MEMBER)["entries"]
    assert [entry["words"] for entry in entries] == ["Soon", "Late", "Of this one", "First"]
    (of_this,) = casework.done("diary", MEMBER, request_id=request_id)["entries"]
    assert (of_this["reference"], of_this["remind_on"]) == (reference, None)


def test_an_entry_is_written_anew_and_erased_by_its_owner_only(casework: Casework) -> None:
    entry_id = casework.done("write_diary", MEMBER, words="Ring Morag")["entry_id"]
    casework.done("write_diary", MEMBER, entry_id=entry_id, words="Ring Angus", remind_on="2023-10-01")
    (entry,) = casework.done("diary", MEMBER)["entries"]
    assert (entry["words"], entry["remind_on"]) == ("Ring Angus", "2023-10-01")
    assert where_stored(casework, "Ring Morag") == set()
    assert casework.done("diary", OTHER_MEMBER)["entries"] == []
    assert casework.refused("diary", OFFICER)["code"] == "not_allowed"
    for name, body in (("write_diary", {"words": "Mine now"}), ("erase_diary", {})):
        assert casework.refused(name, OTHER_MEMBER, entry_id=entry_id, **body)["code"] == "not_found"
    casework.done("erase_diary", MEMBER, entry_id=entry_id)
    assert where_stored(casework, "Ring Angus") == set()
    assert casework.refused("erase_diary", MEMBER, entry_id=entry_id)["code"] == "not_found"


def test_an_entry_has_words_and_is_about_a_request_that_one_may_see(casework: Casework) -> None:
    request_id = whole(casework).raised()
    for words in ("", "  ", "x" * 5_001, "a\0b", "\ud800"):
        assert casework.refused("write_diary", MEMBER, words=words)["fields"].keys() == {"words"}
    problem = casework.refused("write_diary", COLLEAGUE, words="Look", request_id=request_id)
    assert problem["code"] == "not_found"
    assert casework.done("diary", COLLEAGUE)["entries"] == []


def test_ones_drafts_are_listed_latest_first_with_the_day_they_go(casework: Casework) -> None:
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Half a"})
    casework.clock.advance(timedelta(hours=1))
    casework.done("save_draft", MEMBER, form="message:1", content={"message": "Half b"})
    casework.done("save_draft", OTHER_MEMBER, form="raise", content={"subject": "Not mine"})
    assert casework.done("drafts", MEMBER)["drafts"] == [
        {
            "form": "message:1",
            "saved_at": "2023-09-20T12:00:00+00:00",
            "expires_at": "2023-10-20T12:00:00+00:00",
            "subject": None,
        },
        {
            "form": "raise",
            "saved_at": "2023-09-20T11:00:00+00:00",
            "expires_at": "2023-10-20T11:00:00+00:00",
            "subject": "Half a",
        },
    ]


def test_a_draft_goes_thirty_days_after_it_was_last_saved(casework: Casework) -> None:
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Xylophone"})
    casework.clock.advance(timedelta(days=29))
    casework.done("save_draft", MEMBER, form="raise", content={"subject": "Xylophone again"})
    casework.clock.advance(timedelta(days=30, seconds=-1))
    casework.tick(forget_expired)
    assert casework.done("draft", MEMBER, form="raise")["draft"] == {"subject": "Xylophone again"}
    casework.clock.advance(timedelta(seconds=1))
    assert casework.done("draft", MEMBER, form="raise") == {"draft": None, "saved_at": None}
    assert casework.done("drafts", MEMBER)["drafts"] == []
    casework.tick(forget_expired)
    assert where_stored(casework, "Xylophone") == set()
