"""What follows from a change of the directory, as the command line says it."""

from gateway.cli.consequences import consequences

ISLA = {"person_id": "p-1", "name": "Isla Drummond"}


def test_each_consequence_is_a_line() -> None:
    shown = {
        "lost": [
            ISLA | {"role": "member", "service_id": None, "ward_id": "cowal", "last_day": "2027-05-06"},
            ISLA | {"role": "deputy_head", "service_id": "roads", "ward_id": None, "last_day": "2027-05-06"},
            ISLA | {"role": "administrator", "service_id": None, "ward_id": None, "last_day": "2027-05-06"},
        ],
        "frozen": [
            ISLA | {"ended_on": "2027-05-06", "open_requests": 1},
            ISLA | {"ended_on": "2027-05-06", "open_requests": 12},
        ],
        "ended_wards": [{"ward_id": "cowal", "name": "Cowal", "open_requests": 3}],
        "seats": [{"ward_id": "bute", "name": "Isle of Bute", "on": "2027-05-07", "seats": 3, "serving": 2}],
    }
    assert list(consequences(shown)) == [
        "last day 2027-05-06: Isla Drummond, member for cowal",
        "last day 2027-05-06: Isla Drummond, deputy head for roads",
        "last day 2027-05-06: Isla Drummond, administrator",
        "leaves office on 2027-05-06: Isla Drummond, one open request freezes",
        "leaves office on 2027-05-06: Isla Drummond, 12 open requests freeze",
        "ends with 3 open for it, which keep it: ward Cowal",
        "from 2027-05-07: 2 of 3 seats taken in Isle of Bute",
    ]
