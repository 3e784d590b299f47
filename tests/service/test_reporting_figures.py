"""Figures of parts and periods, the requests behind them, and who may see which; on both databases."""

import pytest

from tests.service.figures_room import (
    ADMINISTRATOR,
    DESK,
    DIRECTOR,
    DIRECTOR_AND_OFFICER,
    MEMBER,
    OFFICER,
    OPERATOR,
    OTHER_MEMBER,
    OTHER_OFFICER,
    FiguresRoom,
    local,
)

KEPT = "full_response_met_original"


@pytest.fixture
def room(figures_room: FiguresRoom) -> FiguresRoom:
    """Three requests: two of Ann's with roads, one of Bob's that went from roads to education."""
    figures_room.raised("r1", at="2023-08-07")
    figures_room.raised("r2", at="2023-09-04", ward_id="bute", channel="logged_by_officer")
    figures_room.raised("r3", at="2023-08-28", member_id="bob")
    figures_room.happens("response_given", "r1", at="2023-09-05", state="responded", outcome="fulfilled")
    figures_room.clock_stands(
        "full_response", "r1", at="2023-09-05", state="met", taken=20, met_original=True,
        stopped_at="2023-09-05T10:00:00+01:00",
    )  # fmt: skip
    figures_room.happens(
        "request_transferred", "r3", at="2023-09-11",
        from_service_id="roads", service_id="education", category_id="schools",
    )  # fmt: skip
    return figures_room


def test_a_director_sees_all_by_any_group(room: FiguresRoom) -> None:
    found = room.done("figures", DIRECTOR, group_by="service")
    assert {group["name"]: group["made"] for group in found["groups"]} == {"Education": 1, "Roads": 2}
    assert found["total"]["made"] == 3
    assert found["total"]["on_time"]["full_response"] == {
        "count": 1,
        "met_original": 1,
        "agreed": 0,
        "met_agreed": 0,
    }
    for group_by, expected in (
        ("ward", {"Bute": 1, "Cowal": 2}),
        ("category", {"Potholes": 2, "Schools": 1}),
        ("channel", {"online": 2, "logged_by_officer": 1}),
        ("column", {"Roads": 2, "Other services": 1}),
    ):
        groups = room.done("figures", DIRECTOR, group_by=group_by)["groups"]
        assert {group["name"]: group["made"] for group in groups} == expected


def test_month_by_month_heaps_are_as_at_its_end_and_flows_are_its_own(room: FiguresRoom) -> None:
    found = room.done("figures", DESK, by="month", first="2023-08-01", last="2023-09-22")
    shown = [(one["period"], one["made"], one["in_action"], one["responses"]) for one in found["series"]]
    assert shown == [("2023-08", 2, 2, 0), ("2023-09", 1, 2, 1)]
    # Of a service as it is on the last day: what went to it counts where it went.
    education = room.done("figures", DESK, service_id="education", by="month", first="2023-08-01")
    assert [(one["period"], one["made"], one["in_action"]) for one in education["series"]] == [
        ("2023-08", 0, 0),
        ("2023-09", 0, 1),
    ]
    assert education["total"]["made"] == 1
    days = room.done("figures", DESK, by="day", first="2023-09-04", last="2023-09-06")["series"]
    assert [one["made"] for one in days] == [1, 0, 0]


def test_figures_are_the_same_when_sums_are_stored(room: FiguresRoom) -> None:
    before = room.done("figures", DESK, group_by="service", first="2023-09-01")
    room.add_up()
    assert room.done("figures", DESK, group_by="service", first="2023-09-01") == before


def test_everybody_sees_their_own_part(room: FiguresRoom) -> None:
    assert room.done("figures", MEMBER)["total"]["made"] == 2
    assert room.done("figures", OTHER_MEMBER, member_id="bob")["total"]["made"] == 1
    assert room.done("figures", OFFICER)["total"]["made"] == 2
    assert room.done("figures", OTHER_OFFICER, service_id="education")["total"]["made"] == 1
    for actor, asked in (
        (MEMBER, {"member_id": "bob"}),
        (MEMBER, {"ward_id": "cowal"}),
        (OTHER_OFFICER, {"service_id": "roads"}),
    ):
        assert room.refused("figures", actor, **asked)["code"] == "not_allowed"
        assert room.refused("requests_behind", actor, figure="made", **asked)["code"] == "not_allowed"


def test_what_cannot_be_asked_is_refused_in_a_sentence(room: FiguresRoom) -> None:
    for asked, field in (
        ({"ward_id": "cowal", "channel": "online"}, "channel"),
        ({"ward_id": "cowal", "group_by": "category"}, "group_by"),
        ({"service_id": "nowhere"}, "service_id"),
        ({"service_id": "roads", "column": "other"}, "column"),
        ({"last": "2024-01-01"}, "last"),
    ):
        problem = room.refused("figures", DESK, **asked)
        assert problem["code"] == "invalid"
        assert problem["fields"][field][0].endswith(".")


def test_a_share_of_few_answers_is_withheld_below_column_level(room: FiguresRoom) -> None:
    assert room.done("figures", DESK)["total"]["feedback"]["speed"]["moderately_or_better"] == 0
    below = room.done("figures", DESK, service_id="roads")["total"]["feedback"]["speed"]
    assert below == {"answered": 0, "moderately_or_better": None}


def test_every_figure_opens_the_requests_behind_it(room: FiguresRoom) -> None:
    for figure, expected in (
        ("made", ["r2", "r3", "r1"]),
        ("in_action", ["r2", "r3"]),
        ("open_with_members", ["r1"]),
        ("full_response", ["r1"]),
        ("responses", ["r1"]),
        ("logged_by_officer", ["r2"]),
        ("closures", []),
        ("over_by_a_week", []),
    ):
        found = room.done("requests_behind", DESK, figure=figure)
        assert [one["request_id"] for one in found["requests"]] == expected, figure
        assert found["total"] == len(expected)
    [answered] = room.done("requests_behind", DESK, figure="full_response")["requests"]
    assert (answered["counted_on"], answered["taken"], answered["ward"]) == ("2023-09-05", 20, "Cowal")
    earlier = room.done("requests_behind", DESK, figure="with_service", service_id="roads", last="2023-09-10")
    assert [one["request_id"] for one in earlier["requests"]] == ["r2", "r3"]


def test_bands_of_members_open_what_their_members_made_for_those_who_see_all(room: FiguresRoom) -> None:
    for figure, expected in (
        ("made_by_0_29", ["r2", "r3", "r1"]),
        ("made_by_30_69", []),
        ("made_by_70", []),
        ("made_by_former", []),
    ):
        found = room.done("requests_behind", DESK, figure=figure)
        assert [one["request_id"] for one in found["requests"]] == expected, figure
    room.person("bob", wards=["bute"], ends="2023-09-20")
    for figure, made in (("made_by_0_29", 2), ("made_by_former", 1)):
        assert room.done("requests_behind", DESK, figure=figure)["total"] == made, figure
    for actor in (MEMBER, OFFICER):
        refused = room.refused("requests_behind", actor, figure="made_by_0_29")
        assert refused["code"] == "not_allowed"


def test_what_kept_its_date_is_good_or_is_old_opens_its_requests(room: FiguresRoom) -> None:
    said = {"request_id": "r1", "closing": 3, "member_id": "ann", "service_id": "roads", "version": 1}
    data = said | {"commented": False, "quotable": False, "speed": "moderately_happy", "quality": "poor"}
    room.hear(room.published("feedback", "survey_answered", "survey:r1:3", data, local("2023-09-14")))
    for figure, expected in (
        ("full_response_met_original", ["r1"]),
        ("full_response_agreed", []),
        ("initial_response_met_original", []),
        ("moderately_or_better", ["r1"]),
        ("satisfactory_or_better", []),
        ("age_7_27", ["r2", "r3"]),
        ("age_0_6", []),
    ):
        found = room.done("requests_behind", DESK, figure=figure)
        assert [one["request_id"] for one in found["requests"]] == expected, figure
        assert found["total"] == len(expected)
    younger = room.done("requests_behind", DESK, figure="age_0_6", last="2023-09-10")
    assert [one["request_id"] for one in younger["requests"]] == ["r2"]
    assert [one["taken"] for one in room.done("requests_behind", DESK, figure=KEPT)["requests"]] == [20]
    for below in ({"service_id": "roads"}, {"member_id": "ann"}):
        refused = room.refused("requests_behind", DESK, figure="good_or_better", **below)
        assert "Open all answers instead" in refused["fields"]["figure"][0]


def test_every_counted_figure_of_the_total_opens_as_many_requests(room: FiguresRoom) -> None:
    total = room.done("figures", DESK, first="2023-08-20")["total"]
    counted = {name: n for name, n in total.items() if isinstance(n, int)} | total["channels"] | total["ages"]
    counted |= {answer: total[answer]["count"] for answer in ("initial_response", "full_response")}
    for answer, kept in total["on_time"].items():
        counted |= {f"{answer}_{name}": n for name, n in kept.items() if name != "count"}
    for figure, n in counted.items():
        found = room.done("requests_behind", DESK, figure=figure, first="2023-08-20")
        assert found["total"] == n, figure


def test_the_requests_behind_a_figure_come_in_pages(room: FiguresRoom) -> None:
    found, cursor = [], None
    for _ in range(3):
        page = room.done("requests_behind", DESK, figure="made", limit=1, cursor=cursor)
        found += [one["request_id"] for one in page["requests"]]
        cursor = page["next"]
    assert (found, cursor) == (["r2", "r3", "r1"], None)
    assert room.refused("requests_behind", DESK, figure="made", cursor="x")["code"] == "invalid"


def test_an_issued_paper_stays_as_it_was_and_is_open_to_members(room: FiguresRoom) -> None:
    issued = room.done("issue_paper", DESK, as_at="2023-09-20", comments=["Quick."], title="September")
    before = room.done("paper", MEMBER, paper_id=issued["paper_id"])
    room.raised("r4", at="2023-09-19")
    assert room.done("paper", MEMBER, paper_id=issued["paper_id"]) == before
    assert (before["paper"]["columns"]["total"]["made"], before["comments"]) == (3, ["Quick."])
    second = room.done("issue_paper", OPERATOR, as_at="2023-09-20")
    [newest] = room.done("papers", MEMBER, limit=1)["papers"]
    assert (newest["number"], newest["paper_id"]) == (2, second["paper_id"])
    assert room.done("papers", MEMBER, cursor=2)["papers"][0]["issued_by"] == "Dora"
    [event, _] = room.events("paper_issued")
    assert event.data["number"] == 1
    assert room.refused("issue_paper", MEMBER, as_at="2023-09-20")["code"] == "not_allowed"
    assert room.refused("paper", MEMBER, paper_id="none")["code"] == "not_found"


def test_a_difference_to_what_requests_counts_shows_on_the_paper(room: FiguresRoom) -> None:
    counts = [
        {"service_id": "education", "state": "with_service", "count": 1},
        {"service_id": "roads", "state": "responded", "count": 1},
        {"service_id": "roads", "state": "with_service", "count": 1},
    ]
    assert room.done("compare_figures", DESK)["holds"] is None
    room.hear(
        room.published("requests", "counts_published", "counts", {"as_at": "2023-09-22", "counts": counts})
    )
    assert room.done("compare_figures", DESK)["holds"] is True
    wrong = [{**counts[0], "count": 2}, *counts[1:]]
    room.hear(
        room.published("requests", "counts_published", "counts", {"as_at": "2023-09-22", "counts": wrong})
    )
    answer = room.done("compare_figures", DESK, as_at="2023-09-22")
    assert answer["differences"] == [
        {
            "service_id": "education",
            "service": "Education",
            "state": "with_service",
            "ours": 1,
            "theirs": 2,
        }
    ]
    checks = room.done("update_paper", DESK, as_at="2023-09-22")["paper"]["checks"]
    assert [check["name"] for check in checks if not check["holds"]] == [
        "requests counts the same by service and state"
    ]
    assert room.refused("issue_paper", DESK, as_at="2023-09-22")["code"] == "conflict"


def test_metrics_are_published_when_they_have_changed_and_when_a_day_is_over(room: FiguresRoom) -> None:
    room.publish_metrics()
    assert room.events("metrics_updated") == []  # not before the past is summed up
    room.add_up()
    room.publish_metrics()
    room.publish_metrics()
    days = [(event.data["as_at"], event.data["final"]) for event in room.events("metrics_updated")]
    assert days == [("2023-09-21", True), ("2023-09-22", False)]
    room.raised("r4", at="2023-09-22")
    room.publish_metrics()
    assert len(room.events("metrics_updated")) == 2  # not again within some seconds
    room.now_is("2023-09-22 17:00")
    room.publish_metrics()
    assert room.events("metrics_updated")[-1].data["columns"]["total"]["made"] == 4
    room.now_is("2023-09-23 00:01")
    room.add_up()
    room.publish_metrics()
    over = [event.data for event in room.events("metrics_updated") if event.data["as_at"] == "2023-09-22"]
    assert over[-1]["final"] is True


def test_metrics_go_on_after_a_day_on_which_only_a_ward_was_put_right(room: FiguresRoom) -> None:
    room.happens(
        "request_amended", "r2", at="2023-09-20", kind="action", category_id="potholes", ward_id="cowal"
    )
    room.add_up()
    room.publish_metrics()
    assert room.events("metrics_updated")


def test_a_paper_costs_as_many_statements_however_many_requests_there_are(room: FiguresRoom) -> None:
    room.add_up()
    with room.counted() as few:
        room.done("update_paper", DESK, as_at="2023-09-22", since="2023-09-01")
    for number in range(50):
        room.raised(f"more{number}", at="2023-09-11")
    room.add_up()
    with room.counted() as many:
        room.done("update_paper", DESK, as_at="2023-09-22", since="2023-09-01")
    assert len(many) == len(few) <= 14


def test_who_sees_all_figures_reads_no_requests_for_that(room: FiguresRoom) -> None:
    asked = {"figure": "made", "last": "2023-09-22"}
    assert len(room.done("requests_behind", DESK, **asked)["requests"]) == 3
    for actor in (DIRECTOR, ADMINISTRATOR):
        assert room.done("figures", actor)["total"]["made"] == 3
        assert room.refused("requests_behind", actor, **asked)["code"] == "not_allowed"
    assert room.done("figures", DIRECTOR_AND_OFFICER)["total"]["made"] == 3
    own = room.done("requests_behind", OFFICER, **asked)
    assert room.done("requests_behind", DIRECTOR_AND_OFFICER, **asked) == own
    assert len(own["requests"]) < 3
