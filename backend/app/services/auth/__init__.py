"""Accounts and sign-in sessions."""
