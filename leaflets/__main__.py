"""`python -P -m leaflets`: the program without its script. -P keeps the current folder out."""

from .cli import main

main()
