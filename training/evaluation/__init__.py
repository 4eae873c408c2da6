"""What a model folder is worth on real slices: the parts of `training.evaluate`."""
