//! What bodies write into their other books: counted out by months, or following from something before.

use super::Fact;
use super::control::{self, Danger};
use super::country::{Actor, Country};
use super::diversions::diversion;
use super::filing::{self, Answer};
use super::inquiries::inquiry;
use super::meetings::{self, Called};
use super::office::{self, Directive, Errand, Letter};
use super::proposals::proposal;
use super::public;
use super::service::{self, Journey, Sitting};
use super::tracks::{Tracked, track};
use super::world::World;

/// What is counted out by months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    /// An application or notification.
    Application,
    /// What an officer was told.
    Note,
    /// An action of inquiry.
    Inquiry,
    /// A lesson; whose turn it is says the month.
    Lesson,
    /// A talk with people.
    Talk,
    /// A publication.
    Publication,
    /// An inspection of an organisation.
    Check,
    /// Causes, and the submission to remove them.
    Submission,
    /// A proposal of groups and posts.
    Proposal,
    /// Help to a body below.
    Help,
    /// A practice studied.
    Practice,
    /// A directive with all that follows.
    Directive,
    /// An assignment.
    Assignment,
    /// A request for information.
    Request,
    /// A diversion.
    Diversion,
    /// A test of newcomers.
    Test,
    /// An operational meeting.
    Meeting,
    /// A paper that comes in.
    Incoming,
    /// A paper that goes out.
    Outgoing,
}

/// What will come on a day that is known.
#[derive(Debug)]
pub(super) enum Due<'a> {
    /// A lesson of a body.
    Lesson(Actor<'a>),
    /// A test.
    Test(Sitting<'a>),
    /// A meeting.
    Meeting(Called<'a>),
    /// A suspension after an inspection.
    Suspension(Box<Danger<'a>>),
    /// A directive is sent.
    Directive(Directive<'a>),
    /// A directive arrives.
    Received(Box<Letter<'a>>),
    /// An assignment is given.
    Errand(Errand<'a>),
    /// A body above helps.
    Help(Journey<'a>),
    /// A paper that answers another.
    Answer(Answer<'a>),
    /// The track of a raid.
    Track(Box<Tracked<'a>>),
}

/// One matter of a day.
pub(super) fn counted<'a>(world: &mut World<'a>, country: &Country<'a>, matter: Matter, day: i64) -> Option<Fact> {
    match matter {
        Matter::Application => public::application(world, country, day),
        Matter::Note => public::note(world, country, day),
        Matter::Inquiry => inquiry(world, day),
        // Their days are laid down body by body.
        Matter::Lesson => None,
        Matter::Talk => public::talk(world, country, day),
        Matter::Publication => public::publication(world, country, day),
        Matter::Check => control::check(world, country, day),
        Matter::Submission => control::submission(world, country, day),
        Matter::Proposal => proposal(world, country, day),
        Matter::Practice => service::practice(world, country, day),
        Matter::Request => office::request(world, country, day),
        Matter::Diversion => diversion(world, country, day),
        Matter::Incoming => filing::incoming(world, country, day),
        Matter::Outgoing => filing::outgoing(world, country, day),
        Matter::Help => {
            let journey = Journey::some(world, country)?;
            service::help(world, &journey, day)
        }
        Matter::Directive => {
            let directive = Directive::some(world, country, day)?;
            office::sent(world, country, &directive, day)
        }
        Matter::Assignment => {
            let errand = Errand::some(world, country)?;
            Some(office::assignment(world, country, &errand, day))
        }
        Matter::Test => {
            let sitting = Sitting::newcomers(world, country)?;
            Some(service::test(world, sitting, day))
        }
        Matter::Meeting => {
            let called = Called::some(world, country)?;
            Some(meetings::meeting(world, country, called, day))
        }
    }
}

/// What was to come comes.
pub(super) fn due<'a>(world: &mut World<'a>, country: &Country<'a>, due: Due<'a>, day: i64) -> Option<Fact> {
    match due {
        Due::Lesson(actor) => Some(service::lesson(world, &actor, day)),
        Due::Test(sitting) => Some(service::test(world, sitting, day)),
        Due::Meeting(called) => Some(meetings::meeting(world, country, called, day)),
        Due::Suspension(danger) => Some(control::suspension(world, &danger, day)),
        Due::Directive(directive) => office::sent(world, country, &directive, day),
        Due::Received(letter) => Some(office::received(world, &letter, day)),
        Due::Errand(errand) => Some(office::assignment(world, country, &errand, day)),
        Due::Help(journey) => service::help(world, &journey, day),
        Due::Answer(answer) => Some(filing::answer(world, &answer, day)),
        Due::Track(tracked) => track(world, &tracked, day),
    }
}
