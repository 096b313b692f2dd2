//! Where figures are counted from: the tables as they stand, or what chains said up to some act.

use std::collections::BTreeMap;

use qorgau_domain::{BodyId, FigureId, Month};
use qorgau_store::{Asked, ByBody, Change, ChildSum, Counts, KeptSince, Linked, Scope, StoreError};

/// Events of stretches of months, summed.
pub(crate) type Totals = BTreeMap<(Month, Month), Vec<(FigureId, i64)>>;
/// Amounts of bodies.
pub(crate) type Amounts = BTreeMap<Asked, Vec<(BodyId, i64)>>;
/// Bodies that had any.
pub(crate) type Flagged = BTreeMap<Asked, Vec<BodyId>>;

/// What figures ask for. What each means is said at [`Counts`].
pub(crate) trait Source: Send {
    fn scope(&self) -> &Scope;
    fn kept(&mut self) -> impl Future<Output = Result<KeptSince, StoreError>> + Send;
    fn linked(&mut self) -> impl Future<Output = Result<Vec<Linked>, StoreError>> + Send;
    fn flows(&mut self, from: Month, until: Month) -> impl Future<Output = Result<Vec<ChildSum>, StoreError>> + Send;
    fn totals(&mut self, stretches: &[(Month, Month)]) -> impl Future<Output = Result<Totals, StoreError>> + Send;
    fn days(&mut self, asked: &ByBody) -> impl Future<Output = Result<Amounts, StoreError>> + Send;
    fn standing(&mut self, asked: &ByBody) -> impl Future<Output = Result<Amounts, StoreError>> + Send;
    fn changes(&mut self, asked: &ByBody) -> impl Future<Output = Result<BTreeMap<Asked, Vec<Change>>, StoreError>> + Send;
    fn flagged(&mut self, asked: &[Asked]) -> impl Future<Output = Result<Flagged, StoreError>> + Send;
    fn flagged_spans(&mut self, asked: &[Asked]) -> impl Future<Output = Result<Flagged, StoreError>> + Send;
}

impl Source for Counts {
    fn scope(&self) -> &Scope {
        Counts::scope(self)
    }

    async fn kept(&mut self) -> Result<KeptSince, StoreError> {
        Counts::kept(self).await
    }

    async fn linked(&mut self) -> Result<Vec<Linked>, StoreError> {
        Counts::linked(self).await
    }

    async fn flows(&mut self, from: Month, until: Month) -> Result<Vec<ChildSum>, StoreError> {
        Counts::flows(self, from, until).await
    }

    async fn totals(&mut self, stretches: &[(Month, Month)]) -> Result<Totals, StoreError> {
        Counts::totals(self, stretches).await
    }

    async fn days(&mut self, asked: &ByBody) -> Result<Amounts, StoreError> {
        Counts::days(self, asked).await
    }

    async fn standing(&mut self, asked: &ByBody) -> Result<Amounts, StoreError> {
        Counts::standing(self, asked).await
    }

    async fn changes(&mut self, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<Change>>, StoreError> {
        Counts::changes(self, asked).await
    }

    async fn flagged(&mut self, asked: &[Asked]) -> Result<Flagged, StoreError> {
        Counts::flagged(self, asked).await
    }

    async fn flagged_spans(&mut self, asked: &[Asked]) -> Result<Flagged, StoreError> {
        Counts::flagged_spans(self, asked).await
    }
}
