"""What is wrong with words that are no part of a request's own life: diaries, templates, names of views."""

from services.requests.domain.texts import cannot_be_shown, is_blank, with_plain_line_breaks


def unfit(name: str, text: str, limit: int) -> str | None:
    """What is wrong with a text called `name`, in a sentence; None when it can be kept."""
    if is_blank(text):
        return f"{name} cannot be empty. Write up to {limit:,} characters."
    if len(text) > limit:
        return f"{name} can be up to {limit:,} characters; this has {len(text):,}. Shorten it."
    if cannot_be_shown(with_plain_line_breaks(text)):
        return f"{name} has characters in it that cannot be shown. Type it again, or paste it as plain text."
    return None
