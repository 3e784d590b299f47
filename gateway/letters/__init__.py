"""The part of an answer that may be passed on, as a letter or an e-mail in the member's own words."""
