"""申请与受理: applications, papers, acceptance."""
