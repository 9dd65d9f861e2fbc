"""Money for an event: how it is paid, each payment and refund, invoices. Knows amount, reference and state.

What was paid for, and who attends, is a matter of `registration`, which hears of it by `PaymentPaid`.
"""
