"""Pages about what people say: surveys, replies, the sounding board, improvement actions."""
