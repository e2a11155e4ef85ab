"""CSS, icons, fonts, drawings, components."""
