"""The HTTP edge: parse, one service call, return."""
