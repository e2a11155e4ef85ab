"""The everyday tasks of the clinic's staff, done in a browser from the login screen to the public site."""
