//! How long pages take in a season of 100,000 applications, from the request to the whole answer,
//! on a private PostgreSQL with durable writes. Nothing of the network is in it, nor of a browser.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot be set up has nothing to measure"
)]

mod person;
mod season;

use std::time::{Duration, Instant};

use criterion::{Bencher, Criterion, criterion_group, criterion_main};
use tokio::runtime::Runtime;

use self::{person::Person, season::Season};

/// Times `act` alone; `prepare` puts things back before each.
fn time<T>(
    bencher: &mut Bencher<'_>,
    runtime: &Runtime,
    prepare: impl AsyncFn() -> T,
    act: impl AsyncFn(T),
) {
    bencher.iter_custom(|times| {
        runtime.block_on(async {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let prepared = prepare().await;
                let start = Instant::now();
                act(prepared).await;
                total += start.elapsed();
            }
            total
        })
    });
}

fn lists(criterion: &mut Criterion, runtime: &Runtime, season: &Season) {
    let mut group = criterion.benchmark_group("100,000 applications");
    let deep = runtime.block_on(season.middle_of_the_queue());
    let pages: [(&str, &Person, &str); 8] = [
        ("bureau's queue", &season.officer, "/bureau"),
        ("bureau's queue, half way down", &season.officer, &deep),
        (
            "bureau's queue, search",
            &season.officer,
            season.search_queue,
        ),
        ("office's list", &season.office, "/admin/applications"),
        ("office's list, one stage", &season.office, season.one_stage),
        ("office's list, search", &season.office, season.search_list),
        ("office's results of a tier", &season.office, season.results),
        ("season board", &season.office, "/admin"),
    ];
    for (name, person, path) in pages {
        group.bench_function(name, |bencher| {
            time(
                bencher,
                runtime,
                async || (),
                async |()| person.open(path).await,
            );
        });
    }
    group.finish();
}

fn writes(criterion: &mut Criterion, runtime: &Runtime, season: &Season) {
    let mut group = criterion.benchmark_group("writes");
    group.bench_function("an expert files a review", |bencher| {
        let review = &season.review;
        time(
            bencher,
            runtime,
            async || season.reopen(review).await,
            async |()| review.expert.send(&review.path, String::new()).await,
        );
    });
    group.bench_function("an enterprise saves a scenario", |bencher| {
        let scenario = &season.scenario;
        time(
            bencher,
            runtime,
            async || season.form_of(scenario).await,
            async |form| scenario.enterprise.send(&scenario.path, form).await,
        );
    });
    group.finish();
}

fn pages(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let season = runtime.block_on(Season::load());
    lists(criterion, &runtime, &season);
    writes(criterion, &runtime, &season);
    runtime.block_on(season.close());
}

criterion_group!(benches, pages);
criterion_main!(benches);
