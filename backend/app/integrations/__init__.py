"""Ports to everything outside the process. Vendor SDKs are imported here and nowhere else."""
