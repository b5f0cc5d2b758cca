"""Who an officer is: signed tokens, until the government's own single sign-on stands behind them."""
