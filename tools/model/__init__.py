"""How the repair model is made from corpora; see `build_model.py`."""
