"""One widget for each kind of question; a new system asks the same kinds and needs no change here."""
