"""One machine runs it all: broker, identity provider, services and gateway under one supervisor."""
