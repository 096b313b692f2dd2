//! Ways: links, the path to a page, the parts of a thing, the pages of a list.

use askama::Template;

/// A way to somewhere.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where to.
    pub url: String,
}

impl Link {
    /// A way to somewhere.
    #[must_use]
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Self {
        Link {
            text: text.into(),
            url: url.into(),
        }
    }
}

/// A step on the path to a page.
pub type Crumb = Link;

/// The path to a page; the page itself is not on it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/crumbs.html")]
pub struct Crumbs {
    /// What it is, read out.
    pub label: String,
    /// From the start on.
    pub steps: Vec<Crumb>,
}

/// A part of a thing, seen by itself.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its word and place; no place for the one that is seen.
    pub link: Link,
    /// How many things are in it; empty where that says nothing.
    pub count: String,
}

/// The parts of a thing.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tabs.html")]
pub struct Tabs {
    /// What they are, read out.
    pub label: String,
    /// The parts.
    pub tabs: Vec<Tab>,
    /// Which is seen, counted from 0.
    pub seen: usize,
}

/// The pages of a list, by keys: there is a next page, never a last one.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/pager.html")]
pub struct Pager {
    /// What it is, read out.
    pub label: String,
    /// What is seen: `1–50`, of how many.
    pub seen: String,
    /// Ways to the first, the previous and the next page, where they are.
    pub ways: Vec<Link>,
}
