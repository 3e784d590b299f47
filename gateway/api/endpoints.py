"""What programs can ask for."""

from typing import Any

from flask import Blueprint

from gateway.api.bearer import authenticate, bearer

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
blueprint.before_request(authenticate)


@blueprint.get("/me")
def me() -> dict[str, Any]:
    """Whose token it is, what they hold today, and what the token may be used for."""
    caller = bearer()
    return {
        "person_id": caller.person.id,
        "name": caller.person.name,
        "roles": [{"role": held.role, "service_id": held.service_id} for held in caller.person.roles],
        "wards": list(caller.person.wards),
        "scopes": sorted(caller.scopes),
    }
