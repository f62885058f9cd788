"""Private property: shares, credit, bankruptcy, elections, taxes and wages."""
