"""What waits for somebody who has not looked."""
