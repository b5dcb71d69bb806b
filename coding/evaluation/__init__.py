"""The folder and its database: settings, tables, frames, the layer that hides names."""
