//! Listens to what the servers of the tests execute, request by request.

use std::{
    collections::HashMap,
    fmt::Debug,
    sync::{Mutex, Once, PoisonError},
};

use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id},
};
use tracing_subscriber::{
    Layer, filter::Targets, layer::Context, layer::SubscriberExt, registry::LookupSpan,
    util::SubscriberInitExt,
};

/// The statements of each marked request. Requests are told apart by their mark, because other
/// tests may run in the same process.
static HEARD: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

/// Begins to listen; once in a process is enough.
pub fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let wanted = Targets::new()
            .with_target("sqlx::query", Level::DEBUG)
            .with_target("tidu", Level::INFO);
        tracing_subscriber::registry()
            .with(Listener.with_filter(wanted))
            .init();
    });
}

/// What was executed for the request with this mark, in order, and forgets it.
pub fn of(mark: &str) -> Vec<String> {
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    heard
        .as_mut()
        .and_then(|heard| heard.remove(mark))
        .unwrap_or_default()
}

/// The id of a request, kept with its span.
struct Mark(String);

struct Listener;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listener {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mark = text_of("id", |visit| attributes.record(visit));
        if let Some(span) = context.span(id).filter(|_| !mark.is_empty()) {
            span.extensions_mut().insert(Mark(mark));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let mut statement = text_of("db.statement", |visit| event.record(visit));
        if statement.is_empty() {
            statement = text_of("summary", |visit| event.record(visit));
        }
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        // The driver asks about types once per connection, whoever comes first.
        if statement.contains("pg_catalog") {
            return;
        }
        let spans = context.event_scope(event).into_iter().flatten();
        for span in spans {
            if let Some(Mark(mark)) = span.extensions().get::<Mark>() {
                let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
                let heard = heard.get_or_insert_default();
                heard.entry(mark.clone()).or_default().push(statement);
                return;
            }
        }
    }
}

/// The text of one field of a span or an event.
fn text_of(name: &'static str, record: impl FnOnce(&mut dyn Visit)) -> String {
    struct Only(&'static str, String);
    impl Visit for Only {
        fn record_str(&mut self, field: &Field, value: &str) {
            if field.name() == self.0 {
                value.clone_into(&mut self.1);
            }
        }
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            if field.name() == self.0 {
                self.1 = format!("{value:?}");
            }
        }
    }
    let mut only = Only(name, String::new());
    record(&mut only);
    only.1
}
