//! Heavy work beside the threads that answer others.

use tokio::sync::Semaphore;
use tokio::task::JoinError;

/// Does work that takes long or much memory on a thread of its own, when its turn comes. `turns` says how many such works go on at once;
/// it is never closed.
///
/// # Errors
/// When the work broke off.
pub(crate) async fn beside<T: Send + 'static>(turns: &'static Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Result<T, JoinError> {
    let turn = turns.acquire().await;
    // The turn goes with the work, which goes on also where nobody waits for it any more.
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tokio::sync::Semaphore;

    use super::beside;

    static TURNS: Semaphore = Semaphore::const_new(1);

    /// On a single thread the work could wait for ever for what another task sends, were it done there.
    #[tokio::test(flavor = "current_thread")]
    async fn others_are_answered_meanwhile_and_one_works_at_a_time() {
        let (send, receive) = mpsc::channel();
        let first = tokio::spawn(beside(&TURNS, move || receive.recv()));
        tokio::task::yield_now().await;
        assert_eq!(TURNS.available_permits(), 0);
        let second = tokio::spawn(beside(&TURNS, || 2));
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        send.send(1).ok();
        assert_eq!(first.await.ok().and_then(Result::ok), Some(Ok(1)));
        assert_eq!(second.await.ok().and_then(Result::ok), Some(2));
    }

    #[tokio::test]
    async fn a_turn_is_given_back_where_the_work_breaks_off() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let broken = beside(&ONE, || assert_eq!(1, 2, "meant to break off")).await;
        assert!(broken.is_err() && ONE.available_permits() == 1);
    }
}
