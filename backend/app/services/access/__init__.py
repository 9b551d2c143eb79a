"""Which rows an actor may see: decided here and nowhere else."""
