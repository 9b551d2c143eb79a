"""Whether a passage supports a sentence: by its words, figures, names, negations and meaning."""
