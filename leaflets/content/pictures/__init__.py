"""What is drawn and not written: pictograms, logos and codes, known by shapes or pixels."""
