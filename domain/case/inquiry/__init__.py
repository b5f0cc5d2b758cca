"""审核: visits, means, circumstances, the opinion."""
