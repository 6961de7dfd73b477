"""Japanese: from free text to an intent, offline and without a language model."""
