"""The field with which files are added; those that are taken in stay with the form until it is sent."""

from typing import Any

from flask import request
from wtforms import Field
from wtforms.validators import StopValidation

from gateway.attachments.kinds import EXTENSIONS, TAKEN
from gateway.attachments.refused import FileRefused
from gateway.attachments.taking_in import MEGABYTES, StoredFile, take_in
from gateway.current_person import confirmed, signed_in_person
from gateway.error_pages import post_instead
from gateway.parts import parts

CHOSEN = "files"
READY = "ready_files"
LEAVE_OUT = "leave_out"
MOST_AT_ONCE = 5
HINT = (
    f"Up to {MOST_AT_ONCE} at once, {MEGABYTES} MB each: {TAKEN}. "
    "Where and with what a photo was taken is removed."
)
GONE = "The files that you had added before are no longer kept. Choose them again."


class FilesField(Field):
    """Files to send along. `data`: those that are kept already, also from when the form was sent before."""

    data: list[StoredFile]
    accept = ",".join(EXTENSIONS)

    def process(self, formdata: Any, *args: Any, **options: Any) -> None:
        """Read what the form carried along."""
        super().process(None, *args, **options)
        sealed = formdata.get(READY, "") if formdata else ""
        opened = parts().sealing.opened(sealed, signed_in_person().id) if sealed else []
        left_out = set(request.form.getlist(LEAVE_OUT))
        self.data = [file for file in opened if parts().files.has(file.content_hash)]
        if len(self.data) < len(opened) or (sealed and not opened):
            self.process_errors = [GONE]
        self.data = [file for file in self.data if file.content_hash not in left_out]

    def take_in(self) -> None:
        """Take in what was chosen now. What is refused is said on the field when the form is validated."""
        confirmed()
        chosen = [upload for upload in request.files.getlist(CHOSEN) if upload.filename]
        if len(chosen) > MOST_AT_ONCE:
            self.process_errors = [
                *self.process_errors,
                f"Choose up to {MOST_AT_ONCE} files at once. Those after the {MOST_AT_ONCE}th were left out.",
            ]
        for upload in chosen[:MOST_AT_ONCE]:
            try:
                file = take_in(upload, parts().files, parts().settings.files.clamd)
            except FileRefused as refused:
                self.process_errors = [*self.process_errors, str(refused)]
            else:
                kept = [one for one in self.data if one.content_hash != file.content_hash]
                self.data = [*kept, file]
        post_instead(READY, self.sealed)

    def pre_validate(self, form: Any) -> None:
        """What was refused is said; nothing adds to it."""
        if self.process_errors:
            raise StopValidation

    @property
    def sealed(self) -> str:
        """What the form carries along."""
        return parts().sealing.sealed(self.data, signed_in_person().id)
