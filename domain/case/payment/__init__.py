"""发放: accounts, orders, cash and goods."""
