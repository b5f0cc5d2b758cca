"""The pure core tested as procedure: given what happened, when somebody asks, then facts or a refusal."""
