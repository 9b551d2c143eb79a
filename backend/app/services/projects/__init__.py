"""Projects: what people share, and with whom."""
