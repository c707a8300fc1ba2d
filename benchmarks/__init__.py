"""What `make bench` runs: our figures beside the floor, each a ratio within one run."""
