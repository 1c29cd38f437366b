"""Files of rows 逐行文件 that are read in sets: what became of each row, whoever brought it and for what."""
