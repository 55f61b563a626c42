"""segment: a release becomes sections and sentences."""
