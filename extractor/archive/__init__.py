"""archive: walk, dedupe, pool, resume, cluster."""
