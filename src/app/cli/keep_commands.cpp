#include <fmt/format.h>

#include <cstdio>

#include "app/cli/command.hpp"
#include "app/erasure/erasing.hpp"
#include "app/keep/backup.hpp"
#include "app/keep/keys.hpp"
#include "app/keep/log_export.hpp"

namespace parvis::cli {
namespace {

int told(const keep::No& why, const Texts& t) {
  tell(t(why.what));
  switch (why.kind) {
    case keep::No::Kind::not_proved: return nothing;
    case keep::No::Kind::wrong_use: return wrong_use;
    case keep::No::Kind::bad_input: return bad_input;
    case keep::No::Kind::fault: return fault;
  }
  return fault;
}

keep::No in_words_of(const erasure::Failure& failure) {
  if (failure.fault) return keep::in_words(*failure.fault);
  return {keep::No::Kind::fault, records::in_words(*failure.refusal)};
}

/// Whoever was erased or protected since the backup is so again before anybody can look.
Result<void, keep::No> obey_ledger(store::Store& store, const keep::Where& where, bool ledger_is_lost,
                                   erasure::Obeyed& sum) {
  const auto cities = keep::cities_of(store.database());
  if (!cities) return no(keep::in_words(cities.error()));
  erasure::Erasing erasing(store, occupations::Taxonomy::starter());
  using Ledger = erasure::Erasing::Ledger;
  for (const auto& city : *cities) {
    const auto obeyed = erasing.obey(keep::operator_of(city), Moment::now(),
                                     ledger_is_lost ? Ledger::is_lost : Ledger::must_know_all);
    if (!obeyed) return no(in_words_of(obeyed.error()));
    if (obeyed->ledger_lacks && !ledger_is_lost)
      return no(keep::No{
          keep::No::Kind::bad_input,
          say("The ledger of those who have been erased, {file}, is missing or is an old copy: people "
              "could come back. Put the latest one there. If it is lost for good, say so with "
              "--ledger-is-lost.")
              .with("file", where.ledger_file().string())});
    sum.erased += obeyed->erased;
    sum.protected_again += obeyed->protected_again;
  }
  auto squeezed = store.database().squeeze_out_what_was_erased();
  if (!squeezed) return no(keep::in_words(squeezed.error()));
  return {};
}

std::string names_of(const std::vector<keep::City>& cities) {
  std::string names;
  for (const auto& city : cities) names += (names.empty() ? "" : ", ") + city.name;
  return names;
}

}  // namespace

int found(const keep::Where& where, const std::string& city, const std::string& language, const Texts& t) {
  const auto founded = keep::found(where, city, language, Moment::now());
  if (!founded) return told(founded.error(), t);
  fmt::print(
      "{}\n",
      t(say("{city} is founded. The keys are in {keys}: keep a copy of that file in a safe, apart from "
            "the backups. Without it nothing that is sealed can be read again.")
            .with("city", city)
            .with("keys", where.key_file().string())));
  return done;
}

int migrate(const keep::Where& where, const Texts& t) {
  const auto taken = keep::migrate(where, Moment::now());
  if (!taken) return told(taken.error(), t);
  fmt::print("{}\n", *taken == 0 ? t("The database is up to date.")
                                 : t(say_n("The database is up to date: {n} step was taken.",
                                           "The database is up to date: {n} steps were taken.", *taken)));
  return done;
}

int verify_audit(const keep::Where& where, const Texts& t) {
  const auto kept = keep::open(where, Moment::now());
  if (!kept) return told(kept.error(), t);
  const auto verified = keep::verify_all(*kept->store);
  if (!verified) return told(verified.error(), t);
  fmt::print("{}\n",
             t(say("The log is as it was written: {rows} rows, with {entries} earlier values and {erased} "
                   "that have been erased.")
                   .with("rows", verified->rows)
                   .with("entries", verified->history_entries)
                   .with("erased", verified->erased_entries)));
  return done;
}

int export_audit(const keep::Where& where, std::int64_t after, const Texts& t) {
  const auto kept = keep::open(where, Moment::now());
  if (!kept) return told(kept.error(), t);
  for (const auto& city : kept->cities) {
    bool is_written = true;
    const auto taken = keep::export_log(*kept->store, city, after, Moment::now(), [&](const auto& line) {
      is_written =
          std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fputc('\n', stdout) != EOF;
      return is_written;
    });
    if (!taken) return told(taken.error(), t);
    if (!is_written || std::fflush(stdout) != 0) {
      tell(t("The rows could not be written out: the disk or the program behind the pipe takes no more."));
      return fault;
    }
    tell(t(say("{city}: {rows}. The last has number {last}; next time take those --after it.")
               .with("city", city.name)
               .with("rows", say_n("{n} row", "{n} rows", taken->rows))
               .with("last", taken->last)));
  }
  return done;
}

int back_up(const keep::Where& where, const std::string& file, const Texts& t) {
  const auto made = keep::back_up(where, file, Moment::now());
  if (!made) return told(made.error(), t);
  fmt::print("{}\n",
             t(say("{city} is in {file}: {rows} rows, checked by a restore. It opens only with the key file, "
                   "which is not in it.")
                   .with("city", names_of(made->cities))
                   .with("file", file)
                   .with("rows", made->rows)));
  return done;
}

int restore(const keep::Where& where, const RestoreFrom& from, const Texts& t) {
  erasure::Obeyed obeyed;
  keep::RestoreWishes wishes{
      from.replace,
      [&](store::Store& store) { return obey_ledger(store, where, from.ledger_is_lost, obeyed); },
      from.second};
  const auto back = keep::restore(where, from.file, Moment::now(), wishes);
  if (!back) return told(back.error(), t);
  fmt::print("{}\n", t(say("{city} is back as it was on {day}: {rows} rows, and the log verifies.")
                           .with("city", names_of(back->cities))
                           .with("day", back->made_at.day_utc().iso())
                           .with("rows", back->rows)));
  if (obeyed.erased > 0)
    fmt::print("{}\n", t(say_n("{n} person who has been erased since was erased again.",
                               "{n} people who have been erased since were erased again.", obeyed.erased)));
  // Of protected identities the terminal says nothing, not even how many.
  fmt::print("{}\n",
             t("Everybody is signed out, and codes from before count no more, recovery codes too: sign in "
               "with password and app, or make new codes."));
  return done;
}

int list_keys(const keep::Where& where, const Texts& t) {
  const auto kept = keep::open(where, Moment::now());
  if (!kept) return told(kept.error(), t);
  const auto uses = keep::use_of_keys(*kept->store);
  if (!uses) return told(uses.error(), t);
  for (const auto& use : *uses) {
    auto line = use.is_active ? say("Key {id} of {day}, in use: {cells} fields, {earlier} earlier values")
                              : say("Key {id} of {day}, old: {cells} fields, {earlier} earlier values");
    fmt::print("{}\n", t(std::move(line)
                             .with("id", std::int64_t{use.id})
                             .with("day", use.made_on.iso())
                             .with("cells", use.cells)
                             .with("earlier", use.earlier)));
  }
  return done;
}

int rotate_keys(const keep::Where& where, const Texts& t) {
  const auto rotated = keep::rotate_keys(where, Moment::now());
  if (!rotated) return told(rotated.error(), t);
  if (rotated->went_on)
    fmt::print("{}\n", t("An earlier rotation had been interrupted; it is now finished."));
  fmt::print("{}\n",
             t(say("Key {id} is in use, and {n} fields were sealed again. Keep a copy of the key file in a "
                   "safe; older backups still need the old key.")
                   .with("id", std::int64_t{rotated->active})
                   .with("n", rotated->cells)));
  return done;
}

int forget_key(const keep::Where& where, std::uint32_t id, const Texts& t) {
  const auto forgotten = keep::forget_key(where, Moment::now(), id);
  if (!forgotten) return told(forgotten.error(), t);
  fmt::print("{}\n",
             t(say("Key {id} is forgotten. Backups that were sealed with it open only with a copy of the "
                   "older key file.")
                   .with("id", std::int64_t{id})));
  return done;
}

}  // namespace parvis::cli
