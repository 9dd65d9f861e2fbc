"""What the sender's domain says about who may send for it: `domain` asks, the others know one record each."""
