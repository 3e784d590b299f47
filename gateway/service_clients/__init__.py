"""The gateway's side of the bus: the only place that calls services."""
