"""The shipped policies as YAML files, read by ``storage/policy_file.py``. No code."""
