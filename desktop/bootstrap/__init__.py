"""The composition root: joins storage, papers, bundles and use cases to a station or a county that can be used.

Nothing is imported here: a child that only draws papers must not load the database.
"""
