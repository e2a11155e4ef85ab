"""Logins of staff: passwords, second steps, sessions, and who may manage whom.

- `backends`, `limits`, `names`: a password is counted by name and by address, whatever address takes it.
- `factors`, `passkeys`, `secret_box`: authenticator apps, passkeys and recovery codes; secrets are sealed in the
  database.
- `sessions`, `browsers`, `middleware`: a session ends; until the second step is done every other address sees nobody.
- `hierarchy`, `user_screens`: nobody gives or takes over rights that they do not have.
- `mail`: notices about logins wait in a table for the worker.

Door: `urls` and `public_urls`, for `site_cms`; settings name backend, forms, middleware and validators.
Tests: tests/core/accounts. More: docs/security.md, docs/adr/0005-staff-sign-in.md.
"""
