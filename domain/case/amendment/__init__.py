"""申请的变更与更正: what an application says is said anew, and what hung on it is looked at again."""
