"""The project's own measures (`python -m desktop bench`): a table, and the same as JSON. Never asserted in tests.

Each figure names its goal; times are taken on the machine at hand and say nothing about another one.
"""
