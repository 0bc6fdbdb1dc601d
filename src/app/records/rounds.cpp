#include "app/records/rounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>
#include <map>
#include <mutex>

#include "app/acts/equal_files.hpp"
#include "app/acts/round_files.hpp"
#include "app/records/kept_round.hpp"
#include "app/records/scope.hpp"
#include "platform/crypto/crypto.hpp"

namespace parvis::records {
namespace {

using store::Act;
using store::Actor;
using store::Transaction;

constexpr db::Query whose_applications{"whose_applications", R"(
  SELECT application_id, person_id FROM application
   WHERE city_id = $1 AND programme_id = $2 AND person_id IS NOT NULL)"};
constexpr db::Query people_of_round{"people_of_round", R"(
  SELECT r.application_id, r.person_id, r.part, COALESCE(p.name, ''), r.cells, r.occupation_groups
    FROM round_person r LEFT JOIN person p ON p.person_id = r.person_id
   WHERE r.round_id = $1 ORDER BY r.application_id)"};
constexpr db::Query rounds_in_scope{
    "rounds_in_scope",
    R"(
  SELECT r.round_id, r.programme_id, r.version, r.track, r.run_at, r.run_for_day, r.adepts, r.mentors,
         (SELECT COUNT(*) FROM proposal p WHERE p.round_id = r.round_id),
         (SELECT COUNT(*) FROM proposal p WHERE p.round_id = r.round_id AND p.state = 'accepted'), r.closed_at
    FROM matching_round r
   WHERE r.city_id = $1 AND (CAST($3 AS BIGINT) = 0 OR r.programme_id = $3) AND )" PARVIS_IN_SCOPE(
        "r.programme_id", "NULL", "$2") " ORDER BY r.run_at DESC, r.round_id LIMIT $4"};

constexpr db::Query people_taken_out{"people_taken_out", R"(
  SELECT DISTINCT person_id FROM round_person WHERE round_id = $1 AND person_id IS NOT NULL ORDER BY person_id)"};

store::What about(Act act, RoundId id) {
  return {act, {}, "matching_round", id.number, {}, false};
}

// What a round is run from, before it is run.
struct Input {
  ProgrammeVersion programme;
  programme::Track track;
  std::vector<RoundPerson> people;
  std::vector<suitability::Lock> locks;
  std::optional<EqualBound> bound;
  bool may_break_bound = false;  ///< people have left: what is shown is held to it as long as it can be
};

std::vector<suitability::Lock> locks_of(const RoundWish& wish) {
  std::vector<suitability::Lock> locks;
  for (const auto& lock : wish.locks)
    locks.push_back({text_of(lock.adept), text_of(lock.mentor), lock.locked,
                     std::string(lives::id_of(lock.reason)), static_cast<int>(locks.size()) + 2});
  return locks;
}

std::string locks_csv(const std::vector<suitability::Lock>& locks) {
  formats::CsvWriter csv;
  csv.row({"adept_id", "mentor_id", "in|out", "reason"});
  for (const auto& lock : locks)
    csv.row(
        {lock.adept_id, lock.mentor_id, lock.locked == suitability::Locked::in ? "in" : "out", lock.reason});
  return csv.bytes();
}

std::string weights_text(const std::vector<int>& weights) {
  std::string text;
  for (const int weight : weights) text += fmt::format("{}{}", text.empty() ? "" : ",", weight);
  return text;
}

Result<Input, Failure> input_in(Transaction& tx, const RoundWish& wish) {
  Input input;
  PARVIS_TRY(input.programme, programme_on(tx, wish.programme, wish.day));
  PARVIS_TRY(input.track, weighted(*input.programme.rules, wish.track, wish.weights));
  PARVIS_TRY(input.people, waiting_in(tx, wish.programme, wish.track, wish.day));
  input.locks = locks_of(wish);
  PARVIS_TRY(input.bound, bound_holding(tx, wish.programme, wish.track));
  return input;
}

template <class Kind>
void give_names(std::vector<Kind>& people, const std::map<std::string, std::string>& names) {
  for (auto& person : people)
    if (const auto name = names.find(person.id); name != names.end()) person.name = name->second;
}

/// The bound that holds. Where only women or only men wait there is nothing to compare.
Result<bool, Failure> even_out(RoundRun& run, const Input& input) {
  const auto& bound = input.bound;
  auto& round = run.round;
  run.weighed = acts::weighed(round);
  const auto genders = round.shares().by_gender;
  if (!bound || genders[0].waiting == 0 || genders[1].waiting == 0) return true;
  auto bounded = matching::keep_equal(round, {.most = bound->most, .ground = bound->ground});
  if (!bounded && input.may_break_bound) return true;
  if (!bounded) return no(Failure(Refusal::bound_cannot_be_kept, acts::in_words(bounded.error())));
  round = std::move(*bounded);
  run.weighed.recruits.reset();  // worked out without the bound
  return true;
}

// The one road from what a round is run from to the round: for the first time and for each time after.
Result<RoundRun, Failure> run_from(const Input& input, std::shared_ptr<const occupations::Taxonomy> taxonomy,
                                   const acts::RoundSettings& settings) {
  auto known = understood(input.people, input.locks, input.track, *taxonomy);
  std::map<std::string, std::string> names;
  for (const auto& person : input.people) names[text_of(person.application)] = person.name;
  give_names(known.adepts.people, names);
  give_names(known.mentors.people, names);
  std::vector<LeftOut> left_out;
  for (const auto& reject : known.rejects)
    if (const auto whose = behind(input.people, reject); whose && reject.effect == people::Effect::refused)
      left_out.push_back({*whose, reject.reason});
  auto unsettled = known.unsettled;
  auto round =
      acts::run_round(*input.programme.rules, input.track, std::move(taxonomy), std::move(known), settings);
  if (!round) {
    std::vector<Message> why;
    for (auto& fault : round.error()) why.push_back(std::move(fault.why));
    return no(Failure(Refusal::locks_do_not_hold, std::move(why)));
  }
  RoundRun run{{}, input.programme, std::move(*round), std::move(left_out), std::move(unsettled), {}};
  PARVIS_TRY([[maybe_unused]] const bool evened, even_out(run, input));
  return run;
}

std::string pairs_of(const matching::Round& round) {
  return acts::pairs_csv(round, {}, {});
}

// Somebody erased, protected or merged while the round was calculated must not be written into it.
Result<bool, Failure> all_are_there(Transaction& tx, const RoundWish& wish,
                                    const std::vector<RoundPerson>& people) {
  PARVIS_TRY(const auto rows, told(tx.all(whose_applications, tx.city(), wish.programme)));
  std::map<ApplicationId, PersonId> now;
  for (const auto& row : rows) now[row.get<ApplicationId>(0)] = row.get<PersonId>(1);
  for (const auto& person : people)
    if (const auto found = now.find(person.application); found == now.end() || found->second != person.person)
      return no(Failure(Refusal::changed_meanwhile));
  return true;
}

Result<RoundId, Failure> keep_round(Transaction& tx, const RoundWish& wish, const Input& input,
                                    const matching::Round& round) {
  PARVIS_TRY([[maybe_unused]] const bool there, all_are_there(tx, wish, input.people));
  const RoundId id{crypto::random_id()};
  std::int64_t adepts = 0;
  for (const auto& person : input.people) adepts += person.part == lives::Part::adept ? 1 : 0;
  PARVIS_DONE(
      tx.add("matching_round",
             {{"round_id", id},
              {"city_id", tx.city()},
              {"programme_id", wish.programme},
              {"version", input.programme.version},
              {"track", wish.track},
              {"run_at", tx.now()},
              {"run_for_day", wish.day},
              {"seed", static_cast<std::int64_t>(wish.seed)},
              {"weights", weights_text(wish.weights)},
              {"locks", locks_csv(input.locks)},
              {"adepts", adepts},
              {"mentors", static_cast<std::int64_t>(input.people.size()) - adepts},
              {"result", pairs_of(round)},
              {"certificate", acts::certificate_json(round.claim())},
              {"bound_id", input.bound && round.equal() ? std::optional(input.bound->id) : std::nullopt}}));
  for (const auto& person : input.people)
    PARVIS_DONE(tx.add("round_person", {{"round_id", id},
                                        {"application_id", person.application},
                                        {"person_id", person.person},
                                        {"part", lives::id_of(person.part)},
                                        {"cells", cells_text(person.cells)},
                                        {"occupation_groups", person.groups}}));
  tx.tell(about(Act::round_run, id));
  return id;
}

struct Kept {
  KeptRound round;
  std::vector<RoundPerson> people;
};

Result<Kept, Failure> kept_in(Transaction& tx, RoundId id) {
  Kept kept;
  PARVIS_TRY(kept.round, kept_round_in(tx, id));
  PARVIS_TRY(const auto rows, told(tx.all(people_of_round, id)));
  for (const auto& row : rows)
    kept.people.push_back({row.get<ApplicationId>(0), row.get<PersonId>(1),
                           lives::part_of(row.get<std::string>(2)).value(), row.get<std::string>(3),
                           read_cells(row.get<std::string>(4)), row.get<std::optional<std::string>>(5)});
  return kept;
}

// A lock on somebody who has left the round would stop it.
std::vector<suitability::Lock> locks_on(const std::vector<suitability::Lock>& locks,
                                        const std::vector<RoundPerson>& people) {
  std::map<std::string, bool> there;
  for (const auto& person : people) there[text_of(person.application)] = true;
  std::vector<suitability::Lock> kept;
  for (const auto& lock : locks)
    if (there.contains(lock.adept_id) && there.contains(lock.mentor_id)) kept.push_back(lock);
  return kept;
}

std::vector<RoundLock> as_wished(const std::vector<suitability::Lock>& locks) {
  std::vector<RoundLock> wished;
  for (const auto& lock : locks) {
    const auto adept = parvis::id_of<store::ApplicationKind>(lock.adept_id);
    const auto mentor = parvis::id_of<store::ApplicationKind>(lock.mentor_id);
    if (adept && mentor)
      wished.push_back(
          {*adept, *mentor, lock.locked, lives::reason_of(lock.reason).value_or(lives::Reason::none)});
  }
  return wished;
}

constexpr std::size_t most_looked_at = 3;

}  // namespace

struct Rounds::Looked {
  struct One {
    RoundId id;
    std::vector<RoundPerson> people;  ///< all that can change in a kept round
    std::shared_ptr<const RoundAgain> again;
  };
  std::mutex mutex;
  std::list<One> last;  ///< the latest first

  std::shared_ptr<const RoundAgain> find(RoundId id, const std::vector<RoundPerson>& people) {
    const std::lock_guard lock(mutex);
    const auto at = std::ranges::find(last, id, &One::id);
    if (at == last.end()) return nullptr;
    if (at->people != people) {
      last.erase(at);  // Somebody has left it, and leaves the memory as well.
      return nullptr;
    }
    last.splice(last.begin(), last, at);
    return at->again;
  }
  void keep(One one) {
    const std::lock_guard lock(mutex);
    std::erase_if(last, [&](const One& other) { return other.id == one.id; });
    last.push_front(std::move(one));
    if (last.size() > most_looked_at) last.pop_back();
  }
};

Rounds::Rounds(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy)
    : store_(store), taxonomy_(std::move(taxonomy)), looked_(std::make_shared<Looked>()) {}

struct Rounds::Made {
  RoundRun run;
  std::vector<RoundPerson> people;
  std::vector<RoundLock> locks;
};

Result<Rounds::Made, Failure> Rounds::make(const Actor& actor, Moment now, const RoundWish& wished) {
  auto wish = wished;
  wish.seed &= static_cast<std::uint64_t>(INT64_MAX);  // A whole number of the database has a sign.
  constexpr int most_tries = 3;
  for (int tries = 1;; ++tries) {
    PARVIS_TRY(auto input, store_.read(actor, now, [&](Transaction& tx) { return input_in(tx, wish); }));
    // Calculated while nobody waits for the database.
    PARVIS_TRY(auto run, run_from(input, taxonomy_, {wish.day, wish.seed, wish.threads, wish.progress}));
    auto id = store_.transact(actor, now, [&](Transaction& tx) -> Result<RoundId, Failure> {
      PARVIS_TRY(const auto kept, keep_round(tx, wish, input, run.round));
      if (wish.and_then) {
        PARVIS_TRY([[maybe_unused]] const bool done, wish.and_then(tx, kept));
      }
      return kept;
    });
    if (id) {
      run.id = *id;
      return Made{std::move(run), std::move(input.people), as_wished(input.locks)};
    }
    if (id.error().refusal != Refusal::changed_meanwhile || tries == most_tries)
      return no(std::move(id).error());
  }
}

Result<RoundRun, Failure> Rounds::run(const Actor& actor, Moment now, const RoundWish& wish) {
  PARVIS_TRY(auto made, make(actor, now, wish));
  return std::move(made.run);
}

Result<RoundId, Failure> Rounds::run_to_look_at(const Actor& actor, Moment now, const RoundWish& wish) {
  PARVIS_TRY(auto made, make(actor, now, wish));
  const auto id = made.run.id;
  auto pairs = pairs_of(made.run.round);
  auto certificate = acts::certificate_json(made.run.round.claim());
  auto again = std::make_shared<const RoundAgain>(RoundAgain{std::move(made.run), 0, true, std::move(pairs),
                                                             std::move(certificate), std::move(made.locks)});
  looked_->keep({id, std::move(made.people), std::move(again)});
  return id;
}

Result<std::shared_ptr<const RoundAgain>, Failure> Rounds::run_again(const Actor& actor, Moment now,
                                                                     RoundId id, int threads) {
  PARVIS_TRY(auto kept, store_.read(actor, now, [&](Transaction& tx) { return kept_in(tx, id); }));
  PARVIS_DONE(store_.log(actor, now, about(Act::round_read, id)));
  if (auto found = looked_->find(id, kept.people)) return found;
  const int gone = kept.round.people - static_cast<int>(kept.people.size());
  const Input input{kept.round.programme, kept.round.track,
                    kept.people,          locks_on(kept.round.locks, kept.people),
                    kept.round.bound,     gone > 0};
  PARVIS_TRY(auto run, run_from(input, taxonomy_, {kept.round.day, kept.round.seed, threads, {}}));
  run.id = id;
  const bool same = pairs_of(run.round) == kept.round.pairs &&
                    acts::certificate_json(run.round.claim()) == kept.round.certificate;
  auto again = std::make_shared<const RoundAgain>(
      RoundAgain{std::move(run), gone, same, std::move(kept.round.pairs), std::move(kept.round.certificate),
                 as_wished(input.locks)});
  looked_->keep({id, std::move(kept.people), again});
  return again;
}

Result<PairsKept, Failure> Rounds::pairs_kept(const Actor& actor, Moment now, RoundId id) {
  PARVIS_TRY(const auto kept,
             store_.read(actor, now, [&](Transaction& tx) { return kept_round_in(tx, id); }));
  const auto table = formats::read_table(kept.pairs, "pairs");
  PARVIS_ASSERT(table.has_value());  // We wrote it.
  const auto read = acts::read_pairs(*table);
  PARVIS_ASSERT(read.has_value());
  PairsKept all{kept.run_at, {}};
  for (const auto& pair : *read) {
    const auto adept = parvis::id_of<store::ApplicationKind>(pair.adept_id);
    const auto mentor = parvis::id_of<store::ApplicationKind>(pair.mentor_id);
    if (adept && mentor) all.pairs.push_back({*adept, *mentor, pair.score});
  }
  return all;
}

Result<proof::Checked, Failure> Rounds::verify(const Actor& actor, Moment now, RoundId id) {
  PARVIS_TRY(auto kept, store_.read(actor, now, [&](Transaction& tx) { return kept_in(tx, id); }));
  PARVIS_DONE(store_.log(actor, now, about(Act::round_read, id)));
  proof::Checked checked;
  if (const int gone = kept.round.people - static_cast<int>(kept.people.size()); gone > 0) {
    checked.findings.push_back(say_n("{n} person has left this round since: it cannot be checked any more.",
                                     "{n} people have left this round since: it cannot be checked any more.",
                                     gone));
    return checked;
  }
  const auto known = understood(kept.people, kept.round.locks, kept.round.track, *taxonomy_);
  const auto table = formats::read_table(kept.round.pairs, "pairs");
  if (!table) {
    checked.findings.push_back(table.error().what);
    return checked;
  }
  const auto pairs = acts::read_pairs(*table);
  const auto claim = acts::read_certificate(kept.round.certificate);
  if (!pairs || !claim) {
    checked.findings.push_back(pairs ? claim.error() : pairs.error());
    return checked;
  }
  const suitability::Suitability suitability(kept.round.track, *taxonomy_, known.adepts.people,
                                             known.mentors.people, kept.round.day);
  return proof::check(suitability, known.locks, *pairs, *claim);
}

Result<bool, Failure> Rounds::close(const Actor& actor, Moment now, RoundId id) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto kept, kept_round_in(tx, id));
    if (kept.is_closed) return no(Failure(Refusal::round_is_closed));
    PARVIS_DONE(tx.change("matching_round", {db::value(id)}, {{"closed_at", now}}));
    tx.tell(about(Act::round_closed, id));
    return true;
  });
}

Result<bool, Failure> Rounds::is_closed(const Actor& actor, Moment now, RoundId id) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto kept, kept_round_in(tx, id));
    return kept.is_closed;
  });
}

Result<std::vector<RoundRow>, Failure> Rounds::list(const Actor& actor, Moment now,
                                                    const access::RowScope& scope,
                                                    std::optional<ProgrammeId> programme, int limit) {
  return store_.read(actor, now, [&](Transaction& tx) -> Result<std::vector<RoundRow>, Failure> {
    PARVIS_TRY(const auto rows, told(tx.all(rounds_in_scope, tx.city(), scope_text(scope),
                                            programme.value_or(ProgrammeId{}), limit)));
    std::vector<RoundRow> all;
    for (const auto& row : rows)
      all.push_back({row.get<RoundId>(0), row.get<ProgrammeId>(1), row.get<int>(2), row.get<std::string>(3),
                     row.get<Moment>(4), row.get<Date>(5), row.get<int>(6), row.get<int>(7), row.get<int>(8),
                     row.get<int>(9), row.get<std::optional<Moment>>(10)});
    return all;
  });
}

Result<bool, Failure> Rounds::tell_of_export(const Actor& actor, Moment now, RoundId id) {
  return store_.transact(actor, now, [&](Transaction& tx) -> Result<bool, Failure> {
    PARVIS_TRY(const auto people, told(tx.all(people_taken_out, id)));
    auto what = about(Act::exported, id);
    tx.tell(what);
    for (const auto& row : people) {
      what.person = row.get<store::PersonId>(0);
      tx.tell(what);
    }
    return true;
  });
}

}  // namespace parvis::records
