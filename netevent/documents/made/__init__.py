"""Files that take a while: a job makes them, a page shows how far they are, they wait for their owner.

A feature queues its job by `service.order`; the function that does it tells and delivers by `making.Making`.
"""
