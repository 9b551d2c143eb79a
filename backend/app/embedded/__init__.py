"""The stack without Docker: real engines from the package registry, one supervisor.

`stack` says which parts there are and what they need, `supervisor` keeps them running,
`state` records them under `data/run` for `llmb status`, `llmb down` and the next start.
"""
