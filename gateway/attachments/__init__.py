"""Files that people add to requests: looked into, cleaned, kept under their content's hash, handed out."""
