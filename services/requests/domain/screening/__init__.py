"""Points out, before words are sent, what may be personal and needless (docs/decisions/0103)."""
