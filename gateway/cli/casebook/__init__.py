"""An existing casebook as a CSV file: read by rows, understood by a mapping, in the directory's names."""
