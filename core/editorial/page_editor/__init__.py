"""What makes Wagtail's page editor open sooner: definitions packed once, links read together, texts started late."""
