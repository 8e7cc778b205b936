"""What one takes away of a tutorial: made when it is asked for, and kept nowhere on the server."""

from kb.tutorials.exports.formats import FORMATS, Export, Format, UnknownFormat, export, offered

__all__ = ["FORMATS", "Export", "Format", "UnknownFormat", "export", "offered"]
