"""Measuring the server as it is shipped, from another process, beside the floors of the same minute.

CPU per operation and ratios inside one run mean something on a shared machine; a single time does not.
"""
