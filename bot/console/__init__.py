"""Web console: chat as any person of the demo municipality, without Slack or Teams."""
