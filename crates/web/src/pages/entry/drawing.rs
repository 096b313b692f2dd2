//! What an entry draws on the earth: its areas and lines, those of a raid's tracks among them, on the outline of its body.

use qorgau_app::map::{self, Shapes};
use qorgau_domain::BodyId;
use qorgau_domain::value::Content;
use qorgau_store::Stored;

use crate::here::Here;
use crate::pages::Gone;
use crate::parts::{Drawing, Sketch};
use crate::state::Web;

/// The drawing of an entry and of entries that belong to it; nothing where none of them holds an area or a line.
pub(crate) async fn of(web: &Web, here: &Here, (body, fields): (BodyId, &Content), more: &[Stored]) -> Result<Option<Drawing>, Gone> {
    let Shapes { areas, mut lines } = map::shapes(fields);
    // The latest stands first among tracks; a way is drawn from its beginning.
    for stored in more.iter().rev() {
        lines.extend(map::shapes(&stored.entry.fields).lines);
    }
    if areas.is_empty() && lines.is_empty() {
        return Ok(None);
    }
    let outlines = web.outlines().of(web.app(), &[body]).await?;
    let sketch = Sketch {
        areas,
        lines,
        under: outlines.iter().flat_map(|(_, outline)| outline.polygons.iter().flatten().cloned()).collect(),
    };
    let l = here.l;
    let words = |metres: u32| {
        if metres < 1_000 {
            l.drawing_metres(&metres.to_string())
        } else {
            l.drawing_kilometres(&(metres / 1_000).to_string())
        }
    };
    let caption = if sketch.lines.is_empty() { l.drawing_area() } else { l.drawing_lines() };
    Ok(Drawing::new(caption, &sketch, words))
}
