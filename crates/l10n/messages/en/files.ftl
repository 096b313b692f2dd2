# Files that cannot be read at all, and features of territories that are refused.

file-nothing-stored = { $why }. Nothing was stored
file-not-utf8 = line { $line } is not UTF-8; save the table as CSV in UTF-8
file-zero-bytes = this is not a text table: it holds zero bytes
file-open-quote = a quotation mark is opened and never closed
file-no-columns = the first line has no columns parted by “{ $delimiter }”
file-lacks = these columns are missing in the table: { $columns }
file-lacks-for-map = these columns are missing in the table: { $columns }; they are read by the map “{ $map }”
file-empty-workbook = the first sheet of the workbook is empty
file-no-features = the file is GeoJSON, but no collection of features
file-unreadable = the file cannot be read: { $what }
territory-no-body = no body has this KATO code
territory-no-geometry = the feature has no geometry
territory-no-polygon = a territory is a Polygon or a MultiPolygon
territory-outside-the-earth = coordinates lie outside longitude ±180, latitude ±90 (WGS 84)
territory-crosses-itself = the polygon crosses itself, and repairing it would change its area by more than 1 %
