"""The neutral limit: with every friction off, systems allocate alike (ECONOMICS D1)."""
