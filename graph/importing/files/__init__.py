"""Files: the tables that people have, whatever their format, as rows."""
