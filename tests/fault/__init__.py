"""Everything that can fail, failing on purpose: afterwards nothing is lost and nothing is there twice."""
