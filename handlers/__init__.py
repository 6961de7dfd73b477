"""What happens: a command, a person and dependencies in; a reply out. Platform-neutral."""
