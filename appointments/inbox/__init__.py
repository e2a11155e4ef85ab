"""The staff's side of requests, inside the Wagtail admin but outside its generic machinery."""
