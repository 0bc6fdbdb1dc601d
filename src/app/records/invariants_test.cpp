// DOMAIN's invariants 1–4 and 9, for any sequence of acts and for many at once, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <thread>

#include "app/records/fixture_programme.hpp"

namespace parvis::records {
namespace {

using lives::Part;
using lives::ProposalMove;
using lives::Reason;

// By what the tables say, not by what the acts believe.
constexpr db::Query mentors_over_capacity{"mentors_over_capacity", R"(
  SELECT COUNT(*) FROM application a
   WHERE a.capacity < (SELECT COUNT(*) FROM pair r WHERE r.mentor_application_id = a.application_id AND r.ended_on IS NULL)
                    + (SELECT COUNT(*) FROM proposal p WHERE p.mentor_application_id = a.application_id
                          AND p.state IN ('proposed', 'approved')))"};
constexpr db::Query adepts_held_twice{"adepts_held_twice", R"(
  SELECT COUNT(*) FROM (
    SELECT a.person_id FROM application a JOIN (
      SELECT adept_application_id AS id FROM pair WHERE ended_on IS NULL
       UNION ALL SELECT adept_application_id FROM proposal WHERE state IN ('proposed', 'approved')) h
        ON h.id = a.application_id
     GROUP BY a.person_id, a.programme_id HAVING COUNT(*) > 1) twice)"};
constexpr db::Query holds_of_nothing{"holds_of_nothing", R"(
  SELECT (SELECT COUNT(*) FROM held_place) + (SELECT COUNT(*) FROM held_adept)
       - 2 * (SELECT COUNT(*) FROM pair WHERE ended_on IS NULL)
       - 2 * (SELECT COUNT(*) FROM proposal WHERE state IN ('proposed', 'approved')))"};
constexpr db::Query people_of_city{"people_of_city", "SELECT COUNT(*) FROM person WHERE merged_into IS NULL"};

class Invariants : public testing::TestWithParam<db::Engine>, protected FixtureProgramme {
 protected:
  Invariants() : FixtureProgramme(GetParam()) {}

  std::int64_t counted(const db::Query& query) {
    return city->database()
        .read([&](db::Transaction& tx) { return tx.first(query); })
        .value()
        ->get<std::int64_t>(0);
  }
  void expect_invariants() {
    EXPECT_EQ(counted(mentors_over_capacity), 0);
    EXPECT_EQ(counted(adepts_held_twice), 0);
    EXPECT_EQ(counted(holds_of_nothing), 0);
  }
  bool invariants_hold() {
    return counted(mentors_over_capacity) == 0 && counted(adepts_held_twice) == 0 &&
           counted(holds_of_nothing) == 0;
  }
  db::Fault broken_by(std::string_view sql) {
    auto done = city->database().write([&](db::Transaction& tx) -> Result<bool, db::Fault> {
      if (auto ran = tx.script(sql); !ran) return no(std::move(ran).error());
      return true;
    });
    EXPECT_FALSE(done) << sql;
    return done ? db::Fault{} : done.error();
  }
};

// A number of its own size is drawn whole, however short the sequence is.
auto below(int limit) {
  return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, limit));
}

/// The city as it ought to be, in a few lines.
class Model {
 public:
  struct Applicant {
    Part part;
    bool speaks = true;
    int capacity = 0;
    bool open = true;
  };
  struct Open {
    Two two;
    int edition = 1;
    bool approved = false;
  };
  std::map<ApplicationId, Applicant> applicants;
  std::map<ProposalId, Open> proposals;
  std::map<PairId, Open> pairs;
  std::set<std::pair<ApplicationId, ApplicationId>> met;

  int held(ApplicationId id) const {
    int count = 0;
    for (const auto& [key, one] : proposals) count += one.two.adept == id || one.two.mentor == id;
    for (const auto& [key, one] : pairs) count += one.two.adept == id || one.two.mentor == id;
    return count;
  }
  bool in_pair(ApplicationId id) const {
    return std::ranges::any_of(
        pairs, [&](const auto& one) { return one.second.two.adept == id || one.second.two.mentor == id; });
  }
  bool can_be_held(Two two) const {
    const auto& adept = applicants.at(two.adept);
    const auto& mentor = applicants.at(two.mentor);
    return adept.open && mentor.open && held(two.adept) == 0 && held(two.mentor) < mentor.capacity;
  }
  bool rules_let(Two two) const {
    return applicants.at(two.adept).speaks && !met.contains({two.adept, two.mentor});
  }
  void leave(ApplicationId id) {
    std::erase_if(proposals,
                  [&](const auto& one) { return one.second.two.adept == id || one.second.two.mentor == id; });
    applicants.at(id).open = false;
  }
};

/// One sequence of acts, each asked of the city and of the model.
class Walk {
 public:
  Walk(FixtureProgramme& city, int number) : c_(city) {
    const auto kept =
        c_.programmes.keep(c_.karin, c_.now, fixture_programme("gang-" + std::to_string(number)),
                           *Date::from_iso("2026-01-01"), "A test");
    c_.programme = kept.value().id;
    for (int i = 0; i < 4; ++i) arrive(Part::adept, i != 0);
    for (int i = 0; i < 2; ++i) arrive(Part::mentor, true);
  }

  void step(int act, int first, int second) {
    switch (act % 10) {
      case 0: return run_and_propose(first, second);
      case 1: return record(first, second, Rules::hold);
      case 2: return record(first, second, Rules::give_way);
      case 3: return decide(first, ProposalMove::approve);
      case 4: return decide(first, ProposalMove::accept);
      case 5: return decide(first, ProposalMove::decline);
      case 6: return end(first, second);
      case 7: return set_capacity(first, second % 4);
      case 8: return withdraw(first);
      default: return arrive(first % 3 == 0 ? Part::mentor : Part::adept, second % 4 != 0);
    }
  }
  void check_holds() {
    for (const auto& [id, one] : model_.applicants) RC_ASSERT(c_.record(id).places_held == model_.held(id));
  }
  bool has_pairs() const { return !model_.pairs.empty(); }
  void check_rounds() {
    for (const auto id : rounds_) {
      const auto again = c_.rounds.run_again(c_.karin, c_.now, id);
      RC_ASSERT(again.has_value() && (*again)->is_same);
      RC_ASSERT(c_.rounds.verify(c_.karin, c_.now, id)->proved());
    }
  }

 private:
  void arrive(Part part, bool speaks) {
    if (model_.applicants.size() > 12) return;
    const auto id = c_.waiting("Någon", part, 2, speaks ? people::Level::b1 : people::Level::none);
    model_.applicants[id] = {part, speaks, part == Part::mentor ? 2 : 0, true};
    (part == Part::adept ? adepts_ : mentors_).push_back(id);
  }
  Two two(int first, int second) const {
    return {adepts_[static_cast<std::size_t>(first) % adepts_.size()],
            mentors_[static_cast<std::size_t>(second) % mentors_.size()]};
  }
  static auto at(auto& map, int index) {
    auto one = map.begin();
    std::advance(one, static_cast<std::ptrdiff_t>(static_cast<std::size_t>(index) % map.size()));
    return one;
  }

  void run_and_propose(int seed, int how_many) {
    auto wish = c_.wish();
    wish.seed = static_cast<std::uint64_t>(seed);
    const auto run = c_.rounds.run(c_.karin, c_.now, wish);
    RC_ASSERT(run.has_value());
    rounds_.push_back(run->id);
    auto chosen = FixtureProgramme::made(run->round);
    for (const auto& one : chosen) RC_ASSERT(model_.can_be_held(one) && model_.rules_let(one));
    chosen.resize(std::min(chosen.size(), static_cast<std::size_t>(how_many)));
    const auto ids = c_.proposals.propose(c_.karin, c_.now, run->id, chosen);
    RC_ASSERT(ids.has_value());
    for (std::size_t i = 0; i < ids->size(); ++i) model_.proposals[(*ids)[i]] = {chosen[i]};
  }
  void record(int first, int second, Rules rules) {
    const auto both = two(first, second);
    const bool may = model_.can_be_held(both) && (rules == Rules::give_way || model_.rules_let(both));
    const auto id = c_.pairs.record(
        c_.karin, c_.now,
        {both, c_.now.day_utc(), lives::PairState::active, FixtureProgramme::knows_better(rules)});
    RC_ASSERT(id.has_value() == may);
    if (!id) return;
    // Invariant 4: what no rule let was written down under a name.
    const auto decisions = c_.pairs.decided_by_hand(c_.karin, c_.now, *id).value();
    RC_ASSERT(decisions.size() >= 1u && decisions[0].rule.empty() == model_.rules_let(both));
    model_.pairs[*id] = {both};
    model_.met.emplace(both.adept, both.mentor);
  }
  void decide(int which, ProposalMove move) {
    if (model_.proposals.empty()) return;
    const auto found = at(model_.proposals, which);
    auto& open = found->second;
    const bool may = move == ProposalMove::decline || (move == ProposalMove::accept) == open.approved;
    // Since it was proposed the two may have met elsewhere: not in this walk, for both are held.
    const auto decided = c_.proposals.decide(c_.karin, c_.now, found->first, open.edition, move,
                                             move == ProposalMove::decline ? Reason::no_time : Reason::none);
    RC_ASSERT(decided.has_value() == may);
    if (!decided) return;
    open.edition = decided->edition;
    if (move == ProposalMove::approve) {
      open.approved = true;
      return;
    }
    if (decided->pair) {
      model_.pairs[*decided->pair] = {open.two};
      model_.met.emplace(open.two.adept, open.two.mentor);
    }
    model_.proposals.erase(found);
  }
  void end(int which, int then) {
    if (model_.pairs.empty()) return;
    const auto found = at(model_.pairs, which);
    const bool leaves = then % 2 == 0;
    RC_ASSERT(c_.pairs
                  .end(c_.karin, c_.now, found->first, found->second.edition, lives::PairMove::end_early,
                       Reason::lost_contact, c_.now.day_utc(),
                       leaves ? AdeptThen::leaves : AdeptThen::waits_again)
                  .has_value());
    const auto adept = found->second.two.adept;
    model_.pairs.erase(found);
    if (leaves) model_.leave(adept);
  }
  void set_capacity(int which, int capacity) {
    const auto id = mentors_[static_cast<std::size_t>(which) % mentors_.size()];
    auto& mentor = model_.applicants.at(id);
    const bool may = mentor.open && capacity >= model_.held(id);
    auto details = c_.details(Part::mentor, capacity);
    RC_ASSERT(c_.applications.correct(c_.karin, c_.now, id, c_.record(id).edition, details).has_value() ==
              may);
    if (may) mentor.capacity = capacity;
  }
  void withdraw(int which) {
    const auto found = at(model_.applicants, which);
    const bool may = found->second.open && !model_.in_pair(found->first);
    RC_ASSERT(c_.applications
                  .move(c_.karin, c_.now, found->first, c_.record(found->first).edition,
                        lives::ApplicationMove::withdraw, Reason::moved_away)
                  .has_value() == may);
    if (may) model_.leave(found->first);
  }

  FixtureProgramme& c_;
  Model model_;
  std::vector<ApplicationId> adepts_, mentors_;
  std::vector<RoundId> rounds_;
};

TEST_P(Invariants, HoldForAnySequenceOfActs) {
  int number = 0, with_pairs = 0;
  const bool holds = rc::check("whatever is done, nobody is held twice and no place is taken twice", [&] {
    using Act = std::tuple<int, int, int>;
    const auto acts = *rc::gen::resize(
        50, rc::gen::container<std::vector<Act>>(rc::gen::tuple(below(10), below(12), below(12))));
    if (++number > 30) return;  // Each walk is a programme of its own in the same city.
    Walk walk(*this, number);
    for (const auto& [act, first, second] : acts) walk.step(act, first, second);
    RC_ASSERT(invariants_hold());
    with_pairs += walk.has_pairs();
    walk.check_holds();
    walk.check_rounds();
  });
  EXPECT_TRUE(holds);
  EXPECT_GT(with_pairs, 5);
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

TEST_P(Invariants, HoldWhenSixtyFourAskAtOnce) {
  std::vector<ApplicationId> adepts, mentors;
  for (int i = 0; i < 12; ++i) adepts.push_back(waiting("Adept", Part::adept));
  for (int i = 0; i < 4; ++i) mentors.push_back(waiting("Mentor", Part::mentor, i % 3 + 1));
  const auto round = rounds.run(karin, now, wish()).value();
  const auto chosen = made(round.round);
  std::atomic<int> done = 0;
  std::vector<std::thread> clients;
  for (std::uint64_t client = 0; client < 64; ++client)
    clients.emplace_back([&, client] {
      store::FixtureChance chance(client);
      for (int turn = 0; turn < 4; ++turn) {
        const auto any = [&](const auto& all) {
          return all[static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(all.size())))];
        };
        switch (chance.below(4)) {
          case 0: done += proposals.propose(karin, now, round.id, {any(chosen)}).has_value(); break;
          case 1: {
            const PairWish wished{{any(adepts), any(mentors)},
                                  now.day_utc(),
                                  lives::PairState::active,
                                  knows_better(Rules::give_way)};
            const auto pair = pairs.record(karin, now, wished);
            if (pair && chance.below(2) == 0)
              done += pairs
                          .end(karin, now, *pair, 1, lives::PairMove::end_early, Reason::no_time,
                               now.day_utc(), AdeptThen::waits_again)
                          .has_value();
            break;
          }
          case 2: {
            const auto open = proposals.open_ones(karin, now, whole_city(), {}, 50);
            if (!open || open->empty()) break;
            const auto& one = any(*open);
            done += proposals.decide(karin, now, one.id, one.edition, ProposalMove::decline, Reason::no_time)
                        .has_value();
            break;
          }
          default: {
            const auto id = any(mentors);
            const auto read = applications.read(karin, now, id);
            if (!read) break;
            const auto wished = details(Part::mentor, static_cast<int>(chance.below(4)));
            done += applications.correct(karin, now, id, read->edition, wished).has_value();
          }
        }
      }
    });
  for (auto& client : clients) client.join();
  EXPECT_GT(done, 0);
  expect_invariants();
  EXPECT_TRUE(store::verify_chain(*city, city.city()));
}

// The schema guards the same were the acts wrong: each of these is asked of the database behind their backs.
TEST_P(Invariants, AreGuardedByTheSchemaItself) {
  const auto amira = waiting("Amira", Part::adept), dana = waiting("Dana", Part::adept);
  const auto bo = waiting("Bo", Part::mentor), ek = waiting("Ek", Part::mentor);
  const auto pair =
      pairs.record(karin, now, {{amira, bo}, now.day_utc(), lives::PairState::active, knows_better()})
          .value();
  const auto with = [&](std::string sql) {
    const std::pair<std::string, std::int64_t> names[] = {{"@amira", amira.number},
                                                          {"@dana", dana.number},
                                                          {"@bo", bo.number},
                                                          {"@ek", ek.number},
                                                          {"@pair", pair.number},
                                                          {"@programme", programme.number},
                                                          {"@person", record(amira).person->number}};
    for (const auto& [name, number] : names)
      for (auto found = sql.find(name); found != std::string::npos; found = sql.find(name))
        sql.replace(found, name.size(), std::to_string(number));
    return sql;
  };
  const std::string pair_row =
      "INSERT INTO pair (pair_id, city_id, programme_id, adept_application_id, mentor_application_id, "
      "first_day, "
      "state, edition) VALUES (21, 1, @programme, ";
  for (const std::string& sql : {
           pair_row + "@dana, @ek, '2026-11-02', 'active', 1)",
           pair_row + "@amira, @ek, '2026-11-02', 'active', 1); "
                      "INSERT INTO held_place (application_id, place, pair_id) VALUES (@ek, 1, 21)",
           pair_row + "@dana, @bo, '2026-11-02', 'active', 1); "
                      "INSERT INTO held_adept (application_id, pair_id) VALUES (@dana, 21); "
                      "INSERT INTO held_place (application_id, place, pair_id) VALUES (@bo, 2, 21)",
           pair_row + "@bo, @ek, '2026-11-02', 'active', 1); "
                      "INSERT INTO held_adept (application_id, pair_id) VALUES (@bo, 21); "
                      "INSERT INTO held_place (application_id, place, pair_id) VALUES (@ek, 1, 21)",
           std::string("INSERT INTO held_place (application_id, place, pair_id) VALUES (@ek, 1, 99)"),
           std::string("INSERT INTO held_adept (application_id, pair_id) VALUES (@dana, @pair)"),
           std::string("UPDATE held_place SET application_id = @ek WHERE pair_id = @pair"),
           std::string("UPDATE held_adept SET application_id = @dana WHERE pair_id = @pair"),
           std::string("DELETE FROM held_place WHERE pair_id = @pair"),
           std::string("DELETE FROM held_adept WHERE pair_id = @pair"),
           std::string("DELETE FROM mentor_place WHERE application_id = @bo"),
           std::string("UPDATE pair SET state = 'completed', ended_on = '2026-11-02' WHERE pair_id = @pair"),
           std::string("UPDATE pair SET mentor_application_id = @ek WHERE pair_id = @pair"),
           std::string("DELETE FROM pair WHERE pair_id = @pair"),
           std::string("UPDATE application SET state = 'closed', ended_on = '2026-11-02' WHERE "
                       "application_id = @amira"),
           std::string(
               "UPDATE application SET state = 'closed', ended_on = '2026-11-02' WHERE application_id = @bo"),
           std::string("UPDATE application SET capacity = 0 WHERE application_id = @bo"),
           std::string("UPDATE application SET part = 'adept' WHERE application_id = @bo"),
           std::string("UPDATE application SET person_id = @person WHERE application_id = @dana"),
           std::string("INSERT INTO mentor_place (application_id, place) VALUES (@bo, 2)"),
           std::string("INSERT INTO decision_by_hand (decision_id, city_id, pair_id, adept_application_id, "
                       "mentor_application_id, account_id, rule, reason, decided_at) VALUES (1, 1, @pair, "
                       "@amira, @bo, "
                       "99, 'eligible', 'no_time', 0)"),
       })
    EXPECT_EQ(broken_by(with(sql)).kind, db::Fault::Kind::constraint) << sql;
  expect_invariants();
}

TEST_P(Invariants, APersonIsCountedOnceHoweverManyRecordsAndApplications) {
  const bool holds = rc::check("merging and taking back count humans", [&] {
    const auto before = counted(people_of_city);
    std::vector<PersonId> records;
    for (int i = 0; i < 5; ++i)
      records.push_back(people
                            .add(city.actor(), now,
                                 [] {
                                   PersonDetails details;
                                   details.known.name = "Amira";
                                   return details;
                                 }())
                            .value());
    std::map<PersonId, PersonId> merged;
    const auto acts = *rc::gen::resize(
        8, rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(below(5), below(5))));
    for (const auto& [one, other] : acts) {
      const auto kept = records[static_cast<std::size_t>(one)],
                 hidden = records[static_cast<std::size_t>(other)];
      const bool may = kept != hidden && !merged.contains(kept) && !merged.contains(hidden);
      RC_ASSERT(people.merge(karin, now, kept, hidden).has_value() == may);
      if (may) merged[hidden] = kept;
      RC_ASSERT(counted(people_of_city) == before + 5 - static_cast<std::int64_t>(merged.size()));
    }
  });
  EXPECT_TRUE(holds);
}

INSTANTIATE_TEST_SUITE_P(Engines, Invariants, testing::Values(db::Engine::sqlite, db::Engine::postgresql),
                         [](const auto& engine) { return db::name_of(engine.param); });

}  // namespace
}  // namespace parvis::records
