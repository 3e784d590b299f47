"""What every service stands on: settings, logs, clock, database, events, relay, subscription, calls, health."""
