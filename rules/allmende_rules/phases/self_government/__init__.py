"""Self-government: a group of users, its quotas, watch, hearings and purse."""
