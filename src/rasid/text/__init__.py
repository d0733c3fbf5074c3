"""Text of any language: blocks, sentences, quotations, and the way back from normalised letters."""
