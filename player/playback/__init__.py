"""Threads, time and order: gates, clock, pacing, transport."""
