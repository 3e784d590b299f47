"""Four people, two wards and two services: enough for the pages."""

from typing import Any

AILSA = "ailsa.munro@council.test"  # a member
RORY = "rory.campbell@council.test"  # another member
MORAG = "morag.macleod@council.test"  # an officer of Roads
EILIDH = "eilidh.stewart@council.test"  # member services and administrator

SINCE = "2020-01-01"

SMALL_COUNCIL: dict[str, Any] = {
    "wards": [
        {"id": "cowal", "name": "Cowal", "seats": 9, "starts": SINCE},
        {"id": "dunoon", "name": "Dunoon", "seats": 9, "starts": SINCE},
    ],
    "services": [
        {"id": "roads", "name": "Roads and Infrastructure", "column": "ris", "starts": SINCE},
        {"id": "education", "name": "Education", "starts": SINCE},
    ],
    "categories": [
        {"id": "potholes", "name": "Potholes", "service": "roads", "starts": SINCE},
        {"id": "school-places", "name": "School places", "service": "education", "starts": SINCE},
        {
            "id": "flooding",
            "name": "Flooding",
            "service": "roads",
            "starts": SINCE,
            "questions": [
                {"id": "inside", "label": "Is there water inside a building?", "required": True},
                {"id": "since", "label": "Since when?", "help": "Roughly is enough."},
            ],
            "stop_advice": {"text": "If anybody is in danger, ring 999."},
        },
        {
            "id": "wires-down",
            "name": "Wires down",
            "service": "roads",
            "starts": SINCE,
            "stop_advice": {"text": "Keep away, and ring 105 now.", "stops": True},
        },
    ],
    "people": [
        {"name": "Ailsa Munro", "email": AILSA, "terms": [{"ward": "cowal", "starts": SINCE}]},
        {"name": "Rory Campbell", "email": RORY, "terms": [{"ward": "dunoon", "starts": SINCE}]},
        {
            "name": "Morag MacLeod",
            "email": MORAG,
            "roles": [{"role": "officer", "service": "roads", "starts": SINCE}],
        },
        {
            "name": "Eilidh Stewart",
            "email": EILIDH,
            "roles": [
                {"role": "member_services", "starts": SINCE},
                {"role": "administrator", "starts": SINCE},
            ],
        },
    ],
}
