"""What programs asked of deployments, kept for a while with how it was answered."""
