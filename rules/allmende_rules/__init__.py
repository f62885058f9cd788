"""The pure game: world, physics, mechanisms, systems, views and the record."""
