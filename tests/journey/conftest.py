"""The browser's fixtures, for every journey."""

from tests.journey.browser import chromium, desktop_page, no_javascript_page, phone_page

__all__ = ["chromium", "desktop_page", "no_javascript_page", "phone_page"]
