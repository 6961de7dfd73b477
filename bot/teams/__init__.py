"""The Teams edge. ``adapter.py`` alone imports botbuilder-core."""
