"""举报与投诉: what somebody reports of a case beside its notice, and what the county answers."""
