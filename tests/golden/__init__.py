"""Pictures of the windows that stand for how they look, compared pixel by pixel."""
