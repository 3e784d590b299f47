"""Directory: people and their roles, wards, terms of office, services, categories; sign-in and sessions."""
