"""Benchmarks: each prints its figures as ratios to a limit that is measured in the same run."""
