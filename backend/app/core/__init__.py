"""Ground floor: settings, errors, security, permissions. Knows no feature."""
