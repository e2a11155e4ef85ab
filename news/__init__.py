""" "Ketamine in the news": short summaries of coverage elsewhere, with an index and a feed."""
