//! Records side by side: what each says, field by field, and where they differ.

use askama::Template;
use qorgau_app::AppError;
use qorgau_app::forms::say::pointed;
use qorgau_domain::EntryId;
use qorgau_domain::access::What;
use qorgau_domain::value::Value;
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_store::Stored;

use crate::pages::form::desk::Desk;
use crate::pages::inside::named;
use crate::parts::Link;
use crate::visitor::Sender;

/// Records side by side.
#[derive(Template)]
#[template(path = "entry/records.html")]
pub(crate) struct Records {
    caption: String,
    field: String,
    differs: String,
    columns: Vec<Column>,
    sides: Vec<Side>,
}

impl askama::filters::HtmlSafe for Records {}

/// A record.
struct Column {
    link: Link,
    under: String,
}

/// A field, as each record has it.
struct Side {
    field: String,
    differs: bool,
    cells: Vec<Vec<String>>,
}

impl Records {
    /// Records of one register in their order; fields that none of them states are left out, and areas, which are drawn on maps.
    pub(crate) async fn of(desk: &Desk<'_>, register: &Register, records: &[Stored]) -> Result<Self, AppError> {
        let (here, l) = (desk.here, desk.here.l);
        let ids: Vec<EntryId> = records.iter().flat_map(|stored| pointed(&stored.entry.fields)).collect();
        let labels = desk.looker().labels(ids).await?;
        let column = |stored: &Stored| {
            let (entry, envelope) = (&stored.entry, &stored.entry.envelope);
            let day = envelope.day.map_or_else(String::new, |day| format!("{} · ", l.date(day)));
            Column {
                link: Link::new(format!("№ {}", envelope.number), here.url(&format!("/entries/{}", entry.id))),
                under: format!("{day}{}", named(desk.web, here, &desk.tree, entry.body)),
            }
        };
        let stated = register.field.iter().filter(|def| {
            let states = |stored: &Stored| stored.entry.fields.contains_key(&def.code);
            def.kind != FieldType::Geometry && records.iter().any(states)
        });
        let side = |code: &str| {
            // What one of them leaves open is no difference.
            let values: Vec<&Value> = records.iter().filter_map(|stored| stored.entry.fields.get(code)).collect();
            Side {
                field: desk.called(register, code),
                differs: values.windows(2).any(|pair| pair.first() != pair.last()),
                cells: records.iter().map(|stored| desk.lines(register, code, &stored.entry.fields, &labels)).collect(),
            }
        };
        Ok(Records {
            caption: l.link_side_by_side(),
            field: l.forms_compare_field(),
            differs: l.link_differs(),
            columns: records.iter().map(column).collect(),
            sides: stated.map(|def| side(&def.code)).collect(),
        })
    }
}

/// Notes in the access chain that somebody saw records in full, where they say something personal.
pub(crate) async fn noted(desk: &Desk<'_>, sender: &Sender, register: &Register, records: &[Stored]) -> Result<(), AppError> {
    for stored in records {
        if !register.split(&stored.entry.fields).1.is_empty() {
            let app = desk.web.app();
            app.record_access(&desk.signed.who, What::View, &sender.origin(), &stored.entry.id.to_string())
                .await?;
        }
    }
    Ok(())
}
