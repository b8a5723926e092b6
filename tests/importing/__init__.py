"""Tests of the imports of documents that others wrote."""
