# The map.

map-title = Map
map-figure = Figure
map-period = Period
map-register = Points
map-no-points = no points
map-none = none (0)
map-points = Entries with a place
map-table = The same as a table
map-without = Bodies whose outline was not brought in: { $count }. They stand in the table only.
map-cut = The map holds the last { $most } entries only; choose a body below.
map-placeless = Entries without coordinates: { $count }; they are not on the map.
map-no-outline = No outlines were brought in, so no map is drawn. The administrator brings them in with `qorgau import territories`.
map-layer-districts = Districts
map-layer-points = Entries
map-layers = Layers
map-hint = Click a district to see what its figure is made of, a point to open the entry.
map-fallback = The browser could not draw the live map; a picture stands in its place.
