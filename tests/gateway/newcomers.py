"""People and services of one test alone, for what can only be seen where nothing has happened yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.chassis.identifiers import new_id
from tests.gateway import api_programs
from tests.gateway.small_council import SINCE
from tests.gateway.visitors import Visitor

Enter = Callable[[dict[str, Any]], None]
SignIn = Callable[[str], Visitor]


@dataclass(frozen=True)
class NewService:
    """A service with an officer and a head, to which nobody has sent anything."""

    service_id: str
    category_id: str
    officer: Visitor
    head: Visitor

    def raising(self, **different: Any) -> dict[str, Any]:
        """A form for raising what this service answers."""
        return api_programs.raising(category_id=self.category_id, **different)


def _person(name: str, mark: str, **held: Any) -> dict[str, Any]:
    return {"name": name, "email": f"{name.split()[0].lower()}.{mark}@council.test", **held}


def _holder(name: str, mark: str, role: str, service: str) -> dict[str, Any]:
    return _person(name, mark, roles=[{"role": role, "service": service, "starts": SINCE}])


def new_member(enter: Enter, sign_in: SignIn) -> Visitor:
    """A member who has raised nothing and keeps nothing, for a ward whose seats take nobody else's."""
    mark = new_id()[-12:]
    ward = {"id": f"ward-{mark}", "name": f"Ward {mark}", "seats": 1, "starts": SINCE}
    member = _person("Nessa Newcomer", mark, terms=[{"ward": ward["id"], "starts": SINCE}])
    enter({"wards": [ward], "people": [member]})
    return sign_in(member["email"])


def new_service(enter: Enter, sign_in: SignIn) -> NewService:
    """A service, the category that leads to it, and those who work for it."""
    mark = new_id()[-12:]
    service, category = f"service-{mark}", f"category-{mark}"
    officer = _holder("Kirsty Lamont", mark, "officer", service)
    head = _holder("Mairi Weir", mark, "head_of_service", service)
    enter(
        {
            "services": [{"id": service, "name": f"Service {mark}", "starts": SINCE}],
            "categories": [{"id": category, "name": f"Category {mark}", "service": service, "starts": SINCE}],
            "people": [officer, head],
        }
    )
    return NewService(service, category, sign_in(officer["email"]), sign_in(head["email"]))
