//! The fields of a form, made from the register and from what stands in them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_app::forms::seek::Found;
use qorgau_app::forms::{Trouble, Typed, name_of};
use qorgau_domain::{BodyId, EntryId, Month};
use qorgau_rulebook::list::{Item, List};
use qorgau_rulebook::register::{Field as Def, FieldType, Register};

use super::desk::Desk;
use super::{Piece, Section};
use crate::parts::{Choice, Control, Field, FormRow, FormRows, Maker, Mark, Options, PointMap, Seek, ShapeMap, Width};

/// What a form is made from.
pub(super) struct Fields<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) register: &'a Register,
    pub(super) typed: &'a Typed,
    pub(super) troubles: &'a [Trouble],
    /// What the entries are called that the form points to.
    pub(super) labels: &'a BTreeMap<EntryId, String>,
    /// What searches found, by the field's name.
    pub(super) found: &'a BTreeMap<String, Vec<Found>>,
    /// The registers in which the reader may make a new entry at once, to point to.
    pub(super) makes: &'a [String],
    /// Where the form goes.
    pub(super) action: &'a str,
    /// The day on which items must be in force; none where it is not typed yet.
    pub(super) day: Option<Date>,
}

impl Fields<'_> {
    /// Every field, in its group.
    pub(super) fn sections(&self) -> Vec<Section> {
        let lang = self.desk.here.l.lang();
        let groups = self.register.groups().into_iter();
        let section = |(group, defs): (Option<&qorgau_rulebook::register::Group>, &[Def])| Section {
            title: group.map_or_else(String::new, |group| group.name.get(lang).to_owned()),
            pieces: defs.iter().filter(|def| !def.filled).map(|def| self.piece(def)).collect(),
        };
        groups.map(section).collect()
    }

    fn piece(&self, def: &Def) -> Piece {
        if def.kind == FieldType::Rows {
            return Piece::Rows(Box::new(self.rows(def)));
        }
        Piece::One(Box::new(self.field(def, None)))
    }

    fn rows(&self, def: &Def) -> FormRows {
        let l = self.desk.here.l;
        let label = def.name.get(l.lang()).to_owned();
        let row = |(at, number): (i64, i64)| FormRow {
            number,
            label: l.forms_row(&label, &at.to_string()),
            fields: def.field.iter().map(|sub| self.field(sub, Some((&def.code, number)))).collect(),
            remove: l.forms_remove(),
        };
        let numbers = self.typed.rows(&def.code);
        let error = self.error(&def.code);
        FormRows {
            name: def.code.clone(),
            optional: self.optional(def),
            hint: self.hint(def),
            error_word: if error.is_empty() { String::new() } else { l.part_error() },
            error,
            action: self.action.to_owned(),
            rows: (1..).zip(numbers).map(row).collect(),
            add: l.forms_add(),
            label,
        }
    }

    fn field(&self, def: &Def, rows: Option<(&str, i64)>) -> Field {
        let name = name_of(rows, &def.code);
        let l = self.desk.here.l;
        let control = self.control(def, &name);
        let mut field = Field::new(&name, def.name.get(l.lang()), control)
            .hint(self.hint(def))
            .optional(self.optional(def));
        let error = self.error(&name);
        if !error.is_empty() {
            field = field.error(l.part_error(), error);
        }
        field
    }

    fn hint(&self, def: &Def) -> String {
        let lang = self.desk.here.l.lang();
        def.help.as_ref().map_or_else(String::new, |help| help.get(lang).to_owned())
    }

    fn optional(&self, def: &Def) -> String {
        let l = self.desk.here.l;
        match &def.required_when {
            _ if def.required => String::new(),
            Some(when) => {
                let of_row = |rows: &&Def| rows.field.iter().any(|sub| std::ptr::eq(sub, def));
                let beside = self.register.field.iter().find(of_row).and_then(|rows| rows.sub(&when.field));
                let other = beside.or_else(|| self.register.field(&when.field));
                l.forms_depends(other.map_or("", |other| other.name.get(l.lang())))
            }
            None => l.part_optional(),
        }
    }

    fn error(&self, name: &str) -> String {
        let found = self.troubles.iter().find(|trouble| trouble.name == name);
        found.map_or_else(String::new, |trouble| self.desk.said(self.register, trouble))
    }

    fn control(&self, def: &Def, name: &str) -> Control {
        let value = self.typed.first(name).to_owned();
        let l = self.desk.here.l;
        let text = |width| Control::Text {
            value: value.clone(),
            width,
            fill: "off",
        };
        match def.kind {
            FieldType::Text if def.check.is_some() => text(Width::Medium),
            FieldType::Text | FieldType::Rows => text(Width::Full),
            FieldType::LongText => Control::Lines { value },
            FieldType::Geometry => self.shape(value),
            FieldType::Whole | FieldType::Decimal | FieldType::Money => Control::Figure { value, unit: self.unit(def) },
            FieldType::Date => Control::Day { value },
            FieldType::Datetime => text(Width::Medium),
            FieldType::YesNo => {
                let choices = [("", String::new()), ("1", l.forms_yes()), ("0", l.forms_no())];
                Control::Select(choices.map(|(code, label)| choice(code, label, &value)).into())
            }
            FieldType::Choice => Control::Pick(self.items(def, std::slice::from_ref(&value))),
            FieldType::Choices => {
                let chosen = self.typed.all(name);
                let items = self.items(def, chosen).into_iter().flat_map(|group| group.choices);
                Control::Checks(items.filter(|choice| !choice.value.is_empty()).collect())
            }
            FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => self.seek(def, name, &value),
            FieldType::Body => Control::Pick(self.bodies(&value)),
            FieldType::Place => Control::Group(vec![self.part(name, "name", l.forms_place_name(), Width::Full, ""), self.point(name)]),
            FieldType::Span => Control::Group(vec![self.day_part(name, "from", l.forms_from()), self.day_part(name, "until", l.forms_until())]),
        }
    }

    fn part(&self, name: &str, part: &str, label: String, width: Width, hint: &str) -> Field {
        let name = format!("{name}.{part}");
        let control = Control::Text {
            value: self.typed.first(&name).to_owned(),
            width,
            fill: "off",
        };
        Field::new(name, label, control).hint(hint)
    }

    /// The coordinates of a place.
    fn point(&self, name: &str) -> Field {
        let (l, name) = (self.desk.here.l, format!("{name}.at"));
        let map = PointMap {
            open: l.forms_place_map(),
            title: l.forms_place_map_title(),
            hint: l.forms_place_map_hint(),
            done: l.forms_place_map_done(),
            failed: l.forms_place_map_failed(),
            outlines: self.outlines(),
            base: self.base(),
        };
        let control = Control::Point {
            value: self.typed.first(&name).to_owned(),
            map: Box::new(map),
        };
        Field::new(name, l.forms_place_at(), control).hint(l.forms_place_hint())
    }

    /// An outline or a line.
    fn shape(&self, value: String) -> Control {
        let l = self.desk.here.l;
        let map = ShapeMap {
            kind: l.forms_shape_kind(),
            outline: l.forms_shape_outline(),
            line: l.forms_shape_line(),
            open: l.forms_shape_open(),
            shut: l.forms_shape_shut(),
            title: l.forms_shape_title(),
            hint: l.forms_shape_hint(),
            wheel: l.forms_shape_wheel(),
            fingers: l.forms_shape_fingers(),
            nearer: l.forms_shape_nearer(),
            farther: l.forms_shape_farther(),
            failed: l.forms_shape_failed(),
            count: l.forms_shape_count(),
            nth: l.forms_shape_nth(),
            how: l.forms_shape_how(),
            add: l.forms_shape_add(),
            remove: l.forms_shape_remove(),
            last: l.forms_shape_last(),
            clear: l.forms_shape_clear(),
            few_outline: l.forms_shape_few_outline(),
            few_line: l.forms_shape_few_line(),
            crosses: l.forms_shape_crosses(),
            wrong: l.forms_shape_wrong(),
            whole: l.forms_shape_whole(),
            unread: l.forms_shape_unread(),
            as_text: l.forms_shape_as_text(),
            outlines: self.outlines(),
            base: self.base(),
        };
        Control::Shape { value, map: Box::new(map) }
    }

    /// Where the districts around the reader are told.
    fn outlines(&self) -> String {
        self.desk.here.url("/map/outlines.json")
    }

    /// The base map, where the server has one.
    fn base(&self) -> String {
        self.desk.web.basemap().map_or_else(String::new, |_| self.desk.here.url("/map/base.pmtiles"))
    }

    fn day_part(&self, name: &str, part: &str, label: String) -> Field {
        let name = format!("{name}.{part}");
        let value = self.typed.first(&name).to_owned();
        Field::new(name, label, Control::Day { value })
    }

    fn unit(&self, def: &Def) -> String {
        if def.kind == FieldType::Money {
            return "₸".to_owned();
        }
        let unit = def.unit.as_ref().and_then(|unit| self.desk.web.app().rulebook.units.get(unit));
        unit.map_or_else(String::new, |unit| unit.name.get(self.desk.here.l.lang()).to_owned())
    }

    /// The items of a list: those in force on the entry's day; before it is known, today's first and the others after them.
    fn items(&self, def: &Def, chosen: &[String]) -> Vec<Options> {
        let l = self.desk.here.l;
        let app = self.desk.web.app();
        let Some(list) = def.list.as_ref().and_then(|list| app.rulebook.lists.get(list)) else {
            return Vec::new();
        };
        let on = self.day.unwrap_or_else(|| app.today());
        let is_chosen = |item: &Item| chosen.contains(&item.code);
        let (now, others): (Vec<&Item>, Vec<&Item>) = codes(list, on).into_iter().partition(|item| item.in_force(on));
        let choice = |item: &Item| Choice {
            value: item.code.clone(),
            label: item.name.get(l.lang()).to_owned(),
            hint: String::new(),
            mark: if is_chosen(item) { Mark::Taken } else { Mark::Free },
        };
        let nothing = Choice {
            value: String::new(),
            label: String::new(),
            hint: String::new(),
            mark: Mark::Free,
        };
        // What was typed and is none of the items is kept in sight, so that it can be mended.
        let foreign = chosen.iter().filter(|text| !text.is_empty() && list.items_of(text).is_empty());
        let foreign = foreign.map(|text| choice_taken(text));
        let first = std::iter::once(nothing).chain(foreign).chain(now.iter().map(|item| choice(item)));
        let mut groups = vec![Options {
            heading: String::new(),
            choices: first.collect(),
        }];
        let late: Vec<Choice> = others.into_iter().filter(|item| self.day.is_none() || is_chosen(item)).map(choice).collect();
        if !late.is_empty() {
            groups.push(Options {
                heading: l.forms_not_in_force(&l.date(on)),
                choices: late,
            });
        }
        groups
    }

    fn seek(&self, def: &Def, name: &str, value: &str) -> Control {
        let l = self.desk.here.l;
        let target = def.points_to().unwrap_or_default();
        let mut choices = vec![choice("", String::new(), value)];
        let known = value.parse().ok().map(EntryId);
        if let Some(id) = known {
            let label = self.labels.get(&id).cloned().unwrap_or_else(|| l.forms_not_shown());
            choices.push(choice(value, label, value));
        }
        let found = self.found.get(name).map_or(&[][..], Vec::as_slice);
        let others = found.iter().filter(|found| Some(found.id) != known);
        choices.extend(others.map(|found| choice(&found.id.to_string(), found.label.clone(), value)));
        if let (Some(_), [blank, ..]) = (self.found.get(name), choices.as_mut_slice()) {
            blank.label = if found.is_empty() {
                l.forms_found_none()
            } else {
                l.forms_found(i64::try_from(found.len()).unwrap_or(0))
            };
        }
        let may_make = self.makes.iter().any(|register| register == target);
        let opened = !self.typed.first(&format!("{name}@new@id")).is_empty();
        let book = self.refers_back(def).map_or_else(String::new, |book| format!("&book={}", book.0));
        Control::Seek(Box::new(Seek {
            choices,
            text: self.typed.first(&format!("{name}@find")).to_owned(),
            label: l.forms_seek_by(),
            find: l.forms_find(),
            url: self.desk.here.url(&format!("/pick.json?register={target}{book}")),
            action: self.action.to_owned(),
            open: if may_make && !opened { l.forms_new_one() } else { String::new() },
            maker: (may_make && opened).then(|| self.maker(target, name)).flatten(),
        }))
    }

    /// The body in whose book a field refers back to an earlier entry, once it is chosen.
    fn refers_back(&self, def: &Def) -> Option<BodyId> {
        let code = self.register.book.as_ref().filter(|_| def.points_to() == Some(self.register.code.as_str()))?;
        self.typed.first(code).parse().ok().map(BodyId)
    }

    /// The fields of a new thing, under the name of the field that points to it.
    fn maker(&self, target: &str, name: &str) -> Option<Maker> {
        let l = self.desk.here.l;
        let register = self.desk.web.app().rulebook.register(target)?;
        let prefix = format!("{name}@new.");
        let typed = within(self.typed, &prefix);
        let troubles: Vec<Trouble> = self
            .troubles
            .iter()
            .filter_map(|trouble| {
                let name = trouble.name.strip_prefix(&prefix)?.to_owned();
                Some(Trouble { name, ..trouble.clone() })
            })
            .collect();
        let inner = Fields {
            register,
            typed: &typed,
            troubles: &troubles,
            makes: &[],
            day: None,
            ..*self
        };
        let simple = register.field.iter().filter(|def| def.kind != FieldType::Rows && def.points_to().is_none());
        let fields = simple.map(|def| renamed(inner.field(def, None), &prefix)).collect();
        Some(Maker {
            title: l.forms_new_in(register.name.get(l.lang())),
            fields,
            make: l.forms_make(),
            shut: l.forms_shut(),
        })
    }

    /// Every body of today, under the bodies they stand under; one that is chosen and is no more stands apart.
    fn bodies(&self, value: &str) -> Vec<Options> {
        let tree = &self.desk.tree;
        let app = self.desk.web.app();
        let (today, month, lang) = (app.today(), Month::of(app.today()), self.desk.here.l.lang());
        let name = |body: BodyId| tree.on(body, today).map_or_else(String::new, |version| version.name.get(lang).to_owned());
        let option = |body: BodyId| choice(&body.0.to_string(), name(body), value);
        let mut groups: BTreeMap<Option<BodyId>, Vec<BodyId>> = BTreeMap::new();
        for body in tree.bodies().filter(|body| tree.exists_on(*body, today)) {
            let heads_others = !tree.children(body, month).is_empty();
            groups
                .entry(if heads_others { Some(body) } else { tree.parent(body, month) })
                .or_default()
                .push(body);
        }
        let mut options = vec![Options {
            heading: String::new(),
            choices: vec![choice("", String::new(), value)],
        }];
        if let Some(gone) = value.parse().ok().map(BodyId).filter(|body| !tree.exists_on(*body, today)) {
            let labels = BTreeMap::new();
            options.push(Options {
                heading: String::new(),
                choices: vec![choice(value, self.desk.saying(&labels).body(gone), value)],
            });
        }
        options.extend(groups.into_iter().map(|(head, mut bodies)| {
            bodies.sort_by_key(|body| (Some(*body) != head, name(*body)));
            Options {
                heading: head.map_or_else(String::new, name),
                choices: bodies.into_iter().map(option).collect(),
            }
        }));
        options
    }
}

/// One item of each code: the one in force on a day, else the last.
fn codes(list: &List, on: Date) -> Vec<&Item> {
    let mut items: Vec<&Item> = Vec::new();
    for item in &list.item {
        match items.iter_mut().find(|known| known.code == item.code) {
            Some(known) if known.in_force(on) => {}
            Some(known) => *known = item,
            None => items.push(item),
        }
    }
    items
}

fn choice(code: &str, label: String, taken: &str) -> Choice {
    Choice {
        value: code.to_owned(),
        label,
        hint: String::new(),
        mark: if code == taken { Mark::Taken } else { Mark::Free },
    }
}

fn choice_taken(text: &str) -> Choice {
    choice(text, text.to_owned(), text)
}

/// What stands under names that begin so, without that beginning.
pub(super) fn within(typed: &Typed, prefix: &str) -> Typed {
    let own = typed
        .pairs()
        .filter_map(|(name, value)| Some((name.strip_prefix(prefix)?.to_owned(), value.to_owned())));
    Typed::of(own)
}

fn renamed(mut field: Field, prefix: &str) -> Field {
    field.name = format!("{prefix}{}", field.name);
    if let Control::Group(fields) = field.control {
        field.control = Control::Group(fields.into_iter().map(|field| renamed(field, prefix)).collect());
    }
    field
}
