"""The clinic's places with hours and directions, and the clinicians who see patients there."""
