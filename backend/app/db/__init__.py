"""The database: engine, declarative base and the unit of work."""
