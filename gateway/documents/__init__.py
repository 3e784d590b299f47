"""The update paper as documents: figures in, files out. It asks nobody and keeps nothing."""
