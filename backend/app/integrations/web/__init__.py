"""Fetches what users point to, through the guard of addresses."""

from app.integrations.web.base import FetchedFile, FetchRefused, WebFetcher
from app.integrations.web.http import HttpFetcher

__all__ = ["FetchRefused", "FetchedFile", "HttpFetcher", "WebFetcher"]
