//! The statistical return as a workbook: a sheet of the main table and a sheet by subordinate body.
//!
//! A spreadsheet is not bound by the width of a page, so all subordinate bodies stand side by side.

use rust_xlsxwriter::{FormatAlign, Workbook};

use crate::error::DocumentError;
use crate::forms::{ByChild, ReturnForm};
use crate::xlsx::{Page, Paper, Styles, sheet_name, workbook as new_workbook};

/// The return as a workbook.
pub(crate) fn workbook(form: &ReturnForm) -> Result<Vec<u8>, DocumentError> {
    let styles = Styles::new();
    let mut workbook = new_workbook(&form.title, form.made_on)?;
    main_sheet(form, &mut workbook, &styles)?;
    if let Some(by_child) = &form.by_child {
        child_sheet(form, by_child, &mut workbook, &styles)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn main_sheet(form: &ReturnForm, workbook: &mut Workbook, styles: &Styles) -> Result<(), DocumentError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let widths = vec![8.0, 48.0, 14.0, 14.0, 14.0, 14.0, 16.0];
    Paper {
        landscape: false,
        page_label: &form.page_label,
        widths,
    }
    .set_up(sheet)?;
    sheet.set_name(sheet_name(&form.title))?;
    let mut page = Page {
        sheet,
        styles,
        row: 0,
        columns: 7,
    };
    if let Some(mark) = &form.official {
        page.across(mark, &styles.right)?;
    }
    page.across(&form.title, &styles.title)?;
    page.across(&form.body, &styles.centered)?;
    page.across(&form.period, &styles.centered)?;
    if let Some(note) = &form.translation_note {
        page.across(note, &styles.small.clone().set_align(FormatAlign::Center))?;
    }
    page.row += 1;
    page.head(&form.headings.in_order())?;
    let indented = |indent: u8| styles.cell.clone().set_indent(indent);
    for group in &form.groups {
        if !group.name.is_empty() {
            page.across(&group.name, &styles.group)?;
        }
        for line in &group.lines {
            let sheet = &mut *page.sheet;
            sheet.write_string_with_format(page.row, 0, &line.code, &styles.cell)?;
            sheet.write_string_with_format(page.row, 1, &line.name, &indented(line.indent))?;
            sheet.write_string_with_format(page.row, 2, &line.unit, &styles.cell)?;
            for (column, figure) in (3..).zip(line.figures()) {
                page.figure(column, figure)?;
            }
            page.row += 1;
        }
    }
    page.row += 1;
    page.closing(&form.footnotes, &form.signatures, &form.stamp, &form.trail)
}

fn child_sheet(form: &ReturnForm, by_child: &ByChild, workbook: &mut Workbook, styles: &Styles) -> Result<(), DocumentError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let names = by_child.children.iter().chain([&by_child.own_label]).map(String::as_str);
    let headings = [form.headings.code.as_str(), &form.headings.indicator]
        .into_iter()
        .chain(names)
        .collect::<Vec<_>>();
    let columns = u16::try_from(headings.len()).unwrap_or(u16::MAX);
    let widths = [8.0, 48.0].into_iter().chain(std::iter::repeat_n(14.0, headings.len() - 2)).collect();
    Paper {
        landscape: true,
        page_label: &form.page_label,
        widths,
    }
    .set_up(sheet)?;
    sheet.set_name(second_name(&form.title, &by_child.title))?;
    let mut page = Page {
        sheet,
        styles,
        row: 0,
        columns,
    };
    page.across(&by_child.title, &styles.title)?;
    page.across(&format!("{} · {}", form.body, form.period), &styles.centered)?;
    page.row += 1;
    page.head(&headings)?;
    for line in &by_child.lines {
        page.sheet.write_string_with_format(page.row, 0, &line.code, &styles.cell)?;
        page.sheet.write_string_with_format(page.row, 1, &line.name, &styles.cell)?;
        for (column, figure) in (2..).zip(&line.figures) {
            page.figure(column, figure)?;
        }
        page.row += 1;
    }
    page.row += 1;
    page.cells([(form.trail.as_str(), &styles.small)])
}

/// Two sheets of a workbook may not have one name.
fn second_name(first: &str, second: &str) -> String {
    let name = sheet_name(second);
    if name.to_lowercase() == sheet_name(first).to_lowercase() {
        "2".to_owned()
    } else {
        name
    }
}
