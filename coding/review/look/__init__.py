"""How a page looks and what its buttons say."""
