/// A programme with few rules, and people who apply to it, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include "app/records/applications.hpp"
#include "app/records/pairs.hpp"
#include "app/records/people.hpp"
#include "app/records/programmes.hpp"
#include "app/records/proposals.hpp"
#include "app/records/scope.hpp"
#include "app/store/fixture_store.hpp"

namespace parvis::records {

/// Adepts speak Swedish at A1 or better; the occupation and the wait decide.
inline std::string fixture_programme(std::string_view id, std::string_view least_swedish = "a1") {
  std::string toml = R"(
id = "@id"
source = "Lindhamn"
category = "everyone"
operator = "Lindhamn"
target_groups = ["newly_arrived"]
form = "own"
[name]
sv = "Prov"
[for_whom]
sv = "För alla."
[summary]
sv = "Ett prov."
[purpose]
sv = "Att prova."
[[rules]]
kind = "eligible"
side = "adept"
least_swedish = "@swedish"
unknown = "stop"
[[rules]]
kind = "not_together_before"
[[criteria]]
kind = "occupation"
weight = 7
[[criteria]]
kind = "waiting"
weight = 3
scale = 180
)";
  toml.replace(toml.find("@id"), 3, id);
  toml.replace(toml.find("@swedish"), 8, least_swedish);
  return toml;
}

class FixtureProgramme {
 public:
  explicit FixtureProgramme(db::Engine engine)
      : city(engine),
        taxonomy(occupations::Taxonomy::starter()),
        people(*city, taxonomy),
        programmes(*city),
        applications(*city),
        rounds(*city, taxonomy),
        proposals(*city, taxonomy),
        pairs(*city, taxonomy) {
    const auto kept = programmes.keep(city.actor(), now, fixture_programme("prov"),
                                      *Date::from_iso("2026-01-01"), "A test");
    PARVIS_ASSERT(kept.has_value());
    programme = kept->id;
    const auto made =
        city->transact(city.actor(), now, [&](store::Transaction& tx) -> Result<bool, db::Fault> {
          auto done = tx.add("account", {{"account_id", 7},
                                         {"city_id", 1},
                                         {"name", "Karin Samordnare"},
                                         {"language", "sv"},
                                         {"made_at", now},
                                         {"edition", 1}});
          if (!done) return no(std::move(done).error());
          tx.tell({store::Act::account_made, {}, "account", 7, {}, false});
          return true;
        });
    PARVIS_ASSERT(made.has_value());
  }

  PersonId person(std::string name, people::Level swedish = people::Level::b1,
                  std::string_view title = "svetsare", std::optional<people::Gender> gender = {}) {
    PersonDetails details;
    details.known.gender = gender;
    details.known.name = std::move(name);
    details.known.swedish = swedish;
    details.known.occupation = taxonomy->find(title).occupation;
    return people.add(city.actor(), now, details).value();
  }
  ApplicationDetails details(lives::Part part, int capacity = 1) const {
    ApplicationDetails wished;
    wished.programme = programme;
    wished.part = part;
    wished.applied_on = *Date::from_iso("2026-10-01");
    wished.capacity = capacity;
    return wished;
  }
  ApplicationId apply(PersonId id, lives::Part part, int capacity = 1) {
    return applications.apply(city.actor(), now, id, details(part, capacity)).value();
  }
  /// Applied and found eligible.
  ApplicationId waiting(std::string name, lives::Part part, int capacity = 1,
                        people::Level swedish = people::Level::b1,
                        std::optional<people::Gender> gender = {}) {
    const auto id = apply(person(std::move(name), swedish, "svetsare", gender), part, capacity);
    PARVIS_ASSERT(applications.move(karin, now, id, 1, lives::ApplicationMove::find_eligible).has_value());
    return id;
  }
  RoundWish wish() const {
    RoundWish wished;
    wished.programme = programme;
    wished.day = now.day_utc();
    return wished;
  }
  /// All pairs of the round.
  static std::vector<Two> made(const matching::Round& round) {
    std::vector<Two> all;
    for (const auto& pair : round.pairs())
      all.push_back({parvis::id_of<store::ApplicationKind>(round.adepts()[pair.adept].id).value(),
                     parvis::id_of<store::ApplicationKind>(round.mentors()[pair.mentor].id).value()});
    return all;
  }
  static ByHand knows_better(Rules rules = Rules::hold) {
    return {lives::Reason::coordinator_knows_more, "De känner varandra från kören.", rules};
  }
  ApplicationRecord record(ApplicationId id) { return applications.read(karin, now, id).value(); }

  const Moment now = store::fixture_now();
  store::FixtureStore city;
  std::shared_ptr<const occupations::Taxonomy> taxonomy;
  People people;
  Programmes programmes;
  Applications applications;
  Rounds rounds;
  Proposals proposals;
  Pairs pairs;
  ProgrammeId programme;
  /// A coordinator by name.
  store::Actor karin{store::Actor::Kind::account, store::AccountId{7}, "coordinator", store::CityId{1}};
};

}  // namespace parvis::records
