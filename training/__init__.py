"""
How the shipped weights came to be, and how to train on the challenge's own images. PyTorch; nothing here
ships.
"""
