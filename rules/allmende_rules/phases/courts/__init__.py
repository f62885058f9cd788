"""Courts: over-cutting, inspection, complaints, juries, penalties, and the affairs of licences."""
