"""The pages of live assistance."""
