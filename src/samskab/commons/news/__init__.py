"""Articles with a column for politicians, the weekly letter and notices: the record, told to people."""
