"""The JSON interface for programs, version 1."""
