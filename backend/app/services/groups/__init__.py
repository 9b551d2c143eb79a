"""Groups of users, to whom things are given at once."""
