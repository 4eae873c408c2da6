"""Fine-tunes a ResNeXt on the slices of the RSNA 2019 Intracranial Hemorrhage Detection challenge."""
