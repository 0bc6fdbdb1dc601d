// The nightly job: what the rules of retention say is taken away, or only told.
#include <fmt/format.h>

#include "app/cli/command.hpp"
#include "app/erasure/retention.hpp"

namespace parvis::cli {
namespace {

int not_done(const erasure::Failure& why, const Texts& t) {
  tell(t(why.fault ? keep::in_words(*why.fault).what : records::in_words(*why.refusal)));
  return fault;
}

void print_due(const erasure::Due& due, const Texts& t) {
  auto line = due.person
                  ? say("{kind}: person {n}, since {day}, kept {days} days").with("n", due.person->number)
                  : say("{kind}: number {n}, since {day}, kept {days} days").with("n", due.key.front());
  fmt::print("{}\n", t(std::move(line)
                           .with("kind", t(erasure::in_words(due.kind)))
                           .with("day", due.since.iso())
                           .with("days", std::int64_t{due.days})));
}

}  // namespace

int jobs(const keep::Where& where, bool dry_run, const Texts& t) {
  const auto now = Moment::now();
  const auto kept = keep::open(where, now);
  if (!kept) {
    tell(t(kept.error().what));
    return kept.error().kind == keep::No::Kind::fault ? fault : bad_input;
  }
  erasure::Retention retention(*kept->store, occupations::Taxonomy::starter());
  for (const auto& city : kept->cities) {
    const store::Actor job{store::Actor::Kind::job, std::nullopt, "job", city.id};
    if (dry_run) {
      const auto due = retention.due(job, now);
      if (!due) return not_done(due.error(), t);
      for (const auto& one : *due) print_due(one, t);
      fmt::print("{}\n", t(say_n("{n} thing would be taken. Nothing was touched.",
                                 "{n} things would be taken. Nothing was touched.",
                                 static_cast<std::int64_t>(due->size()))));
      continue;
    }
    const auto run = retention.carry_out(job, now);
    if (!run) return not_done(run.error(), t);
    fmt::print("{}\n",
               t(say("{people} people erased, {rows} rows and {accounts} closed accounts emptied, {imports} "
                     "imports lapsed.")
                     .with("people", std::int64_t{run->people})
                     .with("rows", std::int64_t{run->rows_emptied})
                     .with("accounts", std::int64_t{run->accounts})
                     .with("imports", std::int64_t{run->imports})));
  }
  return done;
}

}  // namespace parvis::cli
