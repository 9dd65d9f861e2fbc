"""Payment by bank transfer: what somebody writes into it, and the QR code that tells a bank's app."""
