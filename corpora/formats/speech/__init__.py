"""Who speaks, in anything that is read line by line; knows no file format."""
