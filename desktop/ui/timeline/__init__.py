"""The row-anchored message timeline, drawn by hand so that nothing ever moves under the reader."""
