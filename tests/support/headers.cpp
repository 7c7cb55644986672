// Nothing of its own: it stands for the headers that are read once for all tests without Qt.
