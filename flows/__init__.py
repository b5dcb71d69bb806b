"""Prefect: order, retry, schedule, record. No analysis."""
