"""Member Zone for people and programs: pages, sign-in, the JSON interface and the command line."""
