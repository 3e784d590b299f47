"""The life of a request: its state, its conversation, lists to work from, drafts, imported casebooks."""
