"""Vector indexes of a knowledge base, beside each other: one is live, others are being built."""
