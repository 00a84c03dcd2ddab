"""Data that pages fetch as scripts."""
