//! A change within one record: the file around it need not be parsed again.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::draft::{self, Part};
use crate::text::{FileId, Sources, Span};

/// Takes over a file's new text if it differs from the old one within a single record. Returns what the file holds then;
/// `None`, with the sources as they were, if the file has to be parsed as a whole.
pub fn replace(sources: &mut Sources, file: FileId, text: &str, part: &Part) -> Option<Part> {
    if part.faults.iter().any(|fault| fault.code == Code::TomlSyntax) {
        return None;
    }
    let old = Arc::clone(&sources.get(file).text);
    let starts = starts(sources, &old, part)?;
    let stretch = around(&starts, &old, difference(&old, text))?;
    let length = (text.len() + stretch.len()).checked_sub(old.len())?;
    let new = text.get(stretch.start..stretch.start + length)?;
    if stretch.end < old.len() && !new.ends_with('\n') {
        return None;
    }
    // The record is tried before anything is changed; its places are right only afterwards.
    let tried = draft::parse_record(file, new)?;
    let located = |span: Span| sources.locate(span).range().start;
    let mut kept = part.clone();
    kept.faults.retain(|fault| fault.span().is_none_or(|span| !stretch.contains(&located(span))));
    let is_old = |span: Span| located(span) == stretch.start;
    if !kept.clone().put(tried, is_old) {
        return None;
    }
    let old_table = part.starts()?.into_iter().find(|span| is_old(*span))?;
    let range = u32::try_from(stretch.start).ok()?..u32::try_from(stretch.end).ok()?;
    let id = sources.replace(file, text, range, u32::try_from(length).ok()?);
    kept.put(draft::parse_record(id, new)?, |span| span == old_table);
    Some(kept)
}

/// Where the records of a file begin now, in order; `None` unless each begins with its double brackets.
fn starts(sources: &Sources, text: &str, part: &Part) -> Option<Vec<usize>> {
    let mut starts: Vec<usize> = part.starts()?.into_iter().map(|span| sources.locate(span).range().start).collect();
    starts.sort_unstable();
    starts.iter().all(|at| text.get(*at..).is_some_and(|rest| rest.starts_with("[["))).then_some(starts)
}

/// The bytes of the old text that are not in the new one.
fn difference(old: &str, new: &str) -> Range<usize> {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - prefix;
    let suffix = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    prefix..old.len() - suffix
}

/// The record that holds a stretch, to the beginning of the next one.
fn around(starts: &[usize], text: &str, difference: Range<usize>) -> Option<Range<usize>> {
    let after = starts.partition_point(|start| *start <= difference.start);
    let start = *starts.get(after.checked_sub(1)?)?;
    let end = starts.get(after).copied().unwrap_or(text.len());
    (difference.end <= end).then_some(start..end)
}
