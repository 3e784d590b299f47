"""A keyboard that counts what is pressed on it."""

from dataclasses import dataclass

from playwright.sync_api import Page

_FOCUSED = "() => document.activeElement.name || document.activeElement.textContent.trim()"
MOST_TABS = 40


@dataclass
class CountedKeys:
    """The keyboard of `page`; a character typed is one press."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def write(self, words: str) -> None:
        """Each character of it."""
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def skip_navigation(self) -> None:
        """From the top of a page to its main part, by the link that is there for it."""
        self.press("Tab")
        self.press("Enter")

    def reach(self, name: str) -> None:
        """Tab on to the field of this name, or the link or button with these words."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate(_FOCUSED) == name:
                return
        raise AssertionError(f"the keyboard does not get to {name!r}")
