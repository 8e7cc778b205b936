"""The room without Django: its peers, its packet log, and the recording made from it."""
