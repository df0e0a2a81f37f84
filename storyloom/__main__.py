"""`python -m storyloom` is the command line too."""

from storyloom import main

main()
