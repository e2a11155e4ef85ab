"""What happens between an installed project and a serving one: waiting, locking, migrating, collecting."""
