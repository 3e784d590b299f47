"""After signing in people come back to a page of ours, whatever an address asks for."""

import pytest

from gateway.return_path import LONGEST, safe_path


@pytest.mark.parametrize(
    "wanted",
    [
        "/",
        "/account",
        "/requests/MZ-1234?tab=2",
        "/requests?state=open&state=closed",
        "/search?q=a%20b",
        "/r/Dùn",
    ],
)
def test_pages_of_ours_are_kept(wanted: str) -> None:
    assert safe_path(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/%5cevil.test",
        "/%2fevil.test",
        "%2f%2fevil.test",
        "/%252fevil.test",
        "https:evil.test",
        "https://evil.test",
        "HTTPS:/evil.test",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.test/account",
        "@evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        "/%09/evil.test",
        "/%0d%0aLocation:%20https://evil.test",
        " //evil.test",
        "/\u2028/evil.test",
        "/\x00",
        "/" + "a" * LONGEST,
        "/sign-in?next=/sign-in",
        "/sign-out",
    ],
)
def test_anything_else_becomes_the_front_page(wanted: str | None) -> None:
    assert safe_path(wanted) == "/"
