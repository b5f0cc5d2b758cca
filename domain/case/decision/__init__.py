"""审批: the county's desk, approval and refusal."""
