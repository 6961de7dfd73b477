"""What a municipality's digital-talent policy means: pure values and rules, no I/O, no clock."""
