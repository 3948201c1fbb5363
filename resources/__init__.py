"""Files the windows show, such as icons; read with importlib.resources."""
