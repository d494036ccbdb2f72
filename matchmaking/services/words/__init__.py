"""Text, moments and languages as people read and type them."""
