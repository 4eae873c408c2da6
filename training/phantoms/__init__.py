"""The shipped weights: trained on phantoms and on bleeds inserted into one real series, without an image of a bleed."""
