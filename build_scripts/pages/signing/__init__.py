"""The document that a reviewer signs: all of a protocol in words, with a place to agree or to ask for a change."""
