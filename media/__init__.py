"""Signals of a recorded session: typed values in, typed values out.

A plain library: it knows nothing of the web site, its database or its settings.
"""
