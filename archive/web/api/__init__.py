"""What programs read: feeds, exports, citations, the JSON API, OpenSearch."""
