"""Drafts for reviewers without an account: a link that ends, can be revoked, and leaves no trace elsewhere."""
