"""电子送达: messages to whoever agreed to them."""
