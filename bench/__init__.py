"""How fast and how well the library works on sessions whose truth is known."""
