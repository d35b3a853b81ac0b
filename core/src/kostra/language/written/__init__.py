"""Rules as they are written, beside the program made of them: where each stands, what its names stand for, its text.

The documentation, the explanation of a control and the comparison of years show people the rule itself, not what the
compiler made of it.
"""
