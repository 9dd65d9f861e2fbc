"""What came and went back, summed up."""
