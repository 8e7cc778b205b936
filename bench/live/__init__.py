"""How many live sessions one process carries, beside aiortc's own relay and recorder."""
