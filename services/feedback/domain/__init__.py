"""The rules of surveys, quality checks, suggestions and improvement actions, in plain Python."""
