"""Member Zone's services: each owns its data and meets the others only on the bus."""
