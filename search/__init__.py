"""Site search: the index of public pages, patients' words, ranking, suggestions, promoted results and the query log."""
