/// A city that is lived in, for the tests of this folder: programmes, partners, people in every part, rounds, pairs,
/// and for each role somebody who is signed in. One of its people is known to nobody but protection officers.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "app/desk/sign_in_desk.hpp"
#include "app/records/fixture_programme.hpp"
#include "app/web/web.hpp"

namespace parvis::web {

inline constexpr std::string_view no_one = "no_one", one_factor = "one_factor";

/// What is asked of the site. Of a POST the token of the asker's own session goes along unless another is named.
struct Question {
  Method method = Method::get;
  std::string path, who, query = {};
  std::map<std::string, std::string> fields = {};
  std::string origin = "http://localhost";
  std::optional<std::string> token = {};
  std::string language = "en";
  std::map<std::string, std::string> files = {};  ///< field → a CSV that goes along
};

/// How the row behind a path stands to whoever asks, as tests/access.csv calls it.
struct Address {
  std::string relation, path;
};

class LivedIn {
 public:
  LivedIn();

  http::Response ask(const Question& question);
  http::Response get(const std::string& path, const std::string& who, std::string query = {}) {
    return ask({Method::get, path, who, std::move(query)});
  }
  /// What can stand for the {parts} of a route, and how that relates to the asker.
  std::vector<Address> addresses(const std::string& pattern, const std::string& who) const;
  /// Everybody signs in again, at this moment or longer ago than counts as fresh.
  void all_sign_in(bool is_fresh);
  void sign_in(const std::string& who);
  store::PersonId person(const std::string& name, records::ProgrammeId in, lives::Part part,
                         std::optional<store::PartnerId> of);
  /// Somebody whose every field holds a marker, with a life: waited, proposed, in a pair, with an account.
  records::PersonDetails marked() const;
  /// The rows of each table as text, but for what any visit may write: when it was, and the log.
  std::map<std::string, std::string> tables();
  /// The acts that the log has got since it had so many rows.
  std::vector<std::string> acts_since(std::int64_t rows);
  std::int64_t rows_of_log();

  Moment now = store::fixture_now();
  store::FixtureStore store{db::Engine::sqlite};
  desk::City city{*store, store.city(), "Lindhamn", occupations::Taxonomy::starter()};
  desk::Entrance entrance;
  accounts::Accounts accounts;
  records::ProgrammeId own_programme, other_programme;
  store::PartnerId own_partner, other_partner;
  /// By relation: "own_programme" → somebody in the programme of those who have one; "adept" → the adept's own record.
  std::map<std::string, store::PersonId> people;
  /// By part: "{round}" → by relation → what stands for it.
  std::map<std::string, std::map<std::string, std::string>> parts;
  store::PersonId hidden;  ///< was known, and is protected now
  std::map<std::string, store::AccountId> account_of;
  std::map<std::string, std::string> key, token;
  std::unique_ptr<Site> site;

 private:
  records::ProgrammeId programme(std::string_view id);
  store::PartnerId partner(std::string_view name);
  void found_eligible(store::PersonId id);
  void live(records::ProgrammeId in, const std::string& relation,
            const std::vector<store::PersonId>& also_adepts);
  void import_proposed(std::string_view programme, const std::string& relation);
  void erasure_asked(store::PersonId id, const std::string& relation);
  void account(const std::string& name, access::Role role);
  void sign_in_as_before(const std::string& who);
  void build_site();

  bool is_fresh_ = false;
};

/// Nobody, staff with one factor only, and the ten roles.
std::vector<std::string> all_askers();
std::string header(const http::Response& response, std::string_view name);
std::string_view name_of(Method method);

}  // namespace parvis::web
