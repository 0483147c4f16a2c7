-- Marks are forgotten a hundred at a time, for which the key is enough: one page less to write for each frame.

DROP INDEX frame_marks_by_seq;
