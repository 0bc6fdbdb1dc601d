/// An empty city in a fresh store, for tests.
#pragma once

#include <gtest/gtest.h>

#include "app/store/store.hpp"
#include "platform/db/fixture_places.hpp"

namespace parvis::store {

inline Moment fixture_now() {
  return *Moment::from_iso("2026-11-02T08:00:00.000000Z");
}

/// A random number that is the same each time the test runs.
class FixtureChance {
 public:
  explicit FixtureChance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    auto mixed = state_;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebULL;
    return mixed ^ mixed >> 31;
  }
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
  }

 private:
  std::uint64_t state_;
};

class FixtureStore {
 public:
  explicit FixtureStore(db::Engine engine) : place_(engine) {
    auto keys = crypto::Keyring::create(key_file(), fixture_now().day_utc());
    PARVIS_ASSERT(keys.has_value());
    auto opened = Store::open(place_.place(), std::move(*keys), fixture_now());
    PARVIS_ASSERT(opened.has_value());
    store_ = std::move(*opened);
    store_->write_to(Ledger(ledger_file()));
    actor_ = {Actor::Kind::operator_, std::nullopt, "operator", CityId{1}};
    const auto founded = store_->transact(actor_, fixture_now(), [](Transaction& tx) -> Result<bool, Fault> {
      const Cells cells{{"city_id", 1},
                        {"name", "Lindhamn"},
                        {"language", "sv"},
                        {"audit_rows", 0},
                        {"audit_end", db::Bytes{}}};
      if (auto done = tx.add("city", cells); !done) return no(std::move(done).error());
      tx.tell({.act = Act::city_founded, .person = {}, .thing = "city", .thing_id = 1, .reason = {}});
      return true;
    });
    PARVIS_ASSERT(founded.has_value());
  }

  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  const Actor& actor() const { return actor_; }
  CityId city() const { return actor_.city; }
  const db::Place& place() const { return place_.place(); }
  std::filesystem::path folder() const { return place_.folder(); }
  std::filesystem::path key_file() const { return place_.folder() / "keys"; }
  std::filesystem::path ledger_file() const { return place_.folder() / "city.erased"; }

 private:
  db::FixturePlace place_;
  std::unique_ptr<Store> store_;
  Actor actor_;
};

}  // namespace parvis::store
