"""Saved views and templates of replies: whose they are, what is refused, and that they are erased."""

from tests.service.requests_casework import HEAD, MEMBER, OFFICER, OTHER_MEMBER, OTHER_OFFICER, Casework
from tests.service.stored_words import where_stored

VIEW = {"list_name": "portfolio", "name": "Potholes"}


def test_views_are_kept_by_name_for_their_owner(casework: Casework) -> None:
    casework.done("save_view", MEMBER, **VIEW, filters={"category": "potholes"})
    casework.done("save_view", MEMBER, list_name="portfolio", name="Bute", filters={"ward": "bute"})
    casework.done("save_view", MEMBER, **VIEW, filters={"category": "potholes", "words": "xylophone"})
    views = casework.done("saved_views", MEMBER, list_name="portfolio")["views"]
    assert [view["name"] for view in views] == ["Bute", "Potholes"]
    assert views[1]["filters"] == {"category": "potholes", "words": "xylophone"}
    assert casework.done("saved_views", MEMBER, list_name="worklist")["views"] == []
    assert casework.done("saved_views", OTHER_MEMBER, list_name="portfolio")["views"] == []
    casework.done("forget_view", OTHER_MEMBER, **VIEW)
    assert len(casework.done("saved_views", MEMBER, list_name="portfolio")["views"]) == 2
    casework.done("forget_view", MEMBER, **VIEW)
    casework.done("forget_view", MEMBER, **VIEW)
    assert where_stored(casework, "xylophone") == set()


def test_a_view_has_a_name_and_there_is_an_end_to_them(casework: Casework) -> None:
    assert casework.refused("save_view", MEMBER, list_name="portfolio", name=" ", filters={})["fields"]
    for number in range(30):
        casework.done("save_view", MEMBER, list_name="portfolio", name=f"View {number}", filters={})
    problem = casework.refused("save_view", MEMBER, **VIEW, filters={})
    assert "You can keep 30 views" in problem["message"]
    casework.done("save_view", MEMBER, list_name="portfolio", name="View 7", filters={"kind": "action"})


def template(**different: object) -> dict[str, object]:
    """A template that is in order."""
    return {"service_id": "roads", "name": "Inspected", "words": "Dear {{member}}, …", **different}


def test_a_template_is_its_services(casework: Casework) -> None:
    template_id = casework.done("write_reply_template", OFFICER, **template())["template_id"]
    known = casework.done("reply_templates", HEAD)
    assert [service["id"] for service in known["services"]] == ["roads"]
    (found,) = known["templates"]
    assert (found["name"], found["written_by"], found["state"]) == ("Inspected", "Olive Officer", None)
    assert casework.done("reply_templates", OTHER_OFFICER)["templates"] == []
    for name, body in (
        ("write_reply_template", template(template_id=template_id, service_id="education")),
        ("erase_reply_template", {"template_id": template_id}),
    ):
        assert casework.refused(name, OTHER_OFFICER, **body)["code"] == "not_found"
    problem = casework.refused("write_reply_template", OTHER_OFFICER, **template())
    assert problem["fields"] == {"service_id": ["Choose a service of yours."]}
    assert casework.refused("reply_templates", MEMBER)["code"] == "not_allowed"


def test_a_template_is_written_anew_and_erased_with_its_words(casework: Casework) -> None:
    template_id = casework.done("write_reply_template", OFFICER, **template(words="Xylophone"))["template_id"]
    casework.done("write_reply_template", HEAD, **template(template_id=template_id, state="escalated"))
    assert where_stored(casework, "Xylophone") == set()
    (found,) = casework.done("reply_templates", OFFICER)["templates"]
    assert found["state"] == "escalated"
    casework.done("erase_reply_template", OFFICER, template_id=template_id)
    assert casework.done("reply_templates", OFFICER)["templates"] == []
    assert casework.refused("erase_reply_template", OFFICER, template_id=template_id)["code"] == "not_found"


def test_what_a_template_may_not_say_is_refused_by_field(casework: Casework) -> None:
    for words in ("", " ", "x" * 20_001, "a\0b", "Dear {{councillor}}", "{{}}"):
        problem = casework.refused("write_reply_template", OFFICER, **template(words=words))
        assert problem["fields"].keys() == {"words"}, words
    assert casework.refused("write_reply_template", OFFICER, **template(name=" "))["fields"].keys() == {
        "name"
    }
    casework.done("write_reply_template", OFFICER, **template(words="{ {{ subject }} } {member}"))
