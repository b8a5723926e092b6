"""The handlers below /api/v1, one module a matter; each only calls the rooms above."""
