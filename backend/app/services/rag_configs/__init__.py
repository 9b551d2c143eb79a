"""Presets: named configurations, and the preview of one."""
