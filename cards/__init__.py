"""What people see: a closed vocabulary of elements, one file a feature, four renderers."""
