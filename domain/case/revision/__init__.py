"""撤销与变更: a decision that does not stand as it was given."""
