"""Files the windows show, such as icons and fonts, in the folder of this package."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
"""Read from directly: importlib.resources takes 1 ms a file, of which a start reads thirty."""
