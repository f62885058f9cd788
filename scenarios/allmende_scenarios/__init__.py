"""Scenario files: their schema, loader and checker, and the catalogue that ships."""
