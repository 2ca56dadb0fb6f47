"""What is drawn on pages: where things stand in a drawing, articles a month."""
