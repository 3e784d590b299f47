"""Where to go after signing in: a path of our own, never another site."""

from urllib.parse import unquote, urlsplit

LONGEST = 500
START = "/"
_SIGN_IN_PATHS = ("/sign-in", "/sign-out", "/signed-out", "/session/")


def safe_path(wanted: str | None) -> str:
    """`wanted` when it is a plain path on this site, else the start page.

    Looked at both as written and with its percent signs undone, since browsers and proxies differ.
    """
    if not wanted or len(wanted) > LONGEST:
        return START
    if not all(_is_ours(form) for form in (wanted, unquote(wanted), unquote(unquote(wanted)))):
        return START
    return START if wanted.startswith(_SIGN_IN_PATHS) else wanted


def _is_ours(path: str) -> bool:
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return False
    if not path.isprintable() or any(character.isspace() for character in path.partition("?")[0]):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
