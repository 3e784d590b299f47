"""The update paper: of any day and period, issued by the desk, read by everybody."""
