"""The colours: three themes of our own, beside those that Textual ships."""
