"""Background jobs: rows in Postgres, delivered by the queue, run by workers."""
