"""Accounts: everybody's own profile, and everybody's to administrators."""
