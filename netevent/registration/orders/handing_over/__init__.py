"""A seat that goes to somebody else."""
