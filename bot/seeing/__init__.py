"""What the worker lets others see of itself: logs, a heartbeat, metrics, bugs.

Gets values and callables, knows neither store nor Slack nor settings.
"""
