"""Personal data in text: by form, by context, by a model."""
