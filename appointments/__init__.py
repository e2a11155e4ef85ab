"""Appointment requests: the only room that holds health information."""
