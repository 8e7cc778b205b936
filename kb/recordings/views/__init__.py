"""The pages of recordings: each parses, calls one service or selector, renders."""
