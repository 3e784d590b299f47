"""Files of requests for programs: sent whole, looked into like those of the pages, and got back."""

from typing import Any

from flask import Response, abort, request
from marshmallow import fields
from werkzeug.datastructures import FileStorage

from gateway.api import headers as h
from gateway.api.asking import acting, visible_request
from gateway.api.bearer import bearer
from gateway.api.endpoints import blueprint
from gateway.api.problem_json import refuse
from gateway.api.routes import ONE
from gateway.api.schemas_of_a_request import CommandAnswer
from gateway.attachments.giving_files import as_told, handed_out
from gateway.attachments.kinds import TAKEN
from gateway.attachments.refused import FileRefused
from gateway.attachments.taking_in import MEGABYTES, take_in
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.service_clients.clients import Ask
from services.contracts import problems, requests_calls
from services.contracts.vocabulary import FILE_SIZE_LIMIT

__all__ = ["blueprint"]

FIELD = "file"
LARGEST_BODY = FILE_SIZE_LIMIT + 1024 * 1024
_NO_FILE = f"Send one file as multipart/form-data, in the field “{FIELD}”."
_TAKEN = f"Up to {MEGABYTES} MB: {TAKEN}. Where and with what a photo was taken is removed."
_SENT = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": [FIELD],
                "properties": {FIELD: {"type": "string", "format": "binary", "description": _TAKEN}},
            }
        }
    },
}


class FileAnswer(CommandAnswer):
    """Where the request stands with the file."""

    attachment_id = fields.String(required=True, metadata={"format": "uuid"})


@blueprint.post("/requests/<request_id>/files", tags=[ONE])
@blueprint.doc(operationId="add_file", security=[{"token": ["requests:write"]}], requestBody=_SENT)
@blueprint.problems(400, 401, 403, 404, 409, 413, 415, 429, 503)
@blueprint.arguments(h.headers_schema(h.KeyHeader, h.ForMemberHeader), location="headers", arg_name="headers")
@blueprint.response(200, FileAnswer, description="The file is added")
def add_file(request_id: str, headers: dict[str, Any]) -> Any:
    """Add a file

    The same file sent again with its key is added once.
    """
    person, for_member = bearer().person, headers.get("for_member")
    actor = acting(requests_calls.ATTACH, person, for_member)
    visible_request(request_id)  # before anything of the file is read
    request.max_content_length = LARGEST_BODY
    upload: FileStorage | None = request.files.get(FIELD)
    if upload is None or not upload.filename:
        refuse(problems.INVALID, _NO_FILE, {FIELD: ["There is no file."]})
    try:
        file = take_in(upload, parts().files, parts().settings.files.clamd)
    except FileRefused as refused:
        refuse(problems.INVALID, str(refused), {FIELD: [str(refused)]})
    asking = Ask(
        requests_calls.ATTACH,
        as_told(request_id, file),
        actor,
        key=h.key_of_person(person.id, headers["key"]),
        correlation_id=correlation_id(),
    )
    return parts().clients.ask(asking).result


@blueprint.get("/requests/<request_id>/files/<attachment_id>", tags=[ONE])
@blueprint.doc(operationId="file", security=[{"token": ["requests:read"]}])
@blueprint.problems(401, 403, 404, 429, 503)
@blueprint.response(200, content_type="application/octet-stream", description="The file, to save")
def file(request_id: str, attachment_id: str) -> Response:
    """Get a file"""
    there = visible_request(request_id).get("attachments", ())
    found = next((file for file in there if file["attachment_id"] == attachment_id), None)
    if found is None:
        abort(404)
    return handed_out(found)
