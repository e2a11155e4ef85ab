"""Logins of staff: passwords, second steps, sessions, and who may manage whom."""
