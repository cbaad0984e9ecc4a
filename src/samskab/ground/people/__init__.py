"""Who takes part: with an account, or with a code on paper and nothing else."""
