//! A journal as a workbook of one sheet, with the headings, widths and closing of the print.

use rust_xlsxwriter::{FormatAlign, IgnoreError};

use crate::error::DocumentError;
use crate::forms::Journal;
use crate::xlsx::{Page, Paper, Styles, sheet_name, workbook as new_workbook};

/// The width of a landscape page in the units of spreadsheet columns.
const LANDSCAPE: f64 = 140.0;

/// A journal as a workbook of one sheet.
pub(crate) fn workbook(form: &Journal) -> Result<Vec<u8>, DocumentError> {
    let styles = Styles::new();
    let mut workbook = new_workbook(&form.title, form.made_on)?;
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let weights = form.columns.iter().map(|one| f64::from(one.weight.max(1))).collect::<Vec<_>>();
    let all = weights.iter().sum::<f64>();
    let widths = weights.iter().map(|weight| LANDSCAPE * weight / all).collect();
    Paper {
        landscape: true,
        page_label: &form.page_label,
        widths,
    }
    .set_up(sheet)?;
    sheet.set_name(sheet_name(&form.appendix))?;
    let columns = u16::try_from(form.columns.len()).unwrap_or(u16::MAX);
    let mut page = Page {
        sheet,
        styles: &styles,
        row: 0,
        columns,
    };
    if let Some(mark) = &form.official {
        page.across(mark, &styles.right)?;
    }
    page.across(&form.appendix.replace('\n', " "), &styles.right)?;
    page.across(&form.title, &styles.title)?;
    page.across(&form.book, &styles.centered)?;
    if let Some(note) = &form.translation_note {
        page.across(note, &styles.small.clone().set_align(FormatAlign::Center))?;
    }
    page.row += 1;
    page.head(&form.columns.iter().map(|one| one.heading.as_str()).collect::<Vec<_>>())?;
    let first = page.row;
    let aligns = form.columns.iter().map(|one| styles.of(one.align)).collect::<Vec<_>>();
    for row in &form.rows {
        page.cells(row.iter().map(String::as_str).zip(aligns.iter().copied()))?;
    }
    if form.rows.is_empty() {
        page.across(&form.empty, &styles.centered)?;
    }
    page.sheet
        .ignore_error_range(first, 0, page.row, columns - 1, IgnoreError::NumberStoredAsText)?;
    page.row += 1;
    page.closing(&form.footnotes, &form.signatures, &form.stamp, &form.trail)?;
    Ok(workbook.save_to_buffer()?)
}
