"""Upkeep: compares the database with vectors and files, mends what differs, and says so."""
