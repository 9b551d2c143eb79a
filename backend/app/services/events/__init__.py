"""Live events: read from the outbox in commit order, told to those who may know."""
