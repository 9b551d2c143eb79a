"""The keys that encrypt stored secrets: checked at every start, replaced on request."""
