"""Programs for the developers of the pipeline."""
