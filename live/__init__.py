"""Live assistance: requests for help, their rooms, and what becomes of them."""
