"""How it should look: layouts, their reading, their bounds. Knows nothing that draws."""
