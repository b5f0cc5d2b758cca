"""Logs that prove themselves: Merkle trees over what is stored, signed checkpoints, witnesses."""
