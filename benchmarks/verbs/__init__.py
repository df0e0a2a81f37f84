"""One module a verb of the export; each has `write(source, out, meta)`."""
