"""The linear model in arrays, its relaxation, and bounds that are proven by its duals."""
