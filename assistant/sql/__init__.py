"""Questions to the plan's table: the statement, the guard, the read-only run."""
