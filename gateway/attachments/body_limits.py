"""Room for files on the pages that take them, for people with a session; elsewhere little is read."""

from flask import Flask, request, session

from gateway.attachments.form_files import MOST_AT_ONCE
from gateway.current_person import SESSION_ID
from services.contracts.vocabulary import FILE_SIZE_LIMIT

TAKE_FILES = frozenset({"raising.send", "request_files.add"})
LARGEST_UPLOAD = MOST_AT_ONCE * FILE_SIZE_LIMIT + 1024 * 1024


def make_room_for_files(app: Flask) -> None:
    """Before anything reads the body. Who is not signed in sends no file, so there is no room for theirs."""

    @app.before_request
    def make_room() -> None:
        if request.endpoint in TAKE_FILES and SESSION_ID in session:
            request.max_content_length = LARGEST_UPLOAD
