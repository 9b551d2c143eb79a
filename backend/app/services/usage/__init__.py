"""Tiers, quotas and usage: one counter for every path that costs something."""
