"""segment: a release becomes sections and sentences."""

from extractor.segment.segmenter import segment

__all__ = ["segment"]
