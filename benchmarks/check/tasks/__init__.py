"""One module for each task; `measure(rows, checker)` yields its figures."""
