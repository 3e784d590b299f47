"""Signing in with an identity provider (OpenID Connect), and signing out."""
