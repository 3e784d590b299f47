"""What every service stands on: settings, logs, clock, database, events, bus, calls, health."""
