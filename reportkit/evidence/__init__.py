"""Is what was read kept, and is it what it was?"""
